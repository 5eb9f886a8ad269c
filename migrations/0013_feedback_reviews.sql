CREATE TABLE "feedback_reviews" (
	"landlord_id" uuid NOT NULL,
	"month" text NOT NULL,
	"policy_version" text NOT NULL,
	"reviewed_by" text NOT NULL,
	"reviewed_on" date NOT NULL,
	"due_on" date NOT NULL,
	"contacts" jsonb NOT NULL,
	"findings" text NOT NULL,
	"problems" jsonb NOT NULL,
	"learning" text,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "feedback_reviews_landlord_id_month_pk" PRIMARY KEY("landlord_id","month")
);
--> statement-breakpoint
ALTER TABLE "feedback_reviews" ADD CONSTRAINT "feedback_reviews_landlord_id_landlords_id_fk" FOREIGN KEY ("landlord_id") REFERENCES "public"."landlords"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE TRIGGER "feedback_reviews_immutable"
	BEFORE UPDATE OR DELETE OR TRUNCATE ON "feedback_reviews"
	FOR EACH STATEMENT
	EXECUTE FUNCTION "refuse_change"('a review of feedback is immutable');
