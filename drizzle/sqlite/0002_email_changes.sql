CREATE TABLE `email_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` integer NOT NULL,
	`old_email` text NOT NULL,
	`new_email` text NOT NULL,
	`asked_at` integer NOT NULL,
	`confirmed_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `email_changes_user_id` ON `email_changes` (`user_id`);--> statement-breakpoint
CREATE INDEX `email_changes_old_email` ON `email_changes` (`old_email`);--> statement-breakpoint
DROP INDEX `users_previous_email`;--> statement-breakpoint
ALTER TABLE `users` ADD `awaits_activation` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `users` ADD `revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `users` DROP COLUMN `pending_email`;--> statement-breakpoint
ALTER TABLE `users` DROP COLUMN `previous_email`;--> statement-breakpoint
ALTER TABLE `users` DROP COLUMN `email_changed_at`;--> statement-breakpoint
ALTER TABLE `outbox` ADD `change_id` text;--> statement-breakpoint
ALTER TABLE `outbox` DROP COLUMN `subject_email`;