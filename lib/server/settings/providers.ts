import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { TextList } from '@/lib/edge/settings';
import { isLoopback } from '@/lib/shared/loopback';
import { type NamedProvider, PROVIDERS } from '@/lib/shared/providers';

/** The providers that identify us by a key and a secret; Apple takes a signed token instead. */
export type PairedProvider = Exclude<NamedProvider, 'apple'>;

/**
 * The prefix of a provider's pair; Google's differs, as in the Django system that this one
 * replaces.
 */
type PairName<S extends PairedProvider> = S extends 'google'
  ? 'GOOGLE_AUTH'
  : `SOCIAL_AUTH_${Uppercase<S>}`;

type PairShape = Record<`${PairName<PairedProvider>}_${'KEY' | 'SECRET'}`, typeof OptionalText>;

/** Returns the prefix of a provider's settings; `_KEY` and `_SECRET` follow. */
export function pairName(slug: PairedProvider): PairName<PairedProvider> {
  if (slug === 'google') return 'GOOGLE_AUTH';
  return `SOCIAL_AUTH_${slug.toUpperCase() as Uppercase<typeof slug>}`;
}

const OptionalText = z.string().optional();

/** Every provider with a pair, in the order of the table of providers. */
export const PAIRED = Object.keys(PROVIDERS).filter(
  (slug): slug is PairedProvider => slug !== 'apple',
);

const pairShape = Object.fromEntries(
  PAIRED.flatMap((slug) => [
    [
      `${pairName(slug)}_KEY`,
      OptionalText.describe(`Sign-in with ${PROVIDERS[slug].label}: the id of our app there`),
    ],
    [`${pairName(slug)}_SECRET`, OptionalText.describe('Secret of that app')],
  ]),
) as PairShape;

/** True for an address that tokens may be fetched from: https, or plain http on this machine. */
function isProviderAddress(address: string): boolean {
  if (!URL.canParse(address) || /[?#\s]/.test(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isSafe && !username && !password;
}

const NOT_AN_ADDRESS =
  'must be an https address like https://login.example.com (http on this machine only)';

const Issuer = z.string().refine(isProviderAddress, NOT_AN_ADDRESS);

/** True for an address without a fragment, which providers drop, and of no scheme that browsers run. */
function isRedirectUrl(text: string): boolean {
  if (!URL.canParse(text) || text.includes('#') || !/^[\x21-\x7e]+$/.test(text)) return false;
  // RFC 8252 section 7.1: apps have schemes with a dot, like com.example.app:/callback.
  return /^(?:https?:\/\/|[a-z][a-z0-9+-]*\.[a-z0-9.+-]+:)/i.test(text);
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}

/** Settings of the providers that people may sign in with. */
export const socialShape = {
  ...pairShape,
  SOCIAL_AUTH_MICROSOFT_TENANT: z
    .string()
    .toLowerCase()
    .regex(
      /^(?:common|organizations|consumers|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
      'must be common, organizations, consumers or the id of a tenant',
    )
    .default('common')
    .describe(
      'Microsoft accounts that may sign in: `common`, `organizations`, `consumers` or a tenant’s id',
    ),
  SOCIAL_AUTH_GITLAB_URL: Issuer.transform((text) => text.replace(/\/+$/, ''))
    .prefault('https://gitlab.com')
    .describe('Address of your own GitLab'),
  SOCIAL_AUTH_APPLE_KEY: OptionalText.describe('Sign-in with Apple: the services id'),
  SOCIAL_AUTH_APPLE_TEAM: OptionalText.describe('Apple’s id of the team'),
  SOCIAL_AUTH_APPLE_KEY_ID: OptionalText.describe('Apple’s id of the private key'),
  SOCIAL_AUTH_APPLE_PRIVATE_KEY: z
    .string()
    .transform((text) => text.replaceAll('\\n', '\n'))
    .refine(isPrivateKey, 'must be the contents of the .p8 file from Apple, with \\n for new lines')
    .optional()
    .describe('Apple’s .p8 file in one line, with `\\n` for new lines'),
  OIDC_ISSUER: Issuer.optional().describe(
    'Sign-in with any OpenID Connect provider: its issuer. More by named sets: `OIDC_<NAME>_ISSUER` and the three below in the same way',
  ),
  OIDC_CLIENT_ID: OptionalText.describe('The id of our app there'),
  OIDC_CLIENT_SECRET: OptionalText.describe('Secret of that app'),
  OIDC_LABEL: z
    .string()
    .max(40, 'must have at most 40 characters')
    .optional()
    .describe('Text of its button after “Continue with”; by default its name or `OpenID Connect`'),
  REDIRECT_URLS: TextList.refine((urls) => urls.every(isRedirectUrl), {
    error: 'must be whole addresses like https://app.example.com/auth/google, without a #',
  })
    .prefault('')
    .describe(
      'Exact addresses that providers may send users back to, separated by commas; by default `SITE_URL/auth/<provider>`, for Apple `SITE_URL/api/o/apple/return/`',
    ),
} as const;
