import { exchange } from '@/tests/proofs/abuse/exchange';
import { heavyKinds } from '@/tests/proofs/abuse/heavy';
import { cookieOf, sendJson, signIn, signUp } from '@/tests/proofs/abuse/people';
import { JSON_TYPE, write } from '@/tests/proofs/abuse/wire';
import { PASSWORD, signUpForm } from '@/tests/proofs/cause-mail';

/** The server of the app; its address changes if it had to be started again. */
export interface Site {
  url: string;
}

/** Something that one address can do again and again. */
export interface Attack {
  name: string;
  /**
   * Sends it for the `turn`th time from an address; resolves to the status, null without an answer.
   */
  send: (turn: number, from: string) => Promise<number | null>;
}

/** The address that prepares attacks, so that this uses up none of the attacker's limits. */
const PREPARING = '127.0.0.4';

/** Accounts of the attacker: so many change their passwords in turn. */
const ACCOUNTS = 20;

const TIMEOUT_MS = 60_000;
/** A slow client goes away after this by itself. */
const SLOW_MS = 10_000;
const SLOW_BYTES = 50_000;

const TAKEN = 'taken';

const SIGN_IN = write({
  method: 'POST',
  target: '/api/jwt/create/',
  headers: [JSON_TYPE],
  body: ' '.repeat(SLOW_BYTES + 100),
});

/** A call with JSON; a POST unless it says otherwise. */
interface Call {
  body: object;
  method?: string;
  access?: string;
}

/** Prepares every attack: each heavy kind, and those that make a server hash, look up and wait. */
export async function attacks(site: Site): Promise<Attack[]> {
  const accounts = await newAccounts(site.url);
  const accountOf = (turn: number) => accounts[turn % accounts.length] ?? { email: '', access: '' };
  const bytes = (name: string, text: string, timeoutMs = TIMEOUT_MS): Attack => ({
    name,
    send: async (_, from) => (await exchange(site.url, text, { from, timeoutMs })).status,
  });
  const json = (name: string, path: string, callOf: (turn: number) => Call): Attack => ({
    name,
    send: async (turn, from) => {
      const { body, ...rest } = callOf(turn);
      return (await sendJson(site.url, from, path, body, rest)).status;
    },
  });
  return [
    // About as large as the bounds allow.
    ...heavyKinds.map(({ name, isBody, of }) => bytes(name, of((isBody ? 63 : 15) * 1024))),
    json('failing sign-ins', '/api/jwt/create/', (turn) => ({
      body: { email: `x${turn}@example.com`, password: 'wrong' },
    })),
    json('right sign-ins', '/api/jwt/create/', (turn) => ({
      body: { email: accountOf(turn).email, password: PASSWORD },
    })),
    json('sign-ups', '/api/users/', (turn) => ({
      body: signUpForm(`new${turn}-${Date.now()}@example.com`),
    })),
    json('a user name that is taken', '/api/users/me/', (turn) => ({
      method: 'PATCH',
      // The first account has that name itself.
      access: accountOf(1 + (turn % (ACCOUNTS - 1))).access,
      body: { username: TAKEN },
    })),
    json('password changes to and fro', '/api/users/set_password/', (turn) => {
      const isBack = Math.floor(turn / ACCOUNTS) % 2 === 1;
      const [current_password, new_password] = isBack
        ? [`${PASSWORD}!`, PASSWORD]
        : [PASSWORD, `${PASSWORD}!`];
      return { access: accountOf(turn).access, body: { current_password, new_password } };
    }),
    // Fewer bytes than announced, and then nothing.
    bytes('slow bodies', SIGN_IN.slice(0, -SLOW_BYTES), SLOW_MS),
    bytes('slow headers', SIGN_IN.slice(0, 50), SLOW_MS),
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
  const username = { username: TAKEN };
  await sendJson(url, PREPARING, '/api/users/me/', username, { method: 'PATCH', access });
  return accounts;
}
