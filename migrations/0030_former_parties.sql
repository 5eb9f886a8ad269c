CREATE TABLE "former_parties" (
	"landlord_id" uuid NOT NULL,
	"complaint_id" uuid NOT NULL,
	"role" text NOT NULL,
	"n" integer NOT NULL,
	"sequence" integer NOT NULL,
	"data" jsonb NOT NULL,
	"salt" uuid,
	CONSTRAINT "former_parties_landlord_id_complaint_id_role_n_sequence_pk" PRIMARY KEY("landlord_id","complaint_id","role","n","sequence")
);
--> statement-breakpoint
ALTER TABLE "former_parties" ADD CONSTRAINT "former_parties_complaint_fk" FOREIGN KEY ("landlord_id","complaint_id") REFERENCES "public"."complaints"("landlord_id","id") ON DELETE restrict ON UPDATE no action;