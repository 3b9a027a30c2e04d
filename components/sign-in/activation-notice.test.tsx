import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { LoginForm } from '@/components/sign-in/login-form';
import { takeNext } from '@/lib/client/kept-next';
import { noActiveAccount, throttled } from '@/lib/server/errors';
import { errorAnswer } from '@/tests/support/error-answer';
import { stubNetwork } from '@/tests/support/fake-network';
import { router, showForm } from '@/tests/support/show-form';

const RESEND = '/api/users/resend_activation/';
const NOT_ACTIVE = 'Your account is not active yet';

async function signInAs(name: string, next: string | null = null) {
  showForm(<LoginForm next={next} isActivationRequired />);
  await userEvent.type(screen.getByLabelText('E-mail or user name'), name);
  await userEvent.type(screen.getByLabelText('Password'), 'some words{Enter}');
}

describe('the right password of an account that waits for its activation', () => {
  it('is told so, with a way to the link, and to another one', async () => {
    const sent = stubNetwork(({ path }) =>
      path === RESEND ? { status: 204 } : errorAnswer(noActiveAccount(true)),
    );
    await signInAs('Ada@example.com');
    const heading = await screen.findByRole('heading', { name: NOT_ACTIVE });
    expect(heading).toHaveFocus();
    expect(heading).toHaveAccessibleDescription(/open the link in our mail to Ada@example.com/);
    expect(screen.queryByRole('alert')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Send again' }));
    const again = await screen.findByRole('heading', { name: 'Check your mail' });
    expect(again).toHaveFocus();
    expect(again).toHaveAccessibleDescription('Another link is on its way to Ada@example.com.');
    expect(sent.at(-1)).toMatchObject({ path: RESEND, body: { email: 'Ada@example.com' } });
    expect(router.replace).not.toHaveBeenCalled();
  });

  it('is led to a form for the address after a user name, which is none', async () => {
    stubNetwork(() => errorAnswer(noActiveAccount(true)));
    await signInAs('ada');
    await screen.findByRole('heading', { name: NOT_ACTIVE });
    const link = screen.getByRole('link', { name: 'Send again' });
    expect(link).toHaveAttribute('href', '/auth/check-mail');
    expect(screen.queryByRole('button', { name: 'Send again' })).toBeNull();
  });

  it('goes on to the page that was asked for, once the account is active', async () => {
    stubNetwork(({ path }) =>
      path === RESEND ? { status: 204 } : errorAnswer(noActiveAccount(true)),
    );
    await signInAs('ada@example.com', '/account#devices');
    await userEvent.click(await screen.findByRole('button', { name: 'Send again' }));
    await screen.findByRole('heading', { name: 'Check your mail' });
    expect(takeNext('activation')).toBe('/account#devices');
  });

  it('reads why no other link could be sent', async () => {
    stubNetwork(({ path }) =>
      errorAnswer(path === RESEND ? throttled('mail-recipient', 60) : noActiveAccount(true)),
    );
    await signInAs('ada@example.com');
    await userEvent.click(await screen.findByRole('button', { name: 'Send again' }));
    expect(await screen.findByText(/too often. Try again in 60 seconds/)).toBeVisible();
    expect(screen.getByRole('heading', { name: NOT_ACTIVE })).toBeVisible();
  });

  it('is said no more once another answer has come', async () => {
    let answers = 0;
    stubNetwork(() => {
      answers += 1;
      return errorAnswer(noActiveAccount(answers === 1));
    });
    await signInAs('ada@example.com');
    await screen.findByRole('heading', { name: NOT_ACTIVE });
    await userEvent.type(screen.getByLabelText('Password'), '{Enter}');
    await waitFor(() => expect(screen.queryByRole('heading', { name: NOT_ACTIVE })).toBeNull());
    expect(await screen.findByText(/do not go together/)).toBeVisible();
  });
});
