import { readdirSync, readFileSync } from 'node:fs';
import {
  generateDrizzleJson,
  generateMigration,
  generateSQLiteDrizzleJson,
  generateSQLiteMigration,
} from 'drizzle-kit/api';
import { expect, it } from 'vitest';
import { sqliteKit } from '@/db/dialects/sqlite';
import * as postgresTables from '@/db/tables/postgres-tables';
import { defineSchema } from '@/db/tables/schema';
import * as sqliteTables from '@/db/tables/sqlite-tables';

function latestSnapshot(dialect: string) {
  const folder = `drizzle/${dialect}/meta`;
  const snapshots = readdirSync(folder).filter((name) => name.endsWith('_snapshot.json'));
  return JSON.parse(readFileSync(`${folder}/${snapshots.sort().at(-1)}`, 'utf8'));
}

it('SQLite’s migrations lead to the schema (if not: npm run db:generate)', async () => {
  const latest = latestSnapshot('sqlite');
  const current = await generateSQLiteDrizzleJson(sqliteTables, latest.id);
  expect(await generateSQLiteMigration(latest, current)).toEqual([]);
});

it('PostgreSQL’s migrations lead to the schema (if not: npm run db:generate)', async () => {
  const latest = latestSnapshot('postgres');
  const current = generateDrizzleJson(postgresTables, latest.id);
  expect(await generateMigration(latest, current)).toEqual([]);
});

it('every table of the schema is among those that migrations are generated from', () => {
  const tables = Object.keys(defineSchema(sqliteKit)).sort();
  expect(Object.keys(sqliteTables).sort()).toEqual(tables);
  expect(Object.keys(postgresTables).sort()).toEqual(tables);
});
