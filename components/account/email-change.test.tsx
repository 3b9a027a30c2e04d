import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { EmailChange } from '@/components/account/email-change';
import { makeStore } from '@/lib/client/store';
import { stubNetwork } from '@/tests/support/fake-network';
import { router, showForm } from '@/tests/support/show-form';

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };
const show = (awaited: string | null) =>
  showForm(<EmailChange awaited={awaited} />, makeStore(ada));
const message = () => screen.findByRole('heading', { name: 'Check your mail' });

/** A page whose server says, once asked again, that nothing is waited for. */
function PageWithNews() {
  const [awaited, setAwaited] = useState<string | null>('new@example.com');
  return (
    <>
      <EmailChange awaited={awaited} />
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
    expect(screen.getByLabelText('New e-mail')).toHaveValue('new@example.com');
    expect(screen.getByLabelText('Your password')).toHaveFocus();
    await userEvent.keyboard('secret{Enter}');
    expect(await message()).toHaveFocus();
    const body = { new_email: 'new@example.com', current_password: 'secret' };
    expect(sent.map((request) => request.body)).toEqual([body, body]);
  });

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
    await userEvent.click(screen.getByRole('button', { name: 'Send again' }));
    await userEvent.click(screen.getByRole('button', { name: 'News' }));
    expect(screen.getByLabelText('New e-mail')).toHaveValue('');
    expect(screen.getByRole('button', { name: 'Change e-mail' })).toBeVisible();
  });
});
