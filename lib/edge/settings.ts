import { z } from 'zod';
import { readPemBlocks } from '@/lib/edge/pem';
import { isOnVercel } from '@/lib/shared/platform';

/** `true` or `false`, also as `True`, `1`, `yes` and their opposites. */
export const Flag = z.stringbool({
  truthy: ['true', '1', 'yes'],
  falsy: ['false', '0', 'no'],
  error: 'must be true or false',
});

/** Texts, separated by commas or spaces. */
export const TextList = z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean));

/** An http(s) origin: scheme, host and port, nothing after them. */
export const Origin = z
  .string()
  .refine((text) => URL.canParse(text) && isBareOrigin(new URL(text)), {
    error: 'must be an address like https://app.example.com, without a path',
  })
  .transform((text) => new URL(text).origin);

function isBareOrigin(url: URL): boolean {
  const isHttp = url.protocol === 'http:' || url.protocol === 'https:';
  const isHost = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])$/.test(url.hostname);
  return isHttp && isHost && `${url.origin}/` === url.href;
}

function isLongEnough(secret: string): boolean {
  return new TextEncoder().encode(secret).length >= 32;
}

/** True if a secret is no PEM: with a public key for a secret, a stranger could sign tokens. */
const isNoPem = (text: string) => !text.includes('-----BEGIN');
const PEM_AS_SECRET = {
  error: 'must be no PEM: key pairs have JWT_PRIVATE_KEY and JWT_PREVIOUS_PUBLIC_KEYS',
} as const;

/** The blocks of PEM in a setting; which keys they hold, `key-pairs.ts` has checked at start. */
const PemTexts = z.string().transform((text) => readPemBlocks(text).map(({ pem }) => pem));

/**
 * Returns a message that names the short secrets by their places, since their values are secret.
 */
function nameShortOnes({ input }: { input?: unknown }): string {
  const places = (input as string[]).flatMap((secret, at) => (isLongEnough(secret) ? [] : at + 1));
  return `must be secrets of at least 32 bytes, with commas between them: not so number ${places.join(' and ')}`;
}

/** Paths like `/auth` or `/api/v1`: segments of plain characters that no URL spells otherwise. */
const Prefixes = TextList.transform((paths) => [
  ...new Set(paths.map((path) => path.replace(/\/$/, ''))),
]).refine((paths) => paths.every((path) => /^(?:\/[a-z0-9][\w.~-]*)+$/i.test(path)), {
  error: 'must be paths like /auth or /api/v1, with commas between them',
});

/** Schemes of the Authorization header (RFC 9110 section 11.1), of which there is at least one. */
const HeaderTypes = TextList.refine(
  (types) => types.length > 0 && types.every((type) => /^[a-z][a-z0-9-]*$/i.test(type)),
  {
    error: 'must be words like Bearer or JWT, with commas between them',
  },
).transform(([first = '', ...others]): readonly [string, ...string[]] => [first, ...others]);

/**
 * The settings that middleware needs; `lib/server/settings/settings.ts` extends them with the
 * others.
 */
export const edgeShape = {
  SITE_URL: Origin.default(() => `http://localhost:${process.env.PORT || 3000}`).describe(
    'Where people reach the app, also in mails and origin checks; `PORT` is 3000 if not set',
  ),
  JWT_SECRET: z
    .string({
      error: 'is missing: set it to at least 32 random bytes, `npm run cli -- generate-secret`',
    })
    .refine(isLongEnough, {
      error: 'is shorter than 32 bytes: make one with `npm run cli -- generate-secret`',
    })
    .refine(isNoPem, PEM_AS_SECRET)
    .describe(
      'Signs links, and tokens without `JWT_PRIVATE_KEY`; at least 32 bytes. Development makes one',
    ),
  JWT_PREVIOUS_SECRETS: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .transform((parts) => parts.filter(Boolean))
    .refine((secrets) => secrets.every(isLongEnough), { error: nameShortOnes })
    .refine((secrets) => secrets.every(isNoPem), PEM_AS_SECRET)
    .prefault('')
    .describe('Secrets that signed tokens and links before, or will next: they verify, by commas'),
  JWT_PRIVATE_KEY: PemTexts.refine(({ length }) => length === 1, {
    error: 'must be one key, in PEM',
  })
    .transform(([pem = '']) => pem)
    .optional()
    .describe(
      'Signs the tokens, so that other services can verify them: Ed25519 or P-256, PKCS#8 in PEM, `\\n` for newlines',
    ),
  JWT_PREVIOUS_PUBLIC_KEYS: PemTexts.prefault('').describe(
    'Public keys of pairs that signed tokens before, or will next: they verify; PEM, one after another',
  ),
  AUTH_COOKIE_SECURE: Flag.optional().describe(
    'Send cookies over https only; by default if `SITE_URL` is https',
  ),
  AUTH_COOKIE_DOMAIN: z
    .string()
    .regex(/^\.?[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i, 'must be a domain like example.com')
    .optional()
    .describe(
      'Share the tokens’ cookies with the subdomains of this domain; costs them the `__Host-` protection',
    ),
  AUTH_HEADER_TYPES: HeaderTypes.prefault('Bearer').describe(
    'Words before the token in the `Authorization` header, separated by commas; the first is the one that a 401 asks for',
  ),
  API_PATH_PREFIXES: Prefixes.prefault('').describe(
    'Further prefixes under which the API answers, like `/auth,/api/v1`; what is no path of the API stays as it is',
  ),
} as const;

const EdgeEnv = z.object(edgeShape);
export type EdgeEnv = z.output<typeof EdgeEnv>;

/** Environment variables that are set: an empty one counts as absent, as in a dotenv file. */
export function presentVariables(
  variables: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const entries = Object.entries(variables).filter(([, value]) => value);
  return Object.fromEntries(entries) as Record<string, string>;
}

let cached: EdgeEnv | undefined;

/** The edge settings of this process. Throws a ZodError; `instrumentation.ts` has reported it. */
export function edgeEnv(): EdgeEnv {
  cached ??= EdgeEnv.parse(presentVariables(process.env));
  return cached;
}

/**
 * The app's own address for calls from the gate; never taken from a request. `npm start` gives each
 * process a port for them.
 */
export function ownAddress(env: EdgeEnv): string {
  const port = process.env.GATE_PORT || process.env.PORT || 3000;
  return isOnVercel() ? env.SITE_URL : `http://127.0.0.1:${port}`;
}
