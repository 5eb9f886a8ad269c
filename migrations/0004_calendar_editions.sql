CREATE TABLE "calendar_editions" (
	"landlord_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"content" jsonb NOT NULL,
	"why" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "calendar_editions_landlord_id_number_pk" PRIMARY KEY("landlord_id","number")
);
--> statement-breakpoint
ALTER TABLE "complaints" ADD COLUMN "calendar_edition" integer GENERATED ALWAYS AS (coalesce((state ->> 'calendarEdition')::integer, 0)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "calendar_editions" ADD CONSTRAINT "calendar_editions_landlord_id_landlords_id_fk" FOREIGN KEY ("landlord_id") REFERENCES "public"."landlords"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Complaints from before there were editions ran by the holidays of the service, which is edition 0. The rewriting is
-- of the summary that each act replaces anyway; the events are left as they were written. The owner, who migrates,
-- sees no rows while the landlords' isolation is forced on it; it is forced again when the migrations are done.
ALTER TABLE "complaints" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE "complaints" SET "state" = "state" || '{"calendarEdition": 0, "settled": []}' WHERE NOT "state" ? 'settled';
--> statement-breakpoint
CREATE TRIGGER "calendar_editions_immutable"
	BEFORE UPDATE OR DELETE OR TRUNCATE ON "calendar_editions"
	FOR EACH STATEMENT
	EXECUTE FUNCTION "refuse_change"('an edition of the working days is immutable, enter a further one');
--> statement-breakpoint
CREATE TRIGGER "calendar_editions_changed"
	AFTER INSERT ON "calendar_editions"
	FOR EACH ROW
	EXECUTE FUNCTION "notify_change"('landlord_id');
