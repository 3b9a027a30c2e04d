import { z } from 'zod';
import { DatabaseError } from '@/db/database/database';
import type { DjangoReader } from '@/lib/django/reader';
import { DjangoBlacklisted, DjangoIdentity, DjangoUser, Keyed } from '@/lib/django/rows';

/** The number of rows read and written at once: bounds memory, and the work that a kill loses. */
export const PAGE_SIZE = 200;

/** The tables of users that are tried by default: a custom model's, and Django's own. */
const USER_TABLES = ['users_useraccount', 'auth_user'] as const;
const IDENTITY_TABLE = 'social_auth_usersocialauth';
const BLACKLIST_TABLE = 'token_blacklist_blacklistedtoken';
const TOKEN_TABLE = 'token_blacklist_outstandingtoken';

/**
 * The greatest id: a link's uid holds no more digits, and JavaScript's safe integers end soon
 * after.
 */
const MAX_ID = 999_999_999_999_999;

/** The most ids out of range that are listed; a real system has fewer. */
const MAX_LISTED = 1000;

/** A page of rows, and the ids of the rows that Django would not have written so. */
export interface Page<Row> {
  rows: Row[];
  unreadable: { id: number; column: string }[];
}

/** The tables of a Django database that are brought over. */
export interface DjangoTables {
  countUsers(): Promise<number>;
  users(): AsyncGenerator<Page<DjangoUser>>;
  countIdentities(): Promise<number>;
  identities(): AsyncGenerator<Page<DjangoIdentity>>;
  blacklist(): AsyncGenerator<Page<DjangoBlacklisted>>;
}

/** Finds the tables, the users' by name if one is given. Throws a `DatabaseError` if it cannot. */
export async function findTables(
  reader: DjangoReader,
  table: string | undefined,
): Promise<DjangoTables> {
  const { name, columns } = await findUserTable(reader, table ? [table] : USER_TABLES);
  const users = quote(name);
  const wanted = Object.keys(DjangoUser.shape).filter((column) => columns.includes(column));
  const identityColumns = await reader.columnsOf(IDENTITY_TABLE);
  const hasIdentities = identityColumns.length > 0;
  const hasBlacklist = (await reader.columnsOf(BLACKLIST_TABLE)).length > 0;
  const created = identityColumns.includes('created') ? ', s.created' : '';
  const identities = `select s.id, s.user_id, s.provider, s.uid${created}, u.email
    from ${IDENTITY_TABLE} s left join ${users} u on u.id = s.user_id where s.id > ? and s.id <= ${MAX_ID} order by s.id`;
  return {
    countUsers: () => count(reader, users),
    users: () =>
      pages(
        reader,
        users,
        `select ${wanted.map(quote).join(', ')} from ${users}
         where id > ? and id <= ${MAX_ID} order by id`,
        DjangoUser,
      ),
    countIdentities: async () => (hasIdentities ? count(reader, IDENTITY_TABLE) : 0),
    async *identities() {
      if (hasIdentities) yield* pages(reader, IDENTITY_TABLE, identities, DjangoIdentity);
    },
    async *blacklist() {
      const statement = `select b.id, t.user_id, t.jti, t.expires_at from ${BLACKLIST_TABLE} b
        join ${TOKEN_TABLE} t on t.id = b.token_id where b.id > ? and b.id <= ${MAX_ID} order by b.id`;
      if (hasBlacklist) yield* pages(reader, BLACKLIST_TABLE, statement, DjangoBlacklisted);
    },
  };
}

async function findUserTable(reader: DjangoReader, names: readonly string[]) {
  for (const name of names) {
    const columns = await reader.columnsOf(name);
    if (columns.length === 0) continue;
    const missing = ['id', 'email', 'password'].filter((column) => !columns.includes(column));
    if (missing.length === 0) return { name, columns };
    throw new DatabaseError(`the table ${name} has no column ${missing.join(', ')}`);
  }
  throw new DatabaseError(
    `the Django database has no table ${names.join(' or ')}: name the users' table with --table`,
  );
}

async function* pages<Row>(
  reader: DjangoReader,
  table: string,
  statement: string,
  schema: z.ZodType<Row>,
): AsyncGenerator<Page<Row>> {
  const strange = await reader.rows(
    `select cast(id as text) as id from ${table} where id < 1 or id > ${MAX_ID} limit ${MAX_LISTED}`,
  );
  const ids = z.array(z.object({ id: z.string() })).parse(strange);
  if (ids.some(({ id }) => !/^-?\d+$/.test(id))) {
    throw new DatabaseError('ids of the Django database must be numbers');
  }
  if (ids.length > 0)
    yield { rows: [], unreadable: ids.map(({ id }) => ({ id: Number(id), column: 'id' })) };
  let lastId = 0;
  for (;;) {
    const found = await reader.rows(`${statement} limit ${PAGE_SIZE}`, [lastId]);
    if (found.length === 0) return;
    const page: Page<Row> = { rows: [], unreadable: [] };
    for (const raw of found) {
      // The next page is found by the last number.
      const id = Keyed.safeParse(raw).data?.id;
      if (id === undefined) throw new DatabaseError('ids of the Django database must be numbers');
      lastId = id;
      const { data, error } = schema.safeParse(raw);
      if (data) page.rows.push(data);
      else page.unreadable.push({ id, column: String(error?.issues[0]?.path[0]) });
    }
    yield page;
  }
}

async function count(reader: DjangoReader, table: string): Promise<number> {
  const [row] = await reader.rows(`select count(*) as count from ${table}`);
  return z.object({ count: z.coerce.number() }).parse(row).count;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
