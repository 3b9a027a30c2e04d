import { configureStore } from '@reduxjs/toolkit';
import { useDispatch, useSelector } from 'react-redux';
import { api } from '@/lib/client/api';
import { initialSession, sessionReducer } from '@/lib/client/session-slice';
import type { UserItem } from '@/lib/shared/contracts/users';

/** Creates a store for one request on the server or for one tab, with the signed-in user. */
export function makeStore(user: UserItem | null | undefined) {
  return configureStore({
    reducer: { session: sessionReducer, [api.reducerPath]: api.reducer },
    middleware: (getDefault) => getDefault().concat(api.middleware),
    // The tools keep every action, and with them typed passwords.
    devTools: process.env.NODE_ENV === 'development',
    preloadedState: { session: { ...initialSession, user } },
  });
}

export type AppStore = ReturnType<typeof makeStore>;

export const useAppDispatch = useDispatch.withTypes<AppStore['dispatch']>();
export const useAppSelector = useSelector.withTypes<ReturnType<AppStore['getState']>>();
