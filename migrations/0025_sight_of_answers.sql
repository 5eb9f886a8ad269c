ALTER TABLE "api_keys" ADD COLUMN "replaced_by" uuid;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "seen" boolean;--> statement-breakpoint
-- Processes hear of it too when a key is limited or comes to act for somebody else.
CREATE OR REPLACE TRIGGER "api_keys_changed"
	AFTER INSERT OR DELETE OR UPDATE OF "landlord_id", "id", "name", "hash", "roles", "person", "good_for", "expires_at", "revoked_at" ON "api_keys"
	FOR EACH ROW
	EXECUTE FUNCTION "notify_change"('landlord_id');
