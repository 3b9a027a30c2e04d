import { cleanup, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import { expect, it } from 'vitest';
import { RefusalNote } from '@/components/ui/refusal-note';
import { refusalNoted } from '@/lib/client/session-slice';
import { makeStore } from '@/lib/client/store';
import { showForm } from '@/tests/support/show-form';

const note = (
  <StrictMode>
    <RefusalNote title="You are not signed in" />
  </StrictMode>
);

it('says why, with the focus, for as long as the page is there, and on no page after', () => {
  const store = makeStore(null);
  store.dispatch(refusalNoted('You cancelled. Nothing was changed.'));
  showForm(note, store);
  const heading = screen.getByRole('heading', { name: 'You are not signed in' });
  expect(heading).toHaveFocus();
  expect(heading).toHaveAccessibleDescription('You cancelled. Nothing was changed.');
  cleanup();
  showForm(note, store);
  expect(screen.queryByRole('heading')).toBeNull();
});
