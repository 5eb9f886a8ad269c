-- A default that is set after its column is added does not rewrite the table. What stands in it already is immutable and
-- stays as it is: without a place in the feed, and not proved.
ALTER TABLE "chain_seals" ADD COLUMN "contact_events" integer;--> statement-breakpoint
ALTER TABLE "complaint_events" ADD COLUMN "restricted_digest" "bytea";--> statement-breakpoint
ALTER TABLE "complaint_events" ADD COLUMN "party_digests" jsonb;--> statement-breakpoint
ALTER TABLE "contact_events" ADD COLUMN "id" uuid;--> statement-breakpoint
ALTER TABLE "contact_events" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();--> statement-breakpoint
ALTER TABLE "contact_events" ADD COLUMN "texts_digest" "bytea";--> statement-breakpoint
ALTER TABLE "contact_events" ADD COLUMN "hash" "bytea";--> statement-breakpoint
ALTER TABLE "contact_events" ADD COLUMN "epoch" integer;--> statement-breakpoint
ALTER TABLE "contact_events" ALTER COLUMN "epoch" SET DEFAULT feed_epoch();--> statement-breakpoint
ALTER TABLE "contact_events" ADD COLUMN "xact" "xid8";--> statement-breakpoint
ALTER TABLE "contact_events" ALTER COLUMN "xact" SET DEFAULT pg_current_xact_id();--> statement-breakpoint
ALTER TABLE "contact_events" ADD COLUMN "position" bigint;--> statement-breakpoint
ALTER TABLE "contact_events" ALTER COLUMN "position" SET DEFAULT nextval('complaint_events_position_seq');--> statement-breakpoint
ALTER TABLE "contact_texts" ADD COLUMN "salt" uuid;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "salt" uuid;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "sequence" integer;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "salt" uuid;--> statement-breakpoint
ALTER TABLE "restricted_texts" ADD COLUMN "salt" uuid;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "contact_events_feed" ON "contact_events" USING btree ("landlord_id","epoch","xact","position");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "contact_events_by_time" ON "contact_events" USING btree ("landlord_id","recorded_at");
--> statement-breakpoint
-- What an event says of people and of restricted words is proved with it. The digests of people are never null in an
-- event of a release that knows them, and the hash of an earlier one stays what it was.
CREATE OR REPLACE FUNCTION "event_hash"(previous bytea, e "complaint_events") RETURNS bytea LANGUAGE sql STABLE AS $$
	SELECT sha256(coalesce(previous, ''::bytea) || convert_to((jsonb_build_array(
		e.landlord_id, e.complaint_id, e.sequence, e.id, e.type, e.data, e.promised, e.actor, e.occurred_on,
		(extract(epoch FROM e.occurred_at) * 1000)::bigint, (extract(epoch FROM e.recorded_at) * 1000)::bigint,
		encode(e.texts_digest, 'hex')) || CASE WHEN e.party_digests IS NULL THEN '[]'::jsonb
		ELSE jsonb_build_array(encode(e.restricted_digest, 'hex'), e.party_digests) END)::text, 'UTF8'))
$$;
--> statement-breakpoint
CREATE FUNCTION "contact_event_hash"(previous bytea, e "contact_events") RETURNS bytea LANGUAGE sql STABLE AS $$
	SELECT sha256(coalesce(previous, ''::bytea) || convert_to(jsonb_build_array(
		e.landlord_id, e.contact_id, e.sequence, e.id, e.type, e.data, e.actor, e.occurred_on,
		(extract(epoch FROM e.recorded_at) * 1000)::bigint, encode(e.texts_digest, 'hex'))::text, 'UTF8'))
$$;
--> statement-breakpoint
-- Never null, so that an event without words differs from one of a release that proved none.
CREATE FUNCTION "words_digest"(salt uuid, words jsonb) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
	SELECT coalesce(texts_digest(salt, jsonb_strip_nulls(words)), sha256(''::bytea))
$$;
--> statement-breakpoint
CREATE FUNCTION "chain_contact_event"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	previous bytea;
BEGIN
	IF NEW.sequence > 1 THEN
		SELECT hash INTO previous FROM contact_events
		WHERE landlord_id = NEW.landlord_id AND contact_id = NEW.contact_id AND sequence = NEW.sequence - 1;
		IF NOT FOUND THEN
			RAISE EXCEPTION 'event % of contact % has none before it', NEW.sequence, NEW.contact_id
				USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
		END IF;
	END IF;
	NEW.hash := contact_event_hash(previous, NEW);
	RETURN NEW;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "contact_events_chained"
	BEFORE INSERT ON "contact_events"
	FOR EACH ROW
	EXECUTE FUNCTION "chain_contact_event"();
