CREATE TABLE "complaint_handlers" (
	"landlord_id" uuid NOT NULL,
	"person" text NOT NULL,
	"complaint_id" uuid NOT NULL,
	CONSTRAINT "complaint_handlers_landlord_id_person_complaint_id_pk" PRIMARY KEY("landlord_id","person","complaint_id")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "person" text;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "good_for" jsonb;--> statement-breakpoint
ALTER TABLE "landlords" ADD COLUMN "handlers_see" text DEFAULT 'all' NOT NULL;--> statement-breakpoint
ALTER TABLE "complaint_handlers" ADD CONSTRAINT "complaint_handlers_complaint_fk" FOREIGN KEY ("landlord_id","complaint_id") REFERENCES "public"."complaints"("landlord_id","id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
-- Those of the assignments so far. The owner sees no rows while the landlords' isolation is forced on it; it is forced
-- again when the migrations are done.
ALTER TABLE "complaint_events" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO "complaint_handlers" ("landlord_id", "person", "complaint_id")
SELECT DISTINCT "landlord_id", "data" ->> 'person', "complaint_id"
FROM "complaint_events" WHERE "type" = 'assigned' AND "data" ->> 'person' IS NOT NULL;
--> statement-breakpoint
CREATE FUNCTION "note_handler"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO complaint_handlers (landlord_id, person, complaint_id)
	VALUES (NEW.landlord_id, NEW.data ->> 'person', NEW.complaint_id)
	ON CONFLICT DO NOTHING;
	RETURN NULL;
END;
$$;
--> statement-breakpoint
-- The condition is asked without calling the function, so that it costs the other acts nothing.
CREATE TRIGGER "complaint_events_note_handler"
	AFTER INSERT ON "complaint_events"
	FOR EACH ROW
	WHEN (NEW."type" = 'assigned' AND NEW."data" ->> 'person' IS NOT NULL)
	EXECUTE FUNCTION "note_handler"();
