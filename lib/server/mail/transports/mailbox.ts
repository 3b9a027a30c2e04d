import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transport } from '@/lib/server/mail/transports/transport';
import type { Settings } from '@/lib/server/settings/settings';
import { escapeJson } from '@/lib/shared/visible-text';

/** Rejects unless mails can be written to MAILBOX_DIR. */
export async function probe({ MAILBOX_DIR }: Settings): Promise<void> {
  try {
    await mkdir(MAILBOX_DIR, { recursive: true, mode: 0o700 });
    const file = join(MAILBOX_DIR, `.probe-${process.pid}`);
    await writeFile(file, '', { mode: 0o600 });
    await rm(file);
  } catch (error) {
    throw new Error(`MAILBOX_DIR=${MAILBOX_DIR} must be a folder to write to`, { cause: error });
  }
}

/**
 * Writes each mail to its own JSON file in MAILBOX_DIR; names sort by the time of asking. A second
 * attempt at a mail replaces the file of the first.
 */
export function create(settings: Settings): Transport {
  return async ({ to, from, subject, text, html, sentAt, queuedAt, key }) => {
    // Mails hold links that open accounts: folder and files are for their owner only.
    await mkdir(settings.MAILBOX_DIR, { recursive: true, mode: 0o700 });
    const file = join(settings.MAILBOX_DIR, `${queuedAt.replaceAll(':', '-')}-${key}.json`);
    // Such files are read on terminals.
    const mail = escapeJson(JSON.stringify({ to, from, subject, text, html, sentAt }, null, 2));
    // Renamed into place, so that a reader never sees half a mail.
    await writeFile(`${file}.tmp`, `${mail}\n`, { mode: 0o600 });
    await rename(`${file}.tmp`, file);
  };
}
