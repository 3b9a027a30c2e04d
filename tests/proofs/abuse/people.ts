import { randomUUID } from 'node:crypto';
import { JWT_SECRET } from '@/scripts/serve';
import { type Exchange, exchange } from '@/tests/proofs/abuse/exchange';
import { JSON_TYPE, type World, write } from '@/tests/proofs/abuse/wire';
import { PASSWORD, signUpForm } from '@/tests/proofs/cause-mail';
import { attackTokens } from '@/tests/support/attacks/corpus';

/** The longest token: with a longer one all headers are refused, which other requests prove. */
const LONGEST_TOKEN = 8000;

/** The longest wait for an answer: hashing may be slow, and wait for its turn. */
const TIMEOUT_MS = 120_000;

/** Posts, or sends by another method, JSON from an address of the loopback network. */
export function sendJson(
  url: string,
  from: string,
  path: string,
  body: object,
  { method = 'POST', access = '', timeoutMs = TIMEOUT_MS } = {},
): Promise<Exchange> {
  const headers = [JSON_TYPE, ...(access ? [`Authorization: Bearer ${access}`] : [])];
  const bytes = write({ method, target: path, headers, body: JSON.stringify(body) });
  return exchange(url, bytes, { from, timeoutMs });
}

/** Signs a new person up. Returns the e-mail address; throws if that is refused. */
export async function signUp(url: string, from: string): Promise<string> {
  const email = `${randomUUID()}@example.com`;
  const { status } = await sendJson(url, from, '/api/users/', signUpForm(email));
  if (status !== 201) throw new Error(`sign-up: ${status}`);
  return email;
}

/** Signs a person in. Returns the answer; throws unless it is a 200. */
export async function signIn(url: string, from: string, email: string): Promise<Exchange> {
  const answer = await sendJson(url, from, '/api/jwt/create/', { email, password: PASSWORD });
  if (answer.status !== 200) throw new Error(`sign-in: ${answer.status}`);
  return answer;
}

/** Returns the value of a cookie that an answer sets; empty if it sets none of that name. */
export function cookieOf({ text }: Exchange, name: string): string {
  return new RegExp(`^set-cookie: ${name}=([^;]*)`, 'im').exec(text)?.[1] ?? '';
}

/**
 * Creates a person, and forged tokens like theirs. `from` is an address that no other client has.
 */
export async function newWorld(url: string, from: string): Promise<World> {
  const email = await signUp(url, from);
  const answer = await signIn(url, from, email);
  const [access, refresh] = [cookieOf(answer, 'access'), cookieOf(answer, 'refresh')];
  const home = await exchange(url, write({ target: '/' }));
  const forged = [access, refresh]
    .flatMap((token) => attackTokens(token, JWT_SECRET))
    .map(([, token]) => Buffer.from(token, 'utf8').toString('latin1'))
    .filter((token) => token.length <= LONGEST_TOKEN);
  return {
    email,
    access,
    refresh,
    device: cookieOf(answer, 'device'),
    forged,
    chunk: /\/_next\/static\/[^"]+\.js/.exec(home.text)?.[0] ?? '',
  };
}
