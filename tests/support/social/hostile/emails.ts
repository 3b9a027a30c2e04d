import {
  HEADER,
  type HostileCase,
  honestClaims,
  type Json,
  type Reply,
  sendJson,
  signRsa,
  tokenReply,
  VICTIM,
} from '@/tests/support/social/hostile/stage';

/** Values of `email_verified` that are not true, in whatever form. */
export const NOT_TRUE = [
  undefined,
  null,
  false,
  'True',
  'TRUE',
  'true ',
  '\ttrue',
  'true\0',
  '"true"',
  'yes',
  'false',
  '',
  0,
  1,
  '1',
  [],
  [true],
  ['true'],
  {},
  { true: true },
];

const [local, domain] = VICTIM.split('@');

/** Addresses that look like the victim's and are not. */
const TRICKS: unknown[] = [
  `${VICTIM},mallory@example.net`,
  `mallory@example.net,${VICTIM}`,
  `${VICTIM} mallory@example.net`,
  `${VICTIM};mallory@example.net`,
  `mallory@example.net\n${VICTIM}`,
  `mallory@example.net\r\nBcc: ${VICTIM}`,
  `<${VICTIM}>`,
  `Victim <${VICTIM}>`,
  `"${local}"@${domain}`,
  `${local}(comment)@${domain}`,
  `${local}\uff20${domain}`,
  `${local}@${domain}\0`,
  `${local}\0@${domain}`,
  `${local}@${domain}.`,
  `${local}@@${domain}`,
  `${local}@${domain}@example.net`,
  `${local}%${domain}@example.net`,
  `v\u0456ctim@${domain}`,
  `${local}@example\u3002com`,
  `${local}@examp\u00ADle.com`,
  `${local}\u200b@${domain}`,
  `\ufeff${VICTIM}.`,
  `mailto:${VICTIM}`,
  [VICTIM],
  [VICTIM, 'mallory@example.net'],
  { email: VICTIM },
  { toString: VICTIM },
  `${'a'.repeat(300)}@example.com`,
  0,
  true,
  null,
  '',
];

const show = (value: unknown) => (JSON.stringify(value) ?? 'absent').slice(0, 60);

function withClaims(name: string, expected: HostileCase['expected'], claims: Json): HostileCase {
  const make = tokenReply((stage) => signRsa(HEADER, { ...honestClaims(stage), ...claims }));
  // An address that cannot be read sends us to user info, which has none either.
  const userinfo: Reply = (response) => sendJson(response, { sub: '4711' });
  return { name, expected, targets: ['oidc', 'google'], replies: { token: make, userinfo } };
}

/** An ID token that leaves the address to user info. */
export const bareToken: Reply = tokenReply((stage) =>
  signRsa(HEADER, { ...honestClaims(stage), email: undefined, email_verified: undefined }),
);

function withUserInfo(name: string, expected: HostileCase['expected'], info: Json): HostileCase {
  const userinfo: Reply = (response) => sendJson(response, info);
  return { name, expected, targets: ['oidc'], replies: { token: bareToken, userinfo } };
}

function withList(name: string, expected: HostileCase['expected'], list: unknown): HostileCase {
  const emails: Reply = (response) => sendJson(response, list);
  return { name, expected, targets: ['github'], replies: { emails } };
}

const SUBJECTS = [undefined, null, '', 0, 4711, '4712', '4711 ', '04711', ['4711'], {}, true];
const IDS = [undefined, null, '', 0, -1, 1.5, 1e308, '0', 'abc', '4711\0', [4711], {}, true];

/** Addresses that are not the user's own, and user info about another user. */
export const emailCases: readonly HostileCase[] = [
  ...NOT_TRUE.flatMap((verified) => {
    const claims = { email: VICTIM, email_verified: verified };
    const name = `the victim’s address, verified: ${show(verified)}`;
    return [
      withClaims(`${name} in the ID token`, 'unconfirmed', claims),
      withUserInfo(`${name} in user info`, 'unconfirmed', { sub: '4711', ...claims }),
      withList(`${name} in the list`, 'unconfirmed', [{ email: VICTIM, primary: true, verified }]),
    ];
  }),
  ...TRICKS.flatMap((email) => [
    withClaims(`address ${show(email)}`, 'another user', { email }),
    withUserInfo(`address ${show(email)} in user info`, 'another user', {
      sub: '4711',
      email,
      email_verified: true,
    }),
    withList(`address ${show(email)} in the list`, 'another user', [
      { email, primary: true, verified: true },
    ]),
  ]),
  withClaims('an address in the ID token, verified elsewhere', 'unconfirmed', {
    email_verified: undefined,
  }),
  withList('verified, and not the primary one', 'unconfirmed', [
    { email: VICTIM, primary: false, verified: true },
  ]),
  withList('two of which one is verified', 'unconfirmed', [
    { email: VICTIM, primary: true, verified: false },
    { email: VICTIM, primary: true, verified: true },
  ]),
  ...SUBJECTS.map((sub) =>
    withUserInfo(`user info about ${show(sub)}`, 'refused', {
      sub,
      email: VICTIM,
      email_verified: true,
    }),
  ),
  ...IDS.map((id): HostileCase => {
    const userinfo: Reply = (response) => sendJson(response, { id, name: 'Vic Tim' });
    return {
      name: `id ${show(id)}`,
      expected: 'refused',
      targets: ['github'],
      replies: { userinfo },
    };
  }),
];
