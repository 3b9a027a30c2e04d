import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import BetterSqlite from 'better-sqlite3';
import { type Database, DatabaseError } from '@/db/database/database';
import { findUsers } from '@/db/repositories/accounts';
import { countUsers, findIdentities } from '@/db/repositories/exports';
import type { Identity, User } from '@/db/tables/schema';
import { backendOf } from '@/lib/django/backends';
import { TABLE_SHAPES } from '@/lib/django/table-shapes';
import { PAGE_SIZE } from '@/lib/django/tables';

/** The target of an export, and its progress. */
export interface ExportOptions {
  /** A SQLite file that does not exist yet. */
  to: string;
  /** `auth_user` for Django's own model; any other name for a model whose user name is the address. */
  table: string;
  /** Receives the number of users written, and of all users. */
  onProgress: (done: number, total: number) => void;
}

type Row = Readonly<Record<string, string | number | null>>;

/**
 * Writes a SQLite database from which Django signs in the same users, with the same passwords. The
 * file gets its name when it is complete. Throws a `DatabaseError` if there is such a file.
 */
export async function exportDjango(
  db: Database,
  { to, table, onProgress }: ExportOptions,
): Promise<{ users: number; identities: number }> {
  if (existsSync(to)) throw new DatabaseError(`${to} exists already: name a new file`);
  const unfinished = `${to}.part`;
  rmSync(unfinished, { force: true });
  try {
    // The file holds password hashes: it is for its owner only.
    closeSync(openSync(unfinished, 'wx', 0o600));
    const file = new BetterSqlite(unfinished);
    try {
      const counts = await writeTables(db, file, table, onProgress);
      file.close();
      renameSync(unfinished, to);
      return counts;
    } finally {
      file.close();
    }
  } finally {
    rmSync(unfinished, { force: true });
  }
}

async function writeTables(
  db: Database,
  file: BetterSqlite.Database,
  table: string,
  onProgress: ExportOptions['onProgress'],
) {
  const isOwn = table === 'auth_user';
  const name = table.replaceAll('"', '""');
  const shape = TABLE_SHAPES[isOwn ? 'auth_user' : 'users_useraccount'];
  file.exec(shape.replace(/"(?:auth_user|users_useraccount)"/, () => `"${name}"`));
  file.exec(TABLE_SHAPES.social_auth_usersocialauth);
  const total = await countUsers(db);
  const toRow = isOwn ? toAuthUser : toUserAccount;
  const users = await copy(
    (afterId) => findUsers(db, afterId, PAGE_SIZE),
    (rows) => insert(file, name, rows.map(toRow)),
    (done) => onProgress(done, total),
  );
  const identities = await copy(
    (afterId) => findIdentities(db, afterId, PAGE_SIZE),
    (rows) => insert(file, 'social_auth_usersocialauth', rows.map(toSocialAuth)),
  );
  return { users, identities };
}

/** Copies rows page by page; returns their number. */
async function copy<R extends { id: number }>(
  read: (afterId: number) => Promise<R[]>,
  write: (rows: R[]) => void,
  onPage: (done: number) => void = () => {},
): Promise<number> {
  let done = 0;
  for (let lastId = 0; ; ) {
    const rows = await read(lastId);
    const last = rows.at(-1);
    if (!last) return done;
    write(rows);
    lastId = last.id;
    done += rows.length;
    onPage(done);
  }
}

function insert(file: BetterSqlite.Database, table: string, rows: readonly Row[]): void {
  const columns = Object.keys(rows[0] ?? {});
  const places = columns.map(() => '?').join(', ');
  const statement = file.prepare(
    `insert into "${table}" (${columns.join(', ')}) values (${places})`,
  );
  file.transaction(() => {
    for (const row of rows) statement.run(Object.values(row));
  })();
}

function toUserAccount(user: User) {
  return {
    id: user.id,
    password: user.password,
    last_login: user.lastLogin && toDjangoTime(user.lastLogin),
    is_superuser: Number(user.isSuperuser),
    first_name: user.firstName,
    last_name: user.lastName,
    email: user.email,
    is_active: Number(user.isActive),
    is_staff: Number(user.isStaff),
  };
}

/** Returns a row of Django's own model, whose user name may be an address; here no user name is one. */
function toAuthUser(user: User) {
  const date_joined = toDjangoTime(user.dateJoined);
  return { ...toUserAccount(user), username: user.username ?? user.email, date_joined };
}

function toSocialAuth({ id, userId, provider, subject, createdAt }: Identity) {
  const created = toDjangoTime(createdAt);
  const common = { id, user_id: userId, provider: backendOf(provider), uid: subject };
  return { ...common, extra_data: '{}', created, modified: created };
}

function toDjangoTime(instant: Date): string {
  return instant.toISOString().replace('T', ' ').replace('Z', '000');
}
