'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { Provider } from 'react-redux';
import { ToastContainer } from 'react-toastify/unstyled';
import { SessionWatch } from '@/components/session/session-watch';
import { userLoaded } from '@/lib/client/session-slice';
import { SiteUrl } from '@/lib/client/site-url';
import { makeStore } from '@/lib/client/store';
import { SwitchesContext } from '@/lib/client/use-switches';
import type { UserItem } from '@/lib/shared/contracts/users';
import type { Switches } from '@/lib/shared/switches';

interface StoreProviderProps {
  siteUrl: string;
  switches: Switches;
  user: UserItem | null | undefined;
  children: ReactNode;
}

/** Provides the store of this request or tab, and keeps its user the same as the server's. */
export function StoreProvider({ siteUrl, switches, user, children }: StoreProviderProps) {
  const [store] = useState(() => makeStore(user));
  useEffect(() => {
    store.dispatch(userLoaded(user));
  }, [store, user]);
  return (
    <Provider store={store}>
      <SessionWatch />
      <SwitchesContext.Provider value={switches}>
        <SiteUrl.Provider value={siteUrl}>{children}</SiteUrl.Provider>
      </SwitchesContext.Provider>
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
