import { TENANT } from '@/tests/support/social/every-provider';
import { vera } from '@/tests/support/social/social-app';

/** The stranger's own address. */
export const MALLORY = 'mallory@example.net';

/** The stranger's account at the provider, which has the owner's address. */
export const stranger = { sub: 'mallory', email: vera.email, given_name: 'M', family_name: 'M' };

/** A stranger's answers, and how they end: a link to the owner's mailbox, a refusal, or the own account. */
export interface Way {
  slug: 'oidc' | 'google' | 'linkedin' | 'microsoft';
  idToken: object;
  userInfo?: object;
  metadata?: object;
  callback?: object;
  end: 'mail' | 'refused' | 'asks for an address' | 'an account of their own';
}

/** The claims of a token of the tenant at Microsoft. */
export const tenantOf = (url: string) => ({ iss: `${url}/${TENANT}/v2.0`, tid: TENANT });
const NOT_TRUE = [
  'false',
  'TRUE',
  'True',
  '1',
  1,
  'yes',
  '',
  [true],
  ['true'],
  {},
  null,
  undefined,
];
const show = (value: unknown) => JSON.stringify(value) ?? 'absent';
const unsaid = { email_verified: undefined };
const confirmed = { sub: stranger.sub, email: vera.email, email_verified: true };

/** Every way, with the address of the provider in it. */
export const hijackingWays = (url: string): [string, Way][] => [
  ...(['google', 'linkedin'] as const).map((slug): [string, Way] => [
    `the flag of ${slug} as "TRUE"`,
    { slug, idToken: { email_verified: 'TRUE' }, end: 'mail' },
  ]),
  ...NOT_TRUE.flatMap((flag): [string, Way][] => [
    [`the flag as ${show(flag)}`, { slug: 'oidc', idToken: { email_verified: flag }, end: 'mail' }],
    [
      `a flag in user info alone, as ${show(flag)}`,
      {
        slug: 'oidc',
        idToken: unsaid,
        userInfo: { ...confirmed, email_verified: flag },
        end: 'mail',
      },
    ],
  ]),
  ...[true, 'true'].flatMap((flag): [string, Way][] => [
    [
      `user info of another subject: ${show(flag)}`,
      {
        slug: 'oidc',
        idToken: unsaid,
        userInfo: { ...confirmed, sub: vera.sub, email_verified: flag },
        end: 'refused',
      },
    ],
    [
      `user info of an address that is the stranger’s own: ${show(flag)}`,
      {
        slug: 'linkedin',
        idToken: unsaid,
        userInfo: { ...confirmed, email: MALLORY, email_verified: flag },
        end: 'mail',
      },
    ],
    [
      `the owner’s address in user info, and a confirmed one in the ID token: ${show(flag)}`,
      {
        slug: 'oidc',
        idToken: { email: MALLORY, email_verified: flag, given_name: '', family_name: '' },
        userInfo: confirmed,
        end: 'an account of their own',
      },
    ],
    [
      `a confirmation that the ID token takes back: ${show(flag)}`,
      {
        slug: 'oidc',
        idToken: { email_verified: false, given_name: '', family_name: '' },
        userInfo: { ...confirmed, email_verified: flag },
        end: 'mail',
      },
    ],
  ]),
  ...[undefined, null, false, 'false', 'TRUE', '0', 0, 2, '01', [1], ['1'], {}].map(
    (edov): [string, Way] => [
      `an address that a tenant wrote (nOAuth), its domain as ${show(edov)}`,
      {
        slug: 'microsoft',
        idToken: { ...tenantOf(url), email_verified: true, xms_edov: edov },
        userInfo: confirmed,
        end: 'mail',
      },
    ],
  ),
  [
    'an address that a tenant wrote into the user name (nOAuth)',
    {
      slug: 'microsoft',
      idToken: {
        ...tenantOf(url),
        email: undefined,
        xms_edov: true,
        preferred_username: vera.email,
        upn: vera.email,
      },
      end: 'asks for an address',
    },
  ],
  [
    'a token of another tenant than its issuer (nOAuth)',
    {
      slug: 'microsoft',
      idToken: { ...tenantOf(url), tid: '9188040d-6c67-4c5b-b112-36a304b66dad', xms_edov: true },
      end: 'refused',
    },
  ],
  ...['/', '//', '/.', '?', '#', '/x'].flatMap((tail): [string, Way][] => [
    [
      `an issuer that is ours but for its end, in the token: ${tail}`,
      {
        slug: 'oidc',
        idToken: { email_verified: true, iss: `${url}${tail}` },
        end: 'refused',
      },
    ],
    [
      `an issuer that is ours but for its end, in the callback: ${tail}`,
      {
        slug: 'oidc',
        idToken: { email_verified: true },
        callback: { iss: `${url}${tail}` },
        end: 'refused',
      },
    ],
  ]),
  [
    'an issuer without the slash that its configuration announces',
    {
      slug: 'oidc',
      idToken: { email_verified: true },
      metadata: { issuer: `${url}/` },
      end: 'refused',
    },
  ],
];
