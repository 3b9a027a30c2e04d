import { createClient } from '@libsql/client/web';
import pg from 'pg';

/** Deletes everything in the database of a server. */
export async function emptyDatabase(url: string): Promise<void> {
  if (url.startsWith('postgres')) return emptyPostgres(url);
  const client = createClient({ url });
  const { rows } = await client.execute(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
  );
  // Without foreign keys, so in any order.
  await client.migrate(rows.map((row) => `drop table "${row.name}"`));
  client.close();
}

async function emptyPostgres(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query('drop schema public cascade; create schema public');
  await client.end();
}
