CREATE TABLE "external_reference_changes" (
	"landlord_id" uuid NOT NULL,
	"complaint_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"system" text NOT NULL,
	"external_id" text NOT NULL,
	"added" boolean NOT NULL,
	CONSTRAINT "external_reference_changes_pk" PRIMARY KEY("landlord_id","complaint_id","sequence","system","external_id")
);
--> statement-breakpoint
ALTER TABLE "external_reference_changes" ADD CONSTRAINT "external_reference_changes_complaint_fk" FOREIGN KEY ("landlord_id","complaint_id") REFERENCES "public"."complaints"("landlord_id","id") ON DELETE restrict ON UPDATE no action;