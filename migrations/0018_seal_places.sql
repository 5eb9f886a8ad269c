ALTER TABLE "chain_seals" ADD COLUMN "epoch" integer;--> statement-breakpoint
ALTER TABLE "chain_seals" ADD COLUMN "xact" "xid8";--> statement-breakpoint
ALTER TABLE "chain_seals" ADD COLUMN "position" bigint;