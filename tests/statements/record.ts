import { appendFileSync, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PgDatabase } from 'drizzle-orm/pg-core';
import { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import { afterAll, expect, inject } from 'vitest';
import { type Dialect, STATEMENTS_FOLDER, type Statement, shapeOf } from '@/tests/statements/shape';

/** Methods of Drizzle's builder at which a statement begins. */
const BEGINNINGS = [
  'select',
  'selectDistinct',
  'insert',
  'update',
  'delete',
  '$count',
  'execute',
  'run',
  'all',
  'get',
  'values',
];

interface Session {
  prepareQuery(query: { sql: string }, ...more: unknown[]): unknown;
}

/** The part of Drizzle's builder that is recorded. */
interface Builder {
  session: Session;
  [method: string]: unknown;
}

interface Recorder {
  server: Dialect;
  /** By shape, of each kind of database. */
  seen: Map<Dialect, Map<string, Statement>>;
}

// Test files that share a process share what is recorded in it, too.
const KEY = Symbol.for('gatehouse.statements');
const shared = globalThis as { [KEY]?: Recorder };

/** File and line that called a method of Drizzle's; null for a test, whose statements do not count. */
function productSite(method: unknown): string | null {
  const holder: { stack?: string } = {};
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  Error.captureStackTrace(holder, method as () => void);
  Error.stackTraceLimit = before;
  const root = process.cwd();
  const [, path, line] = /([^\s(]+\.tsx?):(\d+):\d+\)?$/.exec(holder.stack?.trim() ?? '') ?? [];
  const at = path?.indexOf(root) ?? -1;
  if (!path || at < 0) return null;
  const file = path.slice(at + root.length + 1);
  return /^tests\/|\.test\.ts$/.test(file) ? null : `${file}:${line}`;
}

/** A statement that no database takes: a test gave the product tables that do not go together. */
const BROKEN = 'on conflict ()';

/** The same builder, whose statements are recorded. */
function noting(builder: Builder, site: string, note: (statement: Statement) => void): Builder {
  const { session } = builder;
  const prepareQuery: Session['prepareQuery'] = (query, ...more) => {
    if (query.sql.includes(BROKEN)) return session.prepareQuery(query, ...more);
    const test = relative('.', expect.getState().testPath ?? '');
    note({ shape: shapeOf(query.sql), sql: query.sql, site, test });
    return session.prepareQuery(query, ...more);
  };
  const watched: unknown = Object.create(session, { prepareQuery: { value: prepareQuery } });
  return Object.create(builder, { session: { value: watched } });
}

function watch(prototype: Builder, toDialect: (recorder: Recorder) => Dialect): void {
  for (const name of BEGINNINGS) {
    const original = prototype[name];
    if (typeof original !== 'function') continue;
    prototype[name] = function method(this: Builder, ...args: unknown[]): unknown {
      const recorder = shared[KEY];
      const site = recorder && productSite(method);
      if (!site) return original.apply(this, args);
      const dialect = toDialect(recorder);
      const seen = recorder.seen.get(dialect) ?? new Map<string, Statement>();
      recorder.seen.set(dialect, seen);
      const note = (statement: Statement) => seen.set(statement.shape, statement);
      return original.apply(noting(this, site, note), args);
    };
  }
}

const server = inject('databaseServer');
const isLibsql = server?.kind === 'libsql' || /^(?:http|ws|libsql)/.test(given(server));

function given(of: typeof server): string {
  return of?.kind === 'given' ? of.url : '';
}

if (!shared[KEY]) {
  watch(PgDatabase.prototype as unknown as Builder, () => 'postgres');
  watch(BaseSQLiteDatabase.prototype as unknown as Builder, (recorder) => recorder.server);
}
shared[KEY] = { server: isLibsql ? 'libsql' : 'sqlite', seen: new Map() };

afterAll(() => {
  mkdirSync(STATEMENTS_FOLDER, { recursive: true });
  for (const [dialect, seen] of shared[KEY]?.seen ?? []) {
    const lines = [...seen.values()].map((statement) => `${JSON.stringify(statement)}\n`);
    appendFileSync(join(STATEMENTS_FOLDER, `${dialect}-${process.pid}.jsonl`), lines.join(''));
  }
});
