import { expect, it } from 'vitest';
import { selectUser, userLoaded } from '@/lib/client/session-slice';
import { makeStore } from '@/lib/client/store';

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };

it('keeps what is known of a user where an answer shows a part', () => {
  const store = makeStore(ada);
  store.dispatch(userLoaded({ id: 1, email: 'new@example.com' }));
  expect(selectUser(store.getState())).toEqual({ ...ada, email: 'new@example.com' });
});

it('knows nothing of another user but what the answer shows', () => {
  const store = makeStore(ada);
  store.dispatch(userLoaded({ id: 2, username: 'bob' }));
  expect(selectUser(store.getState())).toMatchObject({ id: 2, first_name: '', email: '' });
});
