import { NOT_TRUE } from '@/tests/support/social/hostile/emails';
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

const show = (value: unknown) => (JSON.stringify(value) ?? 'absent').slice(0, 60);

/** User info beside an ID token that has these claims instead of the honest ones. */
function beside(
  name: string,
  expected: HostileCase['expected'],
  claims: Json,
  info: Json,
): HostileCase {
  const token = tokenReply((stage) => signRsa(HEADER, { ...honestClaims(stage), ...claims }));
  const userinfo: Reply = (response) => sendJson(response, info);
  return { name, expected, targets: ['oidc'], replies: { token, userinfo } };
}

/** The ID token has the victim's address, and does not say if it is confirmed. */
const unsaid = { email: VICTIM, email_verified: undefined };
const MALLORY = 'mallory@example.net';

/** User info that says more of an address than the ID token does. */
export const userInfoCases: readonly HostileCase[] = [
  ...NOT_TRUE.map((verified) =>
    beside(`a confirmation beside it: ${show(verified)}`, 'unconfirmed', unsaid, {
      sub: '4711',
      email: VICTIM,
      email_verified: verified,
    }),
  ),
  ...[MALLORY, `${VICTIM}.example.net`, `${VICTIM},${MALLORY}`, [VICTIM], undefined, ''].map(
    (email) =>
      beside(`a confirmation beside it, of ${show(email)}`, 'unconfirmed', unsaid, {
        sub: '4711',
        email,
        email_verified: true,
      }),
  ),
  ...['4712', '04711', '4711 ', '', 4712, 0].map((sub) =>
    beside(`a confirmation beside it, about ${show(sub)}`, 'refused', unsaid, {
      sub,
      email: VICTIM,
      email_verified: true,
    }),
  ),
  ...[true, 'true'].map((verified) =>
    beside(
      `the victim’s address beside another that is confirmed: ${show(verified)}`,
      'another user',
      { email: MALLORY, email_verified: verified, given_name: undefined, family_name: undefined },
      { sub: '4711', email: VICTIM, email_verified: true },
    ),
  ),
  beside(
    'a confirmation beside an address that is not confirmed',
    'unconfirmed',
    { email: VICTIM, email_verified: false, given_name: undefined, family_name: undefined },
    { sub: '4711', email: VICTIM, email_verified: true },
  ),
];
