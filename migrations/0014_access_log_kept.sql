-- The log of who read what is itself about people, so it is not kept for ever. What is less than a year old stays, for
-- the owner too: so long after the landlord's last answer a case can be brought to the Ombudsman.
CREATE FUNCTION "refuse_recent"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF OLD.at > now() - interval '1 year' THEN
		RAISE EXCEPTION '% on % is refused: an entry is kept for a year at least', TG_OP, TG_TABLE_NAME
			USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
	END IF;
	RETURN OLD;
END;
$$;
--> statement-breakpoint
DROP TRIGGER "access_log_append_only" ON "access_log";
--> statement-breakpoint
CREATE TRIGGER "access_log_append_only"
	BEFORE UPDATE OR TRUNCATE ON "access_log"
	FOR EACH STATEMENT
	EXECUTE FUNCTION "refuse_change"('the access log is append-only');
--> statement-breakpoint
CREATE TRIGGER "access_log_kept_a_year"
	BEFORE DELETE ON "access_log"
	FOR EACH ROW
	EXECUTE FUNCTION "refuse_recent"();
--> statement-breakpoint
-- The only way the service has to remove an entry, since its role may not delete from the table: of one landlord, the
-- oldest first and some thousands together, so that a log of years costs a look at its beginning and no lock is held
-- for long. Runs with the owner's rights: hence the fixed path, and every name with its schema.
CREATE FUNCTION "forget_access"(before timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	landlord uuid := nullif(current_setting('redress.landlord', true), '')::uuid;
	removed integer;
BEGIN
	DELETE FROM public.access_log a
	USING (SELECT id FROM public.access_log WHERE landlord_id = landlord ORDER BY id LIMIT 5000) oldest
	WHERE a.landlord_id = landlord AND a.id = oldest.id
		AND a.at < least(before, now() - interval '1 year');
	GET DIAGNOSTICS removed = ROW_COUNT;
	RETURN removed;
END;
$$;
