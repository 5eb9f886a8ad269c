CREATE TABLE "restricted_texts" (
	"landlord_id" uuid NOT NULL,
	"complaint_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"subject" text NOT NULL,
	"n" integer NOT NULL,
	"kind" text NOT NULL,
	"purpose" text,
	"text" text NOT NULL,
	CONSTRAINT "restricted_texts_landlord_id_complaint_id_sequence_pk" PRIMARY KEY("landlord_id","complaint_id","sequence")
);
--> statement-breakpoint
ALTER TABLE "restricted_texts" ADD CONSTRAINT "restricted_texts_complaint_fk" FOREIGN KEY ("landlord_id","complaint_id") REFERENCES "public"."complaints"("landlord_id","id") ON DELETE restrict ON UPDATE no action;