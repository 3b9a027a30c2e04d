import { render } from '@testing-library/react';
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import {
  PathnameContext,
  SearchParamsContext,
} from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import type { ReactElement } from 'react';
import { Provider } from 'react-redux';
import { ToastContainer } from 'react-toastify/unstyled';
import { vi } from 'vitest';
import { type AppStore, makeStore } from '@/lib/client/store';

/** The router that a page of Next.js gives its components; it goes nowhere. */
export const router = {
  back: vi.fn(),
  bfcacheId: '',
  forward: vi.fn(),
  prefetch: vi.fn(),
  push: vi.fn(),
  refresh: vi.fn(),
  replace: vi.fn(),
};

/**
 * Renders a form for a visitor, with the store, the router and the place for toasts of a page, at
 * the address that the page has now.
 */
export function showForm(form: ReactElement, store: AppStore = makeStore(null)): AppStore {
  const { pathname, search } = window.location;
  render(
    <AppRouterContext.Provider value={router}>
      <PathnameContext.Provider value={pathname}>
        <SearchParamsContext.Provider value={new URLSearchParams(search)}>
          <Provider store={store}>
            {form}
            <ToastContainer />
          </Provider>
        </SearchParamsContext.Provider>
      </PathnameContext.Provider>
    </AppRouterContext.Provider>,
  );
  return store;
}
