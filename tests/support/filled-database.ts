import BetterSqlite from 'better-sqlite3';
import pg from 'pg';
import { DAY_SECONDS, toMs } from '@/lib/shared/time';

/** How many rows a database is filled with. */
export interface Filling {
  users: number;
  /** Live sessions, spread over the users. */
  sessions: number;
  /** Sessions that have been over for so long that they are due for removal. */
  overSessions?: number;
  /** Rows of each other table. */
  others?: number;
}

const DAY_MS = toMs(DAY_SECONDS);

/** How a dialect spells what rows are made of. */
interface Spelling {
  /** The numbers from 1 to `count` as `series(i)`. */
  series: (count: number) => string;
  /** The instant so many milliseconds from now. */
  instant: (ms: number | string) => string;
  randomId: string;
}

const SPELLINGS = {
  sqlite: {
    series: (count) =>
      `with recursive series(i) as (select 1 union all select i + 1 from series where i < ${count})`,
    instant: (ms) => `(${Date.now()} + (${ms}))`,
    randomId: 'lower(hex(randomblob(11)))',
  },
  postgres: {
    series: (count) => `with series as (select generate_series(1, ${count}) as i)`,
    instant: (ms) => `(now() + (${ms}) * interval '1 millisecond')`,
    randomId: 'substr(md5(random()::text), 1, 22)',
  },
} satisfies Record<string, Spelling>;

/** The statement that inserts so many rows, each column by an expression over the row's number `i`. */
function inserting(
  { series }: Spelling,
  table: string,
  count: number,
  columns: Readonly<Record<string, string>>,
): string {
  const names = Object.keys(columns).join(', ');
  return `insert into ${table} (${names}) ${series(count)} select ${Object.values(columns)} from series`;
}

function users(spelling: Spelling, { users: count }: Filling): string {
  const { instant } = spelling;
  return inserting(spelling, 'users', count, {
    email: "'person' || i || '@filled.example'",
    username_key: "'person' || i",
    first_name: "'Ada'",
    last_name: "'Lovelace'",
    password: "'!'",
    is_active: 'i % 100 <> 0',
    awaits_activation: 'i % 100 = 0',
    is_staff: 'false',
    is_superuser: 'false',
    date_joined: instant(`-${DAY_MS} - i`),
    last_login: instant(`-${DAY_MS}`),
  });
}

function sessions(spelling: Spelling, count: number, userCount: number, agedDays: number): string {
  const { instant, randomId } = spelling;
  const after = (days: number) => instant(`${(days - agedDays) * DAY_MS} - i`);
  return inserting(spelling, 'sessions', count, {
    id: randomId,
    user_id: `1 + i % ${userCount}`,
    generation: '0',
    rotated_at: after(0),
    created_at: after(0),
    last_used_at: after(0),
    expires_at: after(1),
    ends_at: after(30),
    user_agent: "'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'",
    ip_address: "'192.0.2.1'",
  });
}

function others(spelling: Spelling, count: number, userCount: number): string[] {
  const { instant, randomId } = spelling;
  const at = instant('-i');
  const user_id = `1 + i % ${userCount}`;
  const text = (name: string) => `'${name}' || i`;
  const tables: Record<string, Record<string, string>> = {
    devices: { user_id, hash: randomId, first_seen_at: at, kept_until: instant('i') },
    email_changes: {
      id: randomId,
      user_id,
      old_email: text('old'),
      new_email: text('new'),
      asked_at: at,
    },
    outbox: {
      key: randomId,
      kind: "'activation'",
      user_id,
      recipient: text('to'),
      created_at: at,
      due_at: at,
      attempts: '0',
      failed_at: `case when i % 2 = 0 then ${at} end`,
    },
    identities: { user_id, provider: "'google'", subject: text('s'), created_at: at },
    pending_identities: {
      id: randomId,
      provider: "'google'",
      subject: text('s'),
      first_name: "''",
      last_name: "''",
      device: randomId,
      created_at: at,
    },
    rate_limits: { id: randomId, free_at_ms: `${Date.now()} + i` },
    audit_events: { user_id, event: "'signed-in'", created_at: at, fold_key: text('f') },
  };
  return Object.entries(tables).map(([name, columns]) => inserting(spelling, name, count, columns));
}

function statements(spelling: Spelling, filling: Filling): string[] {
  const { sessions: live, overSessions = 0, others: other = 0, users: count } = filling;
  return [
    ...(count > 0 ? [users(spelling, filling)] : []),
    ...(live > 0 ? [sessions(spelling, live, count, 0)] : []),
    ...(overSessions > 0 ? [sessions(spelling, overSessions, count, 100)] : []),
    ...(other > 0 ? others(spelling, other, count) : []),
  ];
}

/**
 * Fills a migrated, empty database with rows by a few statements of its own: millions within a minute.
 * On PostgreSQL it gathers statistics as well, which a server does by itself after a while.
 */
export async function fillDatabase(url: string, filling: Filling): Promise<void> {
  if (url.startsWith('file:')) return fillSqlite(url.slice('file:'.length), filling);
  const client = new pg.Client(url);
  await client.connect();
  try {
    // Without looking up the user of each row.
    await client.query('set session_replication_role = replica');
    for (const statement of statements(SPELLINGS.postgres, filling)) await client.query(statement);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

function fillSqlite(file: string, filling: Filling): void {
  const connection = new BetterSqlite(file);
  // In memory as far as it goes: it need not survive a crash.
  connection.pragma('synchronous = OFF');
  connection.pragma('cache_size = -400000');
  connection.pragma('foreign_keys = OFF');
  for (const statement of statements(SPELLINGS.sqlite, filling)) connection.exec(statement);
  connection.close();
}
