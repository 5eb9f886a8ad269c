CREATE TABLE "self_assessments" (
	"landlord_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"policy_version" text NOT NULL,
	"findings" jsonb NOT NULL,
	"entries" jsonb NOT NULL,
	"trigger" text NOT NULL,
	"governing_body_response" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "self_assessments_landlord_id_year_pk" PRIMARY KEY("landlord_id","year")
);
--> statement-breakpoint
ALTER TABLE "self_assessments" ADD CONSTRAINT "self_assessments_landlord_id_landlords_id_fk" FOREIGN KEY ("landlord_id") REFERENCES "public"."landlords"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_assessments" ADD CONSTRAINT "self_assessments_policy_fk" FOREIGN KEY ("landlord_id","policy_version") REFERENCES "public"."policies"("landlord_id","version") ON DELETE restrict ON UPDATE no action;