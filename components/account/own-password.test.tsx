import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { describe, expect, it } from 'vitest';
import { DeleteAccount } from '@/components/account/delete-account';
import { EmailChange } from '@/components/account/email-change';
import { PasswordForm } from '@/components/account/password-form';
import { UsernameForm } from '@/components/account/username-form';
import { makeStore } from '@/lib/client/store';
import { stubNetwork } from '@/tests/support/fake-network';
import { showForm } from '@/tests/support/show-form';

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };
const show = (form: ReactElement) => showForm(form, makeStore(ada));

/** Returns the names that each form with a password offers to password managers. */
function usernames() {
  const forms = [...document.querySelectorAll('form:has([type=password])')];
  return forms.map((form) =>
    [...form.querySelectorAll<HTMLInputElement>('[autocomplete=username]')].map(
      ({ value }) => value,
    ),
  );
}

describe('a form that asks for a password tells password managers whose it is', () => {
  it('to change it', async () => {
    show(<PasswordForm />);
    expect(usernames()).toEqual([[ada.email]]);
    const autocomplete = (label: string) =>
      screen.getByLabelText(label).getAttribute('autocomplete');
    expect(autocomplete('Current password')).toBe('current-password');
    expect(autocomplete('New password')).toBe('new-password');
  });

  it('to change the user name, which is no name to find it by yet', () => {
    show(<UsernameForm />);
    expect(usernames()).toEqual([[ada.email]]);
  });

  it('to change the address', () => {
    show(<EmailChange awaited={null} hasPassword />);
    expect(usernames()).toEqual([[ada.email]]);
    expect(screen.getByLabelText('New e-mail')).toHaveAttribute('autocomplete', 'email');
  });

  it('to delete the account', async () => {
    show(<DeleteAccount hasPassword />);
    await userEvent.click(screen.getByRole('button', { name: 'Delete account …' }));
    await screen.findByLabelText('Your password');
    expect(usernames()).toEqual([[ada.email]]);
  });

  it('alone: it cannot be seen, reached or changed, and is not sent', async () => {
    const sent = stubNetwork(() => ({ status: 204 }));
    show(<PasswordForm />);
    const username = document.querySelector('[autocomplete=username]');
    expect(username).toHaveClass('sr-only');
    expect(username).toHaveAttribute('readonly');
    expect(username).toHaveAttribute('aria-hidden', 'true');
    expect(screen.queryByRole('textbox')).toBeNull();
    await userEvent.tab();
    expect(screen.getByLabelText('Current password')).toHaveFocus();
    await userEvent.keyboard('old one');
    await userEvent.type(screen.getByLabelText('New password'), 'new one{Enter}');
    expect(sent[0]?.body).toEqual({ current_password: 'old one', new_password: 'new one' });
  });
});
