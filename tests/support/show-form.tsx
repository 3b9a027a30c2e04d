import { render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { Provider } from 'react-redux';
import { ToastContainer } from 'react-toastify/unstyled';
import { type AppStore, makeStore } from '@/lib/client/store';

/** Renders a form for a visitor, with the store and the place for toasts that pages have. */
export function showForm(form: ReactElement, store: AppStore = makeStore(null)): AppStore {
  render(
    <Provider store={store}>
      {form}
      <ToastContainer />
    </Provider>,
  );
  return store;
}
