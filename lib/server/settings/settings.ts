import { z } from 'zod';
import { DATABASE_SCHEMES } from '@/db/client';
import { edgeShape, Flag, presentVariables } from '@/lib/edge/settings';
import { settingsConflicts } from '@/lib/server/settings/conflicts';
import { djoserShape, readSwitches } from '@/lib/server/settings/djoser';
import { frontEndShape } from '@/lib/server/settings/front-end';
import { readPrivateKey, readPublicKeys } from '@/lib/server/settings/key-pairs';
import { emailShape } from '@/lib/server/settings/mail';
import { type OidcSet, readOidcSets, socialConflicts } from '@/lib/server/settings/provider-sets';
import { socialShape } from '@/lib/server/settings/providers';
import { duration, HeaderNames, Origins, wholeNumber } from '@/lib/server/settings/values';
import type { Switches } from '@/lib/shared/switches';
import { DAY_SECONDS, MINUTE_SECONDS } from '@/lib/shared/time';
import { toVisibleLine } from '@/lib/shared/visible-text';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** The most server processes; `scripts/start.mjs` has the same bound. */
const MAX_PROCESSES = 64;

function isDatabaseUrl(text: string): boolean {
  if (text.startsWith('file:')) return /^file:(?!:memory:)[^?#]+$/.test(text);
  return URL.canParse(text) && DATABASE_SCHEMES.includes(new URL(text).protocol);
}

/** Text that `read` makes sense of, or else throws an error about. */
function readBy<T>(read: (text: string) => T) {
  return z.string().transform((text, ctx) => {
    try {
      return read(text);
    } catch (error) {
      ctx.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });
}

/** Every setting with its rule, default and description, as generated documents list them. */
export const settingsShape = {
  ...edgeShape,
  // The gate takes them as they are: here they are looked at, and a bad one is described.
  JWT_PRIVATE_KEY: readBy(readPrivateKey)
    .optional()
    .describe(edgeShape.JWT_PRIVATE_KEY.description ?? ''),
  JWT_PREVIOUS_PUBLIC_KEYS: readBy(readPublicKeys)
    .prefault('')
    .describe(edgeShape.JWT_PREVIOUS_PUBLIC_KEYS.description ?? ''),
  DATABASE_URL: z
    .string()
    .refine(
      isDatabaseUrl,
      'must be file: and a path, like file:./data/auth.db, or the URL of a server: libsql://host or postgres://user:password@host/name',
    )
    .default('file:./data/auth.db')
    .describe(
      'Database of accounts and sessions: `file:` (SQLite), `libsql:`, `http(s):`, `ws(s):` (libSQL, Turso) or `postgres:`',
    ),
  ACCESS_TOKEN_LIFETIME: duration(1, DAY_SECONDS)
    .prefault('5m')
    .describe('Lifetime of an access token'),
  REFRESH_TOKEN_LIFETIME: duration(1, 365 * DAY_SECONDS)
    .prefault('1d')
    .describe('A session ends after this long without use'),
  SESSION_LIFETIME: duration(1, 365 * DAY_SECONDS)
    .prefault('30d')
    .describe('A session ends after this long in any case'),
  REFRESH_REUSE_GRACE: duration(0, 5 * MINUTE_SECONDS)
    .prefault('10s')
    .describe('For this long, a refresh token just exchanged gets the same successor again'),
  DJANGO_SECRET_KEY: z
    .string()
    .refine((text) => new TextEncoder().encode(text).length >= 32, {
      error: 'is shorter than 32 bytes: it could be guessed, so its tokens are worth nothing',
    })
    .optional()
    .describe(
      'SECRET_KEY of a Django system: refresh tokens of users that `import-django` brought are good',
    ),
  AUTH_TOKENS_IN_BODY: z
    .enum(['auto', 'always', 'never'], { error: 'must be auto, always or never' })
    .default('auto')
    .describe('Answer with tokens in the body too; `auto`: to native and server clients only'),
  TOKEN_ENDPOINTS: Flag.default(false).describe(
    'Serve Djoser’s `/api/token/login/` and `/api/token/logout/`: a key for the header `Authorization: Token`, good for `SESSION_LIFETIME`',
  ),
  CORS_ALLOWED_ORIGINS: Origins.prefault('').describe(
    'Other origins whose pages may call the API, separated by commas, those of apps like `capacitor://localhost` included',
  ),
  CORS_ALLOW_HEADERS: HeaderNames.prefault('').describe(
    'Headers that those pages may send besides the usual ones and those of tracing tools, separated by commas',
  ),
  RATE_LIMIT: z
    .enum(['on', 'off'], { error: 'must be on or off' })
    .default('on')
    .describe('Limits on attempts, sign-ups and mails; `off` is for load tests only'),
  TRUSTED_PROXY_HOPS: wholeNumber(0, 10)
    .prefault('0')
    .describe(
      'Number of your own proxies in front, each adding to `X-Forwarded-For`; 0: the socket names the client',
    ),
  REQUEST_TIMEOUT: duration(5, 10 * MINUTE_SECONDS)
    .prefault('30s')
    .describe(
      'A request must be complete by then, its headers in half the time; longer for slow networks',
    ),
  WEB_CONCURRENCY: z
    .union([z.literal('auto'), wholeNumber(1, MAX_PROCESSES)], {
      error: `must be auto or a whole number from 1 to ${MAX_PROCESSES}`,
    })
    .prefault('1')
    .describe(
      'Number of server processes that `npm start` keeps on one port; `auto`: as many as there are cores',
    ),
  BCRYPT_COST: wholeNumber(4, 16)
    .prefault('12')
    .describe('Work factor of password hashes, 4 to 16; below 10 is for tests only'),
  ...djoserShape,
  ...frontEndShape,
  SEND_ACTIVATION_EMAIL: Flag.default(false).describe(
    'A new user cannot sign in before following the link that sign-up sends',
  ),
  SEND_CONFIRMATION_EMAIL: Flag.default(false).describe('Say by mail that an account was created'),
  ...emailShape,
  ...socialShape,
  SITE_NAME: z
    .string()
    .max(60, 'must have at most 60 characters')
    .default('Gatehouse')
    .describe('Name of the app on pages and in mails'),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` })
    .default('info')
    .describe(`Level of the log: ${LOG_LEVELS.join(', ')}`),
} as const;

const SettingsSchema = z.object(settingsShape);

/**
 * All settings, parsed: lifetimes in seconds, origins as lists, flags as booleans, and the OpenID
 * providers as a list, since sets of any name make one. `SWITCHES` are those that pages may know.
 */
export type Settings = z.output<typeof SettingsSchema> & {
  readonly OIDC_PROVIDERS: readonly OidcSet[];
  readonly SWITCHES: Switches;
};

/** An error for one or more bad settings; `message` names each and what to do. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/** Reads the settings from environment variables. Throws a `SettingsError` that names all bad ones. */
export function parseSettings(variables: Readonly<Record<string, string | undefined>>): Settings {
  const present = presentVariables(variables);
  const conflicts = { ...settingsConflicts(present), ...socialConflicts(present) };
  const result = SettingsSchema.safeParse(present);
  if (result.success && Object.keys(conflicts).length === 0) {
    const SWITCHES = readSwitches(result.data);
    return { ...result.data, OIDC_PROVIDERS: readOidcSets(present), SWITCHES };
  }
  const issues = result.error?.issues ?? [];
  // A setting's first issue says enough. Its value is left out: it may be a secret.
  const problems: Record<string, string> = {
    ...conflicts,
    ...Object.fromEntries(issues.toReversed().map(({ path, message }) => [path[0], message])),
  };
  const order = Object.keys(settingsShape);
  const lines = Object.entries(problems)
    .toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([name, problem]) => toVisibleLine(`  ${name} ${problem}`));
  const count = lines.length === 1 ? '1 setting needs' : `${lines.length} settings need`;
  throw new SettingsError(`${count} attention:\n${lines.join('\n')}`);
}
