CREATE TABLE "compliance_exceptions" (
	"landlord_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"version" integer NOT NULL,
	"began_on" date NOT NULL,
	"expected_return_on" date NOT NULL,
	"reason" text NOT NULL,
	"ombudsman_told_on" date,
	"residents_told_on" date,
	"published_on" date,
	"returned_on" date,
	"policy_version" text,
	"why" text,
	"recorded_at" timestamp(3) with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	CONSTRAINT "compliance_exceptions_landlord_id_id_version_pk" PRIMARY KEY("landlord_id","id","version")
);
--> statement-breakpoint
ALTER TABLE "self_assessments" ADD COLUMN "governing_body_responded_on" date;--> statement-breakpoint
ALTER TABLE "compliance_exceptions" ADD CONSTRAINT "compliance_exceptions_landlord_id_landlords_id_fk" FOREIGN KEY ("landlord_id") REFERENCES "public"."landlords"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compliance_exceptions" ADD CONSTRAINT "compliance_exceptions_policy_fk" FOREIGN KEY ("landlord_id","policy_version") REFERENCES "public"."policies"("landlord_id","version") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE TRIGGER "compliance_exceptions_immutable"
	BEFORE UPDATE OR DELETE OR TRUNCATE ON "compliance_exceptions"
	FOR EACH STATEMENT
	EXECUTE FUNCTION "refuse_change"('an exception is immutable, what becomes of it is a further version');
