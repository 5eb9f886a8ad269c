ALTER TABLE "compliance_exceptions" ADD COLUMN "redactions" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
DROP TRIGGER "compliance_exceptions_immutable" ON "compliance_exceptions";
--> statement-breakpoint
CREATE TRIGGER "compliance_exceptions_immutable"
	BEFORE DELETE OR TRUNCATE ON "compliance_exceptions"
	FOR EACH STATEMENT
	EXECUTE FUNCTION "refuse_change"('an exception is immutable, what becomes of it is a further version');
--> statement-breakpoint
-- Words may be put in the place of words, and only with an entry that says so after those that were there. A trigger
-- names what is otherwise immutable and the columns that have the words.
CREATE FUNCTION "refuse_but_rewording"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	was jsonb := to_jsonb(OLD);
	becomes jsonb := to_jsonb(NEW);
	reworded text[] := TG_ARGV[1:];
BEGIN
	IF becomes - reworded - 'redactions' IS DISTINCT FROM was - reworded - 'redactions'
		OR EXISTS (SELECT FROM unnest(reworded) w WHERE (becomes ->> w IS NULL) <> (was ->> w IS NULL))
		OR jsonb_array_length(NEW.redactions) <> jsonb_array_length(OLD.redactions) + 1
		OR NEW.redactions - -1 <> OLD.redactions
	THEN
		RAISE EXCEPTION '% on % is refused: % is immutable but for a redaction', TG_OP, TG_TABLE_NAME, TG_ARGV[0]
			USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
	END IF;
	RETURN NEW;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "compliance_exceptions_redacted"
	BEFORE UPDATE ON "compliance_exceptions"
	FOR EACH ROW
	EXECUTE FUNCTION "refuse_but_rewording"('an exception', 'reason', 'why');
--> statement-breakpoint
-- The only way the service has to change an exception, since its role may not update the table. Runs with the owner's
-- rights: hence the fixed path, and every name with its schema. Where one field has the words of the other, they go
-- from there as well.
CREATE FUNCTION "redact_compliance_exception"(of_id uuid, of_version integer, words jsonb, redaction jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	of_landlord uuid := nullif(current_setting('redress.landlord', true), '')::uuid;
	old_reason text;
	old_why text;
BEGIN
	SELECT CASE WHEN words ? 'reason' THEN e.reason END, CASE WHEN words ? 'why' THEN e.why END
		INTO old_reason, old_why
		FROM public.compliance_exceptions e
		WHERE e.landlord_id = of_landlord AND e.id = of_id AND e.version = of_version;
	UPDATE public.compliance_exceptions e SET
		reason = CASE e.reason
			WHEN old_reason THEN words ->> 'reason' WHEN old_why THEN words ->> 'why' ELSE e.reason END,
		why = CASE e.why
			WHEN old_why THEN words ->> 'why' WHEN old_reason THEN words ->> 'reason' ELSE e.why END,
		redactions = e.redactions || jsonb_build_array(redaction || jsonb_build_object('fields', to_jsonb(array_remove(ARRAY[
			CASE WHEN e.reason IN (old_reason, old_why) THEN 'reason' END,
			CASE WHEN e.why IN (old_reason, old_why) THEN 'why' END], NULL))))
	WHERE e.landlord_id = of_landlord AND e.id = of_id
		AND (e.reason IN (old_reason, old_why) OR e.why IN (old_reason, old_why));
END;
$$;
