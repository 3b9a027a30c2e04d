import { post, type Served, withTwo } from '@/scripts/serve';
import { PASSWORD, signUpForm } from '@/tests/proofs/cause-mail';

/** The results of a run. */
export interface LimitReport {
  /** Wrong passwords that were checked. */
  lookedAt: number;
  /** Wrong passwords that the limit refused unchecked. */
  throttled: number;
  /** Wrong passwords that the database had no time for. */
  unavailable: number;
  /** Sign-ins of the owner on a device of theirs meanwhile, and how many of them were refused. */
  ownSignIns: number;
  ownRefused: number;
}

const EMAIL = 'owner@example.com';

/** Guesses one password on two processes at once, while its owner signs in again and again. */
export async function proveLimits(
  app: string,
  data: string,
  databaseUrl: string,
  guesses: number,
): Promise<LimitReport> {
  const settings = { DATABASE_URL: databaseUrl, RATE_LIMIT: 'on' };
  return withTwo(app, data, settings, async (servers) => {
    const [{ url }] = servers;
    await post(`${url}/api/users/`, signUpForm(EMAIL));
    const first = await signIn(url, PASSWORD);
    const cookie = first?.headers.getSetCookie().find((line) => line.startsWith('device='));
    const attack = Array.from({ length: guesses }, (_, i) => guess(servers, i));
    const own: (number | undefined)[] = [];
    let isOver = false;
    const owner = (async () => {
      while (!isOver) own.push((await signIn(url, PASSWORD, cookie?.split(';', 1)[0]))?.status);
    })();
    const statuses = await Promise.all(attack);
    isOver = true;
    await owner;
    const count = (wanted: number) => statuses.filter((status) => status === wanted).length;
    return {
      lookedAt: count(401),
      throttled: count(429),
      unavailable: count(503),
      ownSignIns: own.length,
      ownRefused: own.filter((status) => status !== 200).length,
    };
  });
}

async function guess(servers: readonly Served[], turn: number): Promise<number | undefined> {
  return (await signIn(servers[turn % servers.length]?.url ?? '', `wrong-${turn}`))?.status;
}

function signIn(url: string, password: string, cookie?: string): Promise<Response | null> {
  return fetch(`${url}/api/jwt/create/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
    body: JSON.stringify({ email: EMAIL, password }),
  }).catch(() => null);
}
