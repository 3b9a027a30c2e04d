CREATE TABLE `devices` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`hash` text NOT NULL,
	`first_seen_at` integer NOT NULL,
	`kept_until` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `devices_user_id_hash` ON `devices` (`user_id`,`hash`);--> statement-breakpoint
DROP INDEX `sessions_user_id_device`;--> statement-breakpoint
CREATE INDEX `sessions_user_id` ON `sessions` (`user_id`);--> statement-breakpoint
INSERT INTO `devices` (`user_id`, `hash`, `first_seen_at`, `kept_until`)
SELECT `user_id`, `device`, min(`created_at`), max(`ends_at`)
FROM `sessions` WHERE `device` IS NOT NULL GROUP BY `user_id`, `device`;
--> statement-breakpoint
DELETE FROM `sessions` WHERE `revoked_reason` = 'remembered';--> statement-breakpoint
ALTER TABLE `sessions` DROP COLUMN `device`;