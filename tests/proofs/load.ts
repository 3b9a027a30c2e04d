import { post, type Served } from '@/scripts/serve';
import { PASSWORD, signUpForm } from '@/tests/proofs/cause-mail';

const WORKERS = 6;

/** The start of a request, its time and its status; 0 without an answer. */
export interface Answer {
  at: number;
  ms: number;
  status: number;
  hasRetryAfter: boolean;
}

async function timed(act: () => Promise<Response | null>): Promise<Answer> {
  const at = Date.now();
  const answer = await act();
  await answer?.arrayBuffer().catch(() => {});
  return {
    at,
    ms: Date.now() - at,
    status: answer?.status ?? 0,
    hasRetryAfter: answer?.headers.has('retry-after') ?? false,
  };
}

/** Signs up and in without end, from several workers, and sends requests that need no database. */
export function startLoad({ url }: Served) {
  const [stateful, stateless]: [Answer[], Answer[]] = [[], []];
  const people = new Map<string, number>();
  let isOver = false;
  let count = 0;
  async function work(): Promise<void> {
    while (!isOver) {
      count += 1;
      const email = `person${count}@example.com`;
      const signUp = await timed(() => post(`${url}/api/users/`, signUpForm(email)));
      people.set(email, signUp.status);
      stateful.push(signUp);
      const body = { email, password: PASSWORD };
      if (signUp.status === 201)
        stateful.push(await timed(() => post(`${url}/api/jwt/create/`, body)));
      // A forged token is refused by its signature; the gate knows a visitor without one.
      stateless.push(await timed(() => post(`${url}/api/jwt/verify/`, { token: 'a.b.c' })));
      stateless.push(await timed(() => fetch(`${url}/dashboard`, { redirect: 'manual' })));
    }
  }
  const workers = Array.from({ length: WORKERS }, work);
  return {
    stateful,
    stateless,
    people,
    async end() {
      isOver = true;
      await Promise.all(workers);
    },
  };
}
