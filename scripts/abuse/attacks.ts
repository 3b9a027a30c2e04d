import { PASSWORD, signUpForm } from '../cause-mail';
import { exchange } from './exchange';
import { heavyKinds } from './heavy';
import { cookieOf, sendJson, signIn, signUp } from './people';
import { JSON_TYPE, write } from './wire';

/** Something that one address can do again and again. */
export interface Attack {
  name: string;
  /** Does it for the `turn`th time; resolves to what was answered, null if nothing was. */
  send: (turn: number) => Promise<number | null>;
}

/** What prepares attacks comes from here, so that it uses up none of the attacker's limits. */
const PREPARING = '127.0.0.4';

/** Accounts of the attacker: so many change their passwords in turn. */
const ACCOUNTS = 20;

const TIMEOUT_MS = 60_000;
const SLOW_BODY_MS = 10_000;

/** Every attack from an address: each heavy kind, and what makes a server hash, look up and wait. */
export async function attacks(url: string, from: string): Promise<Attack[]> {
  const accounts = await newAccounts(url);
  const post = async (path: string, body: object, method?: string, access?: string) =>
    (
      await sendJson(url, from, path, body, {
        ...(method && { method }),
        ...(access && { access }),
      })
    ).status;
  const accountOf = (turn: number) => accounts[turn % accounts.length] ?? { email: '', access: '' };
  return [
    ...heavyKinds.map(({ name, isBody, of }): Attack => {
      // As large as is let in, more or less.
      const bytes = of((isBody ? 63 : 15) * 1024);
      return {
        name,
        send: async () => (await exchange(url, bytes, { from, timeoutMs: TIMEOUT_MS })).status,
      };
    }),
    {
      name: 'failing sign-ins',
      send: (turn) =>
        post('/api/jwt/create/', { email: `x${turn}@example.com`, password: 'wrong' }),
    },
    {
      name: 'sign-ups',
      send: (turn) => post('/api/users/', signUpForm(`new${turn}-${Date.now()}@example.com`)),
    },
    {
      name: 'a user name that is taken',
      send: (turn) =>
        post(
          '/api/users/me/',
          { username: 'taken' },
          'PATCH',
          accountOf(1 + (turn % (ACCOUNTS - 1))).access,
        ),
    },
    {
      name: 'password changes to and fro',
      send: (turn) => {
        const isBack = Math.floor(turn / ACCOUNTS) % 2 === 1;
        const [current_password, new_password] = isBack
          ? [`${PASSWORD}!`, PASSWORD]
          : [PASSWORD, `${PASSWORD}!`];
        const body = { current_password, new_password };
        return post('/api/users/set_password/', body, 'POST', accountOf(turn).access);
      },
    },
    {
      name: 'slow bodies',
      // Less than is announced, and then nothing.
      send: async () => {
        const request = { method: 'POST', target: '/api/jwt/create/', headers: [JSON_TYPE] };
        const bytes = write({ ...request, body: ' '.repeat(60_000) }).slice(0, -50_000);
        return (await exchange(url, bytes, { from, timeoutMs: SLOW_BODY_MS })).status;
      },
    },
  ];
}

async function newAccounts(url: string) {
  const accounts: { email: string; access: string }[] = [];
  for (let i = 0; i < ACCOUNTS; i += 1) {
    const email = await signUp(url, PREPARING);
    const access = cookieOf(await signIn(url, PREPARING, email), 'access');
    accounts.push({ email, access });
  }
  const [first] = accounts;
  const access = first?.access ?? '';
  const username = { username: 'taken' };
  await sendJson(url, PREPARING, '/api/users/me/', username, { method: 'PATCH', access });
  return accounts;
}
