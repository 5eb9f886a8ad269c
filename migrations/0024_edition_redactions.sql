ALTER TABLE "calendar_editions" ADD COLUMN "redactions" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
DROP TRIGGER "calendar_editions_immutable" ON "calendar_editions";
--> statement-breakpoint
CREATE TRIGGER "calendar_editions_immutable"
	BEFORE DELETE OR TRUNCATE ON "calendar_editions"
	FOR EACH STATEMENT
	EXECUTE FUNCTION "refuse_change"('an edition of the working days is immutable, enter a further one');
--> statement-breakpoint
CREATE TRIGGER "calendar_editions_redacted"
	BEFORE UPDATE ON "calendar_editions"
	FOR EACH ROW
	EXECUTE FUNCTION "refuse_but_rewording"('an edition of the working days', 'why');
--> statement-breakpoint
-- The only way the service has to change an edition, since its role may not update the table. Runs with the owner's
-- rights: hence the fixed path, and every name with its schema. Who redacts the same edition at the same moment is waited
-- for, so that the words given last are those that stand. Rehearsals first then: one that is being applied is waited for,
-- and the edition it makes is there to be seen. Answers kept for requests sent twice are emptied where they
-- show the words; forgotten whole, the requests would be done again.
CREATE FUNCTION "redact_edition_why"(of_number integer, words text, redaction jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	of_landlord uuid := nullif(current_setting('redress.landlord', true), '')::uuid;
	old_words text;
BEGIN
	SELECT e.why INTO old_words FROM public.calendar_editions e
		WHERE e.landlord_id = of_landlord AND e.number = of_number
		FOR UPDATE;
	UPDATE public.rehearsals r SET why = words WHERE r.landlord_id = of_landlord AND r.why = old_words;
	UPDATE public.calendar_editions e SET why = words, redactions = e.redactions || jsonb_build_array(redaction)
		WHERE e.landlord_id = of_landlord AND e.why = old_words;
	UPDATE public.idempotency_keys i SET body = NULL
		WHERE i.landlord_id = of_landlord
			AND (i.operation LIKE 'POST /v1/rehearsals%' OR i.operation LIKE 'POST /v1/closures/%')
			AND strpos(i.body, to_json(old_words)::text) > 0;
END;
$$;
