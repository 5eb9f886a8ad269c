CREATE INDEX "complaint_events_corrected" ON "complaint_events" USING btree ("landlord_id","complaint_id","sequence") WHERE type = 'corrected';--> statement-breakpoint
-- A correction can strike or change an assignment, so it says who has each stage after it: by trigger, as an assignment
-- is noted.
CREATE FUNCTION "note_corrected_handlers"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM complaint_handlers WHERE landlord_id = NEW.landlord_id AND complaint_id = NEW.complaint_id;
	INSERT INTO complaint_handlers (landlord_id, complaint_id, stage, person)
	SELECT NEW.landlord_id, NEW.complaint_id, h.stage, h.person
	FROM jsonb_to_recordset(NEW.data -> 'handlers') AS h(stage text, person text);
	RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "complaint_events_note_corrected_handlers"
	AFTER INSERT ON "complaint_events"
	FOR EACH ROW
	WHEN (NEW."type" = 'corrected')
	EXECUTE FUNCTION "note_corrected_handlers"();
