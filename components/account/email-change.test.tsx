import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { EmailChange } from '@/components/account/email-change';
import { makeStore } from '@/lib/client/store';
import { notFound } from '@/lib/server/errors';
import { errorAnswer } from '@/tests/support/error-answer';
import { stubNetwork } from '@/tests/support/fake-network';
import { router, showForm } from '@/tests/support/show-form';

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };
const show = (awaited: string | null) =>
  showForm(<EmailChange awaited={awaited} hasPassword />, makeStore(ada));
const message = () => screen.findByRole('heading', { name: 'Check your mail' });

/** A page whose server says, once asked again, that nothing is waited for. */
function PageWithNews() {
  const [awaited, setAwaited] = useState<string | null>('new@example.com');
  return (
    <>
      <EmailChange awaited={awaited} hasPassword />
      <button type="button" onClick={() => setAwaited(null)}>
        News
      </button>
    </>
  );
}

describe('a change of address', () => {
  it('that was asked for is said to be where the form was, and can be asked for again', async () => {
    const sent = stubNetwork(() => ({ status: 204 }));
    show(null);
    await userEvent.type(screen.getByLabelText('New e-mail'), 'new@example.com');
    await userEvent.type(screen.getByLabelText('Your password'), 'secret{Enter}');
    expect(await message()).toHaveFocus();
    expect(await message()).toHaveAccessibleDescription(/A link is on its way to new@example.com/);
    expect(router.refresh).toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Send again' }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(await message()).toHaveFocus();
    expect(sent).toMatchObject([
      { body: { new_email: 'new@example.com', current_password: 'secret' } },
      // Nothing is asked for: neither the address nor the password.
      { method: 'POST', path: '/api/users/set_email_resend/', body: null },
    ]);
  });

  it('that waits is called off at once, and another can be asked for', async () => {
    const sent = stubNetwork(() => ({ status: 204 }));
    show('new@example.com');
    await userEvent.click(screen.getByRole('button', { name: 'Call it off' }));
    expect(await screen.findByText(/called off. Your present address stays/)).toBeVisible();
    expect(sent).toMatchObject([{ method: 'DELETE', path: '/api/users/set_email/' }]);
    expect(router.refresh).toHaveBeenCalled();
    expect(screen.queryByText(/We wait for/)).toBeNull();
    expect(screen.getByLabelText('New e-mail')).toHaveFocus();
  });

  it.each(['Send again', 'Call it off'])(
    'that waits no more says so, and what is the case now comes from the server: %s',
    async (button) => {
      stubNetwork(() => errorAnswer(notFound()));
      show('new@example.com');
      await userEvent.click(screen.getByRole('button', { name: button }));
      expect(await screen.findByText('That change does not wait any more.')).toBeVisible();
      expect(router.refresh).toHaveBeenCalled();
    },
  );

  it('that waits is shown from the start, without a jump of the focus', async () => {
    show('new@example.com');
    expect(screen.getByText(/We wait for new@example.com to confirm/)).toBeVisible();
    expect(document.body).toHaveFocus();
    await userEvent.click(screen.getByRole('button', { name: 'Choose another address' }));
    expect(screen.getByLabelText('New e-mail')).toHaveFocus();
    expect(screen.getByLabelText('New e-mail')).toHaveValue('');
    expect(screen.getByRole('button', { name: 'Change e-mail' })).toBeVisible();
  });

  it('that was confirmed on another device is no longer waited for', async () => {
    showForm(<PageWithNews />, makeStore(ada));
    await userEvent.click(screen.getByRole('button', { name: 'Choose another address' }));
    await userEvent.click(screen.getByRole('button', { name: 'News' }));
    expect(screen.getByLabelText('New e-mail')).toHaveValue('');
    expect(screen.getByRole('button', { name: 'Change e-mail' })).toBeVisible();
  });
});
