import { readdirSync, readFileSync } from 'node:fs';
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api';
import { expect, it } from 'vitest';
import * as tables from '@/db/dialects/sqlite-tables';

it('the migrations lead to the schema (if not: npm run db:generate)', async () => {
  const folder = 'drizzle/sqlite/meta';
  const snapshots = readdirSync(folder).filter((name) => name.endsWith('_snapshot.json'));
  const latest = JSON.parse(readFileSync(`${folder}/${snapshots.sort().at(-1)}`, 'utf8'));
  const current = await generateSQLiteDrizzleJson(tables, latest.id);
  expect(await generateSQLiteMigration(latest, current)).toEqual([]);
});
