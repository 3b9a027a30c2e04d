ALTER TABLE `audit_events` ADD `last_at` integer;--> statement-breakpoint
ALTER TABLE `audit_events` ADD `count` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `audit_events` ADD `fold_key` text;--> statement-breakpoint
CREATE UNIQUE INDEX `audit_events_fold_key` ON `audit_events` (`fold_key`);