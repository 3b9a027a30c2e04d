import { z } from 'zod';

/** An id; PostgreSQL returns bigint columns as text. */
const Id = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.int().positive());

/** Text that every database stores: PostgreSQL takes no NUL. */
const Text = z.string().regex(/^[^\0]*$/);

const Flag = z.union([z.boolean(), z.number()]).transform(Boolean);

/** The column of every table, by which a row that cannot be read is named. */
export const Keyed = z.object({ id: Id });

/** A point in time; Django stores it in SQLite as `YYYY-MM-DD HH:MM:SS.ffffff`, in UTC. */
const Instant = z.union([
  z.date(),
  z
    .string()
    .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?(?:\+00:00)?$/)
    .transform((text) => new Date(`${text.slice(0, 10)}T${text.slice(11, 23).split('+')[0]}Z`))
    .pipe(z.date()),
]);

/** A row of Django's user table; further columns are ignored. */
export const DjangoUser = z.object({
  id: Id,
  email: z.string().nullish(),
  username: z.string().nullish(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  password: Text,
  is_active: Flag.default(true),
  is_staff: Flag.default(false),
  is_superuser: Flag.default(false),
  date_joined: Instant.nullish(),
  last_login: Instant.nullish(),
});
export type DjangoUser = z.output<typeof DjangoUser>;

/** A row of social-auth's table with the address of its user. */
export const DjangoIdentity = z.object({
  id: Id,
  user_id: Id,
  provider: z.string(),
  uid: Text,
  email: z.string().nullish(),
  created: Instant.nullish(),
});
export type DjangoIdentity = z.output<typeof DjangoIdentity>;

/** A refresh token that simplejwt no longer accepts, though it has not expired. */
export const DjangoBlacklisted = z.object({
  id: Id,
  user_id: Id.nullish(),
  jti: Text,
  expires_at: Instant,
});
export type DjangoBlacklisted = z.output<typeof DjangoBlacklisted>;
