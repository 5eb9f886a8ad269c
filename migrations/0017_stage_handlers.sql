-- Whom each stage was last assigned to, in place of everybody it ever was: made anew from the assignments, which hold
-- both. The owner sees no rows while the landlords' isolation is forced on it; it is forced again when the migrations
-- are done.
ALTER TABLE "complaint_handlers" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "complaint_events" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
DELETE FROM "complaint_handlers";
--> statement-breakpoint
ALTER TABLE "complaint_handlers" DROP CONSTRAINT "complaint_handlers_landlord_id_person_complaint_id_pk";--> statement-breakpoint
ALTER TABLE "complaint_handlers" ADD COLUMN "stage" text NOT NULL;--> statement-breakpoint
ALTER TABLE "complaint_handlers" ADD CONSTRAINT "complaint_handlers_landlord_id_complaint_id_stage_pk" PRIMARY KEY("landlord_id","complaint_id","stage");--> statement-breakpoint
CREATE INDEX "complaint_handlers_by_person" ON "complaint_handlers" USING btree ("landlord_id","person");
--> statement-breakpoint
INSERT INTO "complaint_handlers" ("landlord_id", "complaint_id", "stage", "person")
SELECT DISTINCT ON ("landlord_id", "complaint_id", "data" ->> 'stage')
	"landlord_id", "complaint_id", "data" ->> 'stage', "data" ->> 'person'
FROM "complaint_events" WHERE "type" = 'assigned'
ORDER BY "landlord_id", "complaint_id", "data" ->> 'stage', "sequence" DESC;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION "note_handler"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO complaint_handlers (landlord_id, complaint_id, stage, person)
	VALUES (NEW.landlord_id, NEW.complaint_id, NEW.data ->> 'stage', NEW.data ->> 'person')
	ON CONFLICT (landlord_id, complaint_id, stage) DO UPDATE SET person = excluded.person;
	RETURN NULL;
END;
$$;
