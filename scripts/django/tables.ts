import { z } from 'zod';
import { DatabaseError } from '../../db/database';
import type { DjangoReader } from './reader';

/** Rows that are read, and written, at once: bounds memory and what a kill can undo. */
export const PAGE_SIZE = 200;

/** Where the users are if nobody says: a custom model's table, or Django's own. */
const USER_TABLES = ['users_useraccount', 'auth_user'] as const;
const IDENTITY_TABLE = 'social_auth_usersocialauth';

/** bigint columns come as text from PostgreSQL. */
const Id = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.int().positive());

const Flag = z.union([z.boolean(), z.number()]).transform(Boolean);

/** What a page of any table has: enough to name a row that cannot be read. */
const Keyed = z.object({ id: Id });

/** Django keeps moments in SQLite as `YYYY-MM-DD HH:MM:SS.ffffff`, in UTC. */
const Instant = z.union([
  z.date(),
  z
    .string()
    .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?(?:\+00:00)?$/)
    .transform((text) => new Date(`${text.slice(0, 10)}T${text.slice(11, 23).split('+')[0]}Z`))
    .pipe(z.date()),
]);

/** A row of Django's user table; whatever else the table has is left alone. */
const DjangoUser = z.object({
  id: Id,
  email: z.string().nullish(),
  username: z.string().nullish(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  password: z.string(),
  is_active: Flag.default(true),
  is_staff: Flag.default(false),
  is_superuser: Flag.default(false),
  date_joined: Instant.nullish(),
  last_login: Instant.nullish(),
});
export type DjangoUser = z.output<typeof DjangoUser>;

/** A row of social-auth's table with the address of its user. */
const DjangoIdentity = z.object({
  id: Id,
  user_id: Id,
  provider: z.string(),
  uid: z.string(),
  email: z.string().nullish(),
  created: Instant.nullish(),
});
export type DjangoIdentity = z.output<typeof DjangoIdentity>;

/** A page of rows, and the ids of those that are not as Django would write them. */
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
  const created = identityColumns.includes('created') ? ', s.created' : '';
  const identities = `select s.id, s.user_id, s.provider, s.uid${created}, u.email
    from ${IDENTITY_TABLE} s left join ${users} u on u.id = s.user_id where s.id > ? order by s.id`;
  return {
    countUsers: () => count(reader, users),
    users: () =>
      pages(
        reader,
        `select ${wanted.map(quote).join(', ')} from ${users} where id > ? order by id`,
        DjangoUser,
      ),
    countIdentities: async () => (hasIdentities ? count(reader, IDENTITY_TABLE) : 0),
    async *identities() {
      if (hasIdentities) yield* pages(reader, identities, DjangoIdentity);
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
  statement: string,
  schema: z.ZodType<Row>,
): AsyncGenerator<Page<Row>> {
  let lastId = 0;
  for (;;) {
    const found = await reader.rows(`${statement} limit ${PAGE_SIZE}`, [lastId]);
    if (found.length === 0) return;
    const page: Page<Row> = { rows: [], unreadable: [] };
    for (const raw of found) {
      // Without a number to count by there is no next page.
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
