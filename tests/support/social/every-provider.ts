import { generateKeyPairSync } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { type NamedProvider, OIDC_SLUG } from '@/lib/shared/providers';
import { pair } from '@/tests/support/social/named-provider';

/** Every provider: those with a file of their own, and any that the settings name. */
export type Slug = NamedProvider | typeof OIDC_SLUG;

/** The person who comes from each of them. */
const ada = { email: 'ada.king@example.com', first: 'Ada', last: 'King' };

/** The part of an answer that a test varies. */
export interface Facts {
  /** `usual`, or what stands in each field of a name. */
  names?: unknown;
  /** The value with which the provider confirms the address. */
  flag?: unknown;
}

/** The answers of a provider's servers. */
interface Answers {
  /** The claims of the ID token; null for a provider that makes none. */
  claims: JWTPayload | null;
  userInfo?: unknown;
  emails?: unknown;
}

interface Actor {
  settings: Readonly<Record<string, string>>;
  /** Says who she is, in the provider's own fields. */
  answers: (facts: Required<Facts>, url: string) => Answers;
}

/** The tenant of her account at Microsoft. */
export const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';

const privateKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const nameOf = (names: unknown, usual: string) => (names === 'usual' ? usual : names) as string;

function standard({ names, flag }: Required<Facts>) {
  return {
    sub: '4711',
    email: ada.email,
    email_verified: flag,
    given_name: nameOf(names, ada.first),
    family_name: nameOf(names, ada.last),
    name: nameOf(names, `${ada.first} ${ada.last}`),
    picture: null,
    locale: null,
  };
}

const byIdToken = (facts: Required<Facts>): Answers => {
  const claims = standard(facts);
  return { claims, userInfo: claims };
};

/** What each provider's servers say about her. */
export const actors: Readonly<Record<Slug, Actor>> = {
  google: { settings: pair('GOOGLE_AUTH'), answers: byIdToken },
  linkedin: { settings: pair('SOCIAL_AUTH_LINKEDIN'), answers: byIdToken },
  [OIDC_SLUG]: { settings: {}, answers: byIdToken },
  gitlab: {
    settings: pair('SOCIAL_AUTH_GITLAB'),
    answers: (facts) => {
      const claims = standard(facts);
      return { claims, userInfo: { ...claims, nickname: 'ada-login' } };
    },
  },
  apple: {
    settings: {
      SOCIAL_AUTH_APPLE_KEY: 'our-app',
      SOCIAL_AUTH_APPLE_TEAM: 'TEAM',
      SOCIAL_AUTH_APPLE_KEY_ID: 'KEYID',
      SOCIAL_AUTH_APPLE_PRIVATE_KEY: pem.replaceAll('\n', '\\n'),
    },
    answers: byIdToken,
  },
  microsoft: {
    settings: pair('SOCIAL_AUTH_MICROSOFT'),
    answers: (facts, url) => {
      const { email_verified: xms_edov, ...claims } = standard(facts);
      const iss = `${url}/${TENANT}/v2.0`;
      // The address is the tenant's to write, and so is this flag of the standard.
      const own = { tid: TENANT, xms_edov, email_verified: true };
      return { claims: { ...claims, ...own, iss, preferred_username: 'ada@corp.example' } };
    },
  },
  facebook: {
    settings: pair('SOCIAL_AUTH_FACEBOOK'),
    answers: ({ names, flag }) => ({
      claims: null,
      userInfo: {
        id: '4711',
        email: ada.email,
        verified: flag,
        first_name: nameOf(names, ada.first),
        last_name: nameOf(names, ada.last),
        name: nameOf(names, `${ada.first} ${ada.last}`),
      },
    }),
  },
  github: {
    settings: pair('SOCIAL_AUTH_GITHUB'),
    answers: ({ names, flag }) => ({
      claims: null,
      userInfo: { id: 4711, login: 'ada-login', name: nameOf(names, 'Ada King'), email: null },
      emails: [{ email: ada.email, primary: true, verified: flag, visibility: null }],
    }),
  },
  discord: {
    settings: pair('SOCIAL_AUTH_DISCORD'),
    answers: ({ names, flag }) => ({
      claims: null,
      userInfo: {
        id: '4711',
        username: 'ada.login',
        global_name: nameOf(names, 'Ada King'),
        email: ada.email,
        verified: flag,
        avatar: null,
      },
    }),
  },
};

/** The names of all of them. */
export const slugs = Object.keys(actors) as Slug[];
