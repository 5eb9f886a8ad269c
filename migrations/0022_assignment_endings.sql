-- Whoever is taken off a stage has it no longer and nobody has it in their place: by trigger, as an assignment is noted.
CREATE FUNCTION "forget_handler"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM complaint_handlers
	WHERE landlord_id = NEW.landlord_id AND complaint_id = NEW.complaint_id AND stage = NEW.data ->> 'stage';
	RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "complaint_events_forget_handler"
	AFTER INSERT ON "complaint_events"
	FOR EACH ROW
	WHEN (NEW."type" = 'assignment-ended')
	EXECUTE FUNCTION "forget_handler"();
