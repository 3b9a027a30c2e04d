'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { Provider } from 'react-redux';
import { ToastContainer } from 'react-toastify/unstyled';
import { userLoaded } from '@/lib/client/session-slice';
import { makeStore } from '@/lib/client/store';
import type { UserItem } from '@/lib/shared/contracts/users';
import { SessionWatch } from './session-watch';

/** The store of this request or tab, kept in step with the user that the server names. */
export function Providers({
  user,
  children,
}: {
  user: UserItem | null | undefined;
  children: ReactNode;
}) {
  const [store] = useState(() => makeStore(user));
  useEffect(() => {
    store.dispatch(userLoaded(user));
  }, [store, user]);
  return (
    <Provider store={store}>
      <SessionWatch />
      {children}
      <ToastContainer
        limit={1}
        position="top-center"
        hideProgressBar
        newestOnTop
        closeOnClick={false}
      />
    </Provider>
  );
}
