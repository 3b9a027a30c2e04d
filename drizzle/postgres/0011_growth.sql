DROP INDEX "identities_provider_subject";--> statement-breakpoint
DROP INDEX "outbox_due_at";--> statement-breakpoint
DROP INDEX "sessions_user_id";--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "refresh_free_at_ms" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "audit_events_created_at" ON "audit_events" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "devices_kept_until" ON "devices" USING btree ("kept_until");--> statement-breakpoint
CREATE INDEX "email_changes_asked_at" ON "email_changes" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "outbox_failed_at" ON "outbox" USING btree ("failed_at") WHERE "outbox"."failed_at" is not null;--> statement-breakpoint
CREATE INDEX "outbox_user_id" ON "outbox" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "pending_identities_created_at" ON "pending_identities" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "sessions_expires_at" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sessions_revoked_at" ON "sessions" USING btree ("revoked_at") WHERE "sessions"."revoked_at" is not null;--> statement-breakpoint
CREATE INDEX "users_awaits_activation" ON "users" USING btree ("date_joined") WHERE "users"."awaits_activation";--> statement-breakpoint
CREATE UNIQUE INDEX "identities_provider_subject" ON "identities" USING btree ("subject","provider");--> statement-breakpoint
CREATE INDEX "outbox_due_at" ON "outbox" USING btree ("due_at") WHERE "outbox"."failed_at" is null;--> statement-breakpoint
CREATE INDEX "sessions_user_id" ON "sessions" USING btree ("user_id","created_at");