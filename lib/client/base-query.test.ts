import { beforeEach, describe, expect, it, vi } from 'vitest';
import { api } from '@/lib/client/api';
import { sessionEnded } from '@/lib/client/session-slice';
import { endpoints } from '@/lib/client/sign-in-api';
import { type AppStore, makeStore } from '@/lib/client/store';
import { stubNetwork } from '@/tests/support/fake-network';

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };
const unauthorized = { status: 401, body: { detail: 'no' } };
let store: AppStore;

beforeEach(() => {
  store = makeStore(ada);
});

const getMe = () =>
  store.dispatch(
    api.endpoints.usersMe.initiate(undefined, { forceRefetch: true, subscribe: false }),
  );
/** Calls that RTK Query cannot fold into one, as different endpoints would be. */
const getMeManyTimes = (count: number) =>
  Promise.all(
    Array.from({ length: count }, () => {
      const other = makeStore(ada);
      return other.dispatch(api.endpoints.usersMe.initiate());
    }),
  );
const session = () => store.getState().session;
const count = (sent: { path: string }[], path: string) =>
  sent.filter((request) => request.path === path).length;

/** A server whose access token has lapsed until it is refreshed. */
function lapsedServer(refresh: () => Promise<{ status: number }>) {
  let isLapsed = true;
  return stubNetwork(async ({ path }) => {
    if (path !== '/api/jwt/refresh/') return isLapsed ? unauthorized : { status: 200, body: ada };
    const answer = await refresh();
    if (answer.status === 200) isLapsed = false;
    return answer;
  });
}

describe('a lapsed access token', () => {
  it('is renewed once for any number of requests at once, and each is repeated', async () => {
    const sent = lapsedServer(async () => ({ status: 200 }));
    const results = await getMeManyTimes(20);
    expect(results.every(({ data }) => data?.first_name === 'Ada')).toBe(true);
    expect(count(sent, '/api/jwt/refresh/')).toBe(1);
    expect(count(sent, '/api/users/me/')).toBe(40);
  });

  it('is not renewed again for a request that was under way meanwhile', async () => {
    let answerLate: (() => void) | undefined;
    let isLapsed = true;
    const sent = stubNetwork(async ({ path }) => {
      if (path === '/api/jwt/refresh/') {
        isLapsed = false;
        return { status: 200 };
      }
      if (!isLapsed) return { status: 200, body: ada };
      if (!answerLate) {
        await new Promise<void>((resolve) => {
          answerLate = resolve;
        });
      }
      return unauthorized;
    });
    const late = getMeManyTimes(1);
    await vi.waitFor(() => expect(answerLate).toBeDefined());
    expect((await getMe()).data).toEqual(ada);
    answerLate?.();
    expect((await late)[0]?.data).toEqual(ada);
    expect(count(sent, '/api/jwt/refresh/')).toBe(1);
  });

  it('that cannot be renewed ends the session', async () => {
    lapsedServer(async () => ({ status: 401 }));
    await getMe();
    expect(session()).toMatchObject({ user: null, pendingEnd: 'over' });
  });

  it('that cannot be renewed, for a reason that the API gives, ends it in every tab with the reason', async () => {
    const other = new BroadcastChannel('session');
    const heard = new Promise((resolve) => {
      other.onmessage = ({ data }) => resolve(data);
    });
    stubNetwork(({ path }) => {
      if (path !== '/api/jwt/refresh/') return unauthorized;
      return { ...unauthorized, headers: { 'X-Error-Code': 'session_reused' } };
    });
    await getMe();
    expect(session()).toMatchObject({ user: null, pendingEnd: 'session_reused' });
    expect(await heard).toBe('session_reused');
    other.close();
  });

  it('does not sign the user out while the server is down or out of reach', async () => {
    for (const status of [500, 503]) {
      lapsedServer(async () => ({ status }));
      await getMe();
      expect(session()).toMatchObject({ user: ada, pendingEnd: null });
    }
    stubNetwork(({ path }) => (path === '/api/jwt/refresh/' ? 'offline' : unauthorized));
    await getMe();
    expect(session()).toMatchObject({ user: ada, pendingEnd: null });
  });

  it('is not to blame if the way to its renewal was cut', async () => {
    stubNetwork(({ path }) => (path === '/api/jwt/refresh/' ? 'offline' : unauthorized));
    expect((await getMe()).error).toMatchObject({ status: 'FETCH_ERROR' });
    lapsedServer(async () => ({ status: 503 }));
    expect((await getMe()).error).toMatchObject({ status: 503 });
    lapsedServer(async () => ({ status: 400 }));
    expect((await getMe()).error).toMatchObject({ status: 401 });
  });

  it('can lapse and be renewed again', async () => {
    let lapses = 0;
    const sent = stubNetwork(({ path }) => {
      if (path === '/api/jwt/refresh/') return { status: 200 };
      lapses += 1;
      return lapses % 2 === 1 ? unauthorized : { status: 200, body: ada };
    });
    await getMe();
    await getMe();
    expect(count(sent, '/api/jwt/refresh/')).toBe(2);
  });
});

describe('an answer that comes too late', () => {
  it('does not sign a user in again who has signed out meanwhile', async () => {
    let answerMe = () => {};
    stubNetwork(async ({ path }) => {
      if (path !== '/api/users/me/') return { status: 204 };
      await new Promise<void>((resolve) => {
        answerMe = resolve;
      });
      return { status: 200, body: ada };
    });
    const late = getMe();
    await store.dispatch(api.endpoints.logout.initiate('signed-out'));
    answerMe();
    await late;
    expect(session()).toMatchObject({ user: null, pendingEnd: 'signed-out' });
  });

  it('ends no session of a visitor who was not signed in', () => {
    store = makeStore(null);
    store.dispatch(sessionEnded('over'));
    expect(session()).toMatchObject({ user: null, pendingEnd: null });
  });
});

describe('a refused sign-in', () => {
  it('is an answer, not a lapsed token', async () => {
    const sent = stubNetwork(() => unauthorized);
    const body = { email: 'a@x.io', username: undefined, password: 'x' };
    const result = await store.dispatch(endpoints.jwtCreate.initiate(body));
    expect(result.error).toMatchObject({ status: 401 });
    expect(sent).toHaveLength(1);
    expect(session()).toMatchObject({ user: ada, pendingEnd: null });
  });
});
