CREATE TABLE "rehearsal_complaints" (
	"landlord_id" uuid NOT NULL,
	"rehearsal_id" uuid NOT NULL,
	"complaint_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"moves" jsonb NOT NULL,
	"refusal" jsonb,
	"shown" boolean NOT NULL,
	CONSTRAINT "rehearsal_complaints_landlord_id_rehearsal_id_complaint_id_pk" PRIMARY KEY("landlord_id","rehearsal_id","complaint_id")
);
--> statement-breakpoint
CREATE TABLE "rehearsals" (
	"landlord_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"change" jsonb NOT NULL,
	"why" text,
	"rehearsed_on" date NOT NULL,
	"from_edition" integer NOT NULL,
	"edition" jsonb,
	"dataset" jsonb,
	"counts" jsonb NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"applied_at" timestamp(3) with time zone,
	"applied_by" text,
	CONSTRAINT "rehearsals_landlord_id_id_pk" PRIMARY KEY("landlord_id","id")
);
--> statement-breakpoint
ALTER TABLE "rehearsal_complaints" ADD CONSTRAINT "rehearsal_complaints_rehearsal_fk" FOREIGN KEY ("landlord_id","rehearsal_id") REFERENCES "public"."rehearsals"("landlord_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rehearsal_complaints" ADD CONSTRAINT "rehearsal_complaints_complaint_fk" FOREIGN KEY ("landlord_id","complaint_id") REFERENCES "public"."complaints"("landlord_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rehearsals" ADD CONSTRAINT "rehearsals_landlord_id_landlords_id_fk" FOREIGN KEY ("landlord_id") REFERENCES "public"."landlords"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rehearsal_complaints_shown" ON "rehearsal_complaints" USING btree ("landlord_id","rehearsal_id","complaint_id") WHERE shown;