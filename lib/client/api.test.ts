import { expect, it } from 'vitest';
import { sessionEnded, sessionEndHandled } from '@/lib/client/session-slice';
import { makeStore } from '@/lib/client/store';
import { stubNetwork } from '@/tests/support/fake-network';

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };

it('the API joins a store that is in use already, and forgets its data with the session', async () => {
  stubNetwork(() => ({ status: 200, body: ada }));
  const store = makeStore(ada);
  // Loaded late, as on a page that begins without it.
  const { api } = await import('@/lib/client/api');
  const cached = () => JSON.stringify(Reflect.get(store.getState(), api.reducerPath));
  await store.dispatch(api.endpoints.usersMe.initiate());
  expect(cached()).toContain('Lovelace');
  store.dispatch(sessionEnded('elsewhere'));
  expect(cached()).toContain('Lovelace');
  store.dispatch(sessionEndHandled());
  expect(cached()).not.toContain('Lovelace');
});
