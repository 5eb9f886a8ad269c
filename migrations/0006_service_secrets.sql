CREATE TABLE "service_secrets" (
	"landlord_id" uuid NOT NULL,
	"name" text NOT NULL,
	"secret" "bytea" NOT NULL,
	CONSTRAINT "service_secrets_landlord_id_name_pk" PRIMARY KEY("landlord_id","name")
);
--> statement-breakpoint
-- Made where every process of the service finds the same one and a restart finds it again. gen_random_uuid() draws on
-- the strong randomness of the server: four of them hold 488 random bits.
INSERT INTO "service_secrets" ("landlord_id", "name", "secret")
SELECT '00000000-0000-0000-0000-000000000000', 'cursors',
	decode(replace(string_agg(gen_random_uuid()::text, ''), '-', ''), 'hex')
FROM generate_series(1, 4);
--> statement-breakpoint
CREATE TRIGGER "service_secrets_immutable"
	BEFORE UPDATE OR DELETE OR TRUNCATE ON "service_secrets"
	FOR EACH STATEMENT
	EXECUTE FUNCTION "refuse_change"('cursors that callers keep were signed with it');
