ALTER TABLE "identity_claims" RENAME TO "pending_identities";--> statement-breakpoint
ALTER TABLE "outbox" RENAME COLUMN "claim_id" TO "pending_identity_id";--> statement-breakpoint
DROP INDEX "identity_claims_device";--> statement-breakpoint
CREATE INDEX "pending_identities_device" ON "pending_identities" USING btree ("device");