import { z } from 'zod';
import { Flag } from '@/lib/edge/settings';

/** Settings of mail. `transports/` has one file for each value of EMAIL_TRANSPORT. */
export const emailShape = {
  EMAIL_TRANSPORT: z
    .enum(['mailbox', 'console', 'ses'], { error: 'must be ses, console or mailbox' })
    .default('mailbox')
    .describe('Transport of mails: `mailbox` (files), `console` or `ses`. Production must choose'),
  MAILBOX_DIR: z
    .string()
    .default('./data/mailbox')
    .describe('Folder of the `mailbox` transport, one JSON file a mail'),
  NEW_DEVICE_EMAIL: Flag.default(true).describe(
    'Tell by mail of a sign-in with a browser and system that the account was not used with before',
  ),
  CRON_SECRET: z
    .string()
    .min(16, 'must have at least 16 characters: `npm run cli -- generate-secret` makes one')
    .optional()
    .describe('Lets the platform’s scheduler call `/api/cron/outbox`; Vercel sends it by itself'),
  AWS_SES_REGION_NAME: z.string().optional().describe('AWS region of SES; required by `ses`'),
  AWS_SES_FROM_EMAIL: z
    .string()
    .regex(/^[^\s<>@]+@[^\s<>@]+$/, 'must be a plain e-mail address')
    .optional()
    .describe('Sender of all mails; required by `ses`'),
  AWS_SES_ACCESS_KEY_ID: z
    .string()
    .optional()
    .describe("Key for SES; without it the AWS SDK's own chain of credentials is used"),
  AWS_SES_SECRET_ACCESS_KEY: z.string().optional().describe('Secret of that key'),
  AWS_SES_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an address like http://127.0.0.1:8005' })
    .optional()
    .describe('Another SES-compatible server'),
  AWS_SES_CONFIGURATION_SET: z
    .string()
    .optional()
    .describe('Configuration set of SES, for its events and reputation metrics'),
} as const;
