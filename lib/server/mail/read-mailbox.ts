import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** A file of the `mailbox` transport. */
export const Mail = z.object({
  to: z.string(),
  from: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  sentAt: z.string(),
});
export type Mail = z.infer<typeof Mail>;

/** The number of mails shown at once. */
const MAX_SHOWN = 50;

/** Returns the newest mails of a mailbox folder, the last first; none if there is no folder yet. */
export async function readMailbox(folder: string): Promise<Mail[]> {
  const files = await readdir(folder).catch(() => []);
  const names = files.filter((name) => name.endsWith('.json')).sort();
  const texts = names.slice(-MAX_SHOWN).map((name) => readFile(join(folder, name), 'utf8'));
  return (await Promise.all(texts)).map((text) => Mail.parse(JSON.parse(text))).toReversed();
}
