CREATE TABLE `rate_limits` (
	`id` text PRIMARY KEY NOT NULL,
	`free_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rate_limits_free_at_ms` ON `rate_limits` (`free_at_ms`);--> statement-breakpoint
ALTER TABLE `sessions` ADD `device` text;