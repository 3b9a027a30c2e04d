import { readFileSync } from 'node:fs';
import { createClient } from '@libsql/client/web';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { z } from 'zod';

const Text = z.string();

/** The cookies and links that browsers and mails held when the dump was made. */
const Facts = z.object({
  secret: Text,
  /** The time of the dump. */
  at: z.iso.datetime(),
  /** Live sessions and the token pairs of their present generations. */
  sessions: z.array(z.object({ email: Text, generation: z.int(), access: Text, refresh: Text })),
  /** Known devices by what their accounts did there, with their cookies. */
  devices: z.array(z.object({ kind: Text, email: Text, password: Text, cookie: Text })),
  /** Unspent links; one to a pending identity with the cookie of its browser. */
  links: z.array(
    z.object({
      purpose: Text,
      email: Text,
      uid: Text,
      token: Text,
      cookie: z.optional(Text),
    }),
  ),
  /** The browser of a pending identity whose address is not known yet. */
  unnamed: z.object({ cookie: Text }),
  /** The browser of the pending identity whose mail was queued. */
  queuedCookie: Text,
  /** Mails that were queued. */
  mails: z.array(z.object({ kind: Text, recipient: Text })),
});
export type Facts = z.infer<typeof Facts>;

/**
 * Fills an empty database with the dump of an older version; returns what that version had issued. The
 * dumps were made with the route handlers of the version before 2026-11-28, a clock that stood and
 * the secret of the tests, and are never made anew: later versions must still take them.
 */
export async function loadDump(url: string): Promise<Facts> {
  const dialect = url.startsWith('postgres') ? 'postgres' : 'sqlite';
  const read = (type: string) => readFileSync(`tests/upgrade/${dialect}.${type}`, 'utf8');
  await fill(url, read('sql'));
  return Facts.parse(JSON.parse(read('json')));
}

/** Rows stand before those that they refer to, so without foreign keys. */
async function fill(url: string, sql: string): Promise<void> {
  if (url.startsWith('postgres')) {
    const client = new pg.Client(url);
    await client.connect();
    await client.query(sql).finally(() => client.end());
    return;
  }
  if (url.startsWith('file:')) {
    const file = new Sqlite(url.slice('file:'.length));
    file.pragma('foreign_keys = OFF');
    file.exec(sql);
    file.close();
    return;
  }
  const client = createClient({ url });
  await client.migrate(sql.trim().split('\n'));
  client.close();
}
