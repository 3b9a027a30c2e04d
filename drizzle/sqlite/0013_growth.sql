DROP INDEX `identities_provider_subject`;--> statement-breakpoint
CREATE UNIQUE INDEX `identities_provider_subject` ON `identities` (`subject`,`provider`);--> statement-breakpoint
DROP INDEX `outbox_due_at`;--> statement-breakpoint
CREATE INDEX `outbox_failed_at` ON `outbox` (`failed_at`) WHERE "outbox"."failed_at" is not null;--> statement-breakpoint
CREATE INDEX `outbox_user_id` ON `outbox` (`user_id`);--> statement-breakpoint
CREATE INDEX `outbox_due_at` ON `outbox` (`due_at`) WHERE "outbox"."failed_at" is null;--> statement-breakpoint
DROP INDEX `sessions_user_id`;--> statement-breakpoint
ALTER TABLE `sessions` ADD `refresh_free_at_ms` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `sessions_expires_at` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE INDEX `sessions_revoked_at` ON `sessions` (`revoked_at`) WHERE "sessions"."revoked_at" is not null;--> statement-breakpoint
CREATE INDEX `sessions_user_id` ON `sessions` (`user_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `audit_events_created_at` ON `audit_events` (`created_at`);--> statement-breakpoint
CREATE INDEX `devices_kept_until` ON `devices` (`kept_until`);--> statement-breakpoint
CREATE INDEX `email_changes_asked_at` ON `email_changes` (`asked_at`);--> statement-breakpoint
CREATE INDEX `pending_identities_created_at` ON `pending_identities` (`created_at`);--> statement-breakpoint
CREATE INDEX `users_awaits_activation` ON `users` (`date_joined`) WHERE "users"."awaits_activation";