import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { SessionEndNote } from '@/components/sign-in/session-end-note';
import { SESSION_END_CODES } from '@/lib/shared/error-codes';
import { readSessionEnd } from '@/lib/shared/search-params';
import { showForm } from '@/tests/support/show-form';

it.each(SESSION_END_CODES)('a session that is over is explained above the form: %s', (end) => {
  showForm(<SessionEndNote end={end} />);
  const heading = screen.getByRole('heading', { name: 'Your session has ended' });
  expect(heading).toHaveFocus();
  expect(heading).toHaveAccessibleDescription(/\.$/);
});

it.each(['', 'x', '<b>', 'internal', 'token_not_valid', ['session_ended', 'session_ended']])(
  'an address cannot make the page say anything else: %j',
  async (ended) => {
    expect(await readSessionEnd(Promise.resolve({ ended }))).toBeNull();
    showForm(<SessionEndNote end={null} />);
    expect(screen.queryByRole('heading')).toBeNull();
  },
);
