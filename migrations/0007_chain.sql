CREATE TABLE "chain_seals" (
	"landlord_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"until" timestamp(3) with time zone NOT NULL,
	"events" integer NOT NULL,
	"hash" "bytea" NOT NULL,
	"sealed_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "chain_seals_landlord_id_n_pk" PRIMARY KEY("landlord_id","n")
);
--> statement-breakpoint
ALTER TABLE "complaint_events" ADD COLUMN "texts_digest" "bytea";--> statement-breakpoint
ALTER TABLE "complaint_events" ADD COLUMN "hash" "bytea";--> statement-breakpoint
ALTER TABLE "texts" ADD COLUMN "salt" uuid;--> statement-breakpoint
CREATE INDEX "complaint_events_by_time" ON "complaint_events" USING btree ("landlord_id","recorded_at");
--> statement-breakpoint
-- What is proved of an event: everything but the order in which the database happened to commit it. Moments as whole
-- milliseconds, because their text would depend on the zone of the session.
CREATE FUNCTION "event_hash"(previous bytea, e "complaint_events") RETURNS bytea LANGUAGE sql STABLE AS $$
	SELECT sha256(coalesce(previous, ''::bytea) || convert_to(jsonb_build_array(
		e.landlord_id, e.complaint_id, e.sequence, e.id, e.type, e.data, e.promised, e.actor, e.occurred_on,
		(extract(epoch FROM e.occurred_at) * 1000)::bigint, (extract(epoch FROM e.recorded_at) * 1000)::bigint,
		encode(e.texts_digest, 'hex'))::text, 'UTF8'))
$$;
--> statement-breakpoint
CREATE FUNCTION "texts_digest"(salt uuid, texts jsonb) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN texts <> '{}' THEN sha256(uuid_send(salt) || convert_to(texts::text, 'UTF8')) END
$$;
--> statement-breakpoint
CREATE FUNCTION "chain_event"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	previous bytea;
BEGIN
	IF NEW.sequence > 1 THEN
		SELECT hash INTO previous FROM complaint_events
		WHERE landlord_id = NEW.landlord_id AND complaint_id = NEW.complaint_id AND sequence = NEW.sequence - 1;
		IF previous IS NULL THEN
			RAISE EXCEPTION 'event % of complaint % has none before it', NEW.sequence, NEW.complaint_id
				USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
		END IF;
	END IF;
	NEW.hash := event_hash(previous, NEW);
	RETURN NEW;
END;
$$;
--> statement-breakpoint
-- Events from before there was a chain are chained as they stand. The owner sees no rows while the isolation is forced
-- on it; it is forced again when the migrations are done.
ALTER TABLE "complaint_events" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "texts" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "complaint_events" DISABLE TRIGGER "complaint_events_append_only";
--> statement-breakpoint
UPDATE "texts" t SET "salt" = s.salt
FROM (SELECT landlord_id, complaint_id, sequence, gen_random_uuid() AS salt FROM "texts" GROUP BY 1, 2, 3) s
WHERE (t.landlord_id, t.complaint_id, t.sequence) = (s.landlord_id, s.complaint_id, s.sequence);
--> statement-breakpoint
UPDATE "complaint_events" e SET "texts_digest" = texts_digest(t.salt, t.texts)
FROM (
	SELECT landlord_id, complaint_id, sequence, min(salt::text)::uuid AS salt, jsonb_object_agg(field, text) AS texts
	FROM "texts" GROUP BY 1, 2, 3
) t
WHERE (e.landlord_id, e.complaint_id, e.sequence) = (t.landlord_id, t.complaint_id, t.sequence);
--> statement-breakpoint
DO $$
DECLARE
	e "complaint_events";
	previous bytea;
BEGIN
	FOR e IN SELECT * FROM "complaint_events" ORDER BY landlord_id, complaint_id, sequence LOOP
		IF e.sequence = 1 THEN previous := NULL; END IF;
		previous := event_hash(previous, e);
		UPDATE "complaint_events" SET hash = previous
		WHERE landlord_id = e.landlord_id AND complaint_id = e.complaint_id AND sequence = e.sequence;
	END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE "complaint_events" ENABLE TRIGGER "complaint_events_append_only";
--> statement-breakpoint
ALTER TABLE "complaint_events" ALTER COLUMN "hash" SET NOT NULL;
--> statement-breakpoint
CREATE TRIGGER "complaint_events_chained"
	BEFORE INSERT ON "complaint_events"
	FOR EACH ROW
	EXECUTE FUNCTION "chain_event"();
--> statement-breakpoint
CREATE TRIGGER "chain_seals_append_only"
	BEFORE UPDATE OR DELETE OR TRUNCATE ON "chain_seals"
	FOR EACH STATEMENT
	EXECUTE FUNCTION "refuse_change"('a seal is immutable');
