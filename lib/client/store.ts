import {
  combineSlices,
  configureStore,
  createDynamicMiddleware,
  type Middleware,
  type Reducer,
  type Store,
} from '@reduxjs/toolkit';
import { useDispatch, useSelector } from 'react-redux';
import { initialSession, sessionReducer } from '@/lib/client/session-slice';
import type { UserItem } from '@/lib/shared/contracts/users';

// A page begins without the API and the packages behind it: `api.ts` joins all stores when it is loaded.
const rootReducer = combineSlices({ session: sessionReducer });
const addedLater = createDynamicMiddleware();
const stores = new Set<WeakRef<Store>>();
const forgotten = new FinalizationRegistry<WeakRef<Store>>((store) => stores.delete(store));

/** Adds a slice and what must see its actions to every store, those that are in use included. */
export function addToStores<State>(
  slice: { reducerPath: string; reducer: Reducer<State> },
  ...middleware: Middleware[]
): void {
  rootReducer.inject(slice);
  addedLater.addMiddleware(...middleware);
  // With any action, a store in use gets the slice's first state.
  for (const store of stores) store.deref()?.dispatch({ type: 'store/sliceAdded' });
}

/** Creates a store for one request on the server or for one tab, with the signed-in user. */
export function makeStore(user: UserItem | null | undefined) {
  const store = configureStore({
    reducer: rootReducer,
    middleware: (getDefault) => getDefault().concat(addedLater.middleware),
    // The tools keep every action, and with them typed passwords.
    devTools: process.env.NODE_ENV === 'development',
    preloadedState: { session: { ...initialSession, user } },
  });
  const reference = new WeakRef<Store>(store);
  stores.add(reference);
  forgotten.register(store, reference);
  return store;
}

export type AppStore = ReturnType<typeof makeStore>;

export const useAppDispatch = useDispatch.withTypes<AppStore['dispatch']>();
export const useAppSelector = useSelector.withTypes<ReturnType<AppStore['getState']>>();
