-- The record is what an ombudsman is shown: not even a mistaken statement of our own may alter it.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% on % is refused: %', TG_OP, TG_TABLE_NAME, TG_ARGV[0]
		USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "complaint_events_append_only"
	BEFORE UPDATE OR DELETE OR TRUNCATE ON "complaint_events"
	FOR EACH STATEMENT
	EXECUTE FUNCTION "refuse_change"('events are append-only, a correction is a further event');
--> statement-breakpoint
CREATE TRIGGER "policies_immutable"
	BEFORE UPDATE OR DELETE OR TRUNCATE ON "policies"
	FOR EACH STATEMENT
	EXECUTE FUNCTION "refuse_change"('a published policy is immutable, publish a further version');
--> statement-breakpoint
-- Tells every process that holds answers in memory whose answers have changed. The argument names the column that
-- holds the landlord's id. The time a key was last used is left out: it changes all day long and nothing rests on it.
CREATE FUNCTION "notify_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		PERFORM pg_notify('redress_changes', to_jsonb(OLD) ->> TG_ARGV[0]);
	END IF;
	IF TG_OP <> 'DELETE' THEN
		PERFORM pg_notify('redress_changes', to_jsonb(NEW) ->> TG_ARGV[0]);
	END IF;
	RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "api_keys_changed"
	AFTER INSERT OR DELETE OR UPDATE OF "landlord_id", "id", "name", "hash", "roles", "expires_at", "revoked_at" ON "api_keys"
	FOR EACH ROW
	EXECUTE FUNCTION "notify_change"('landlord_id');
--> statement-breakpoint
CREATE TRIGGER "landlords_changed"
	AFTER INSERT OR DELETE OR UPDATE ON "landlords"
	FOR EACH ROW
	EXECUTE FUNCTION "notify_change"('id');
--> statement-breakpoint
CREATE TRIGGER "policies_changed"
	AFTER INSERT ON "policies"
	FOR EACH ROW
	EXECUTE FUNCTION "notify_change"('landlord_id');
