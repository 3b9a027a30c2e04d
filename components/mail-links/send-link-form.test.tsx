import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { CheckMail } from '@/components/mail-links/check-mail';
import { PasswordResetForm } from '@/components/mail-links/password-reset-form';
import { takeNext } from '@/lib/client/kept-next';
import { accountRegistered, emailGiven } from '@/lib/client/session-slice';
import { makeStore } from '@/lib/client/store';
import { stubLocation } from '@/tests/support/fake-location';
import { stubNetwork } from '@/tests/support/fake-network';
import { showForm } from '@/tests/support/show-form';

const message = () => screen.findByRole('heading', { name: 'Check your mail' });
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

describe('a link that was sent', () => {
  it('is said to be where the form was, and can be sent again', async () => {
    const sent = stubNetwork(() => ({ status: 204 }));
    const store = showForm(<PasswordResetForm next={null} />);
    await userEvent.type(screen.getByLabelText('E-mail'), 'ada@example.com{Enter}');
    expect(await message()).toHaveFocus();
    expect(await message()).toHaveAccessibleDescription(/If ada@example.com belongs/);
    expect(store.getState().session.givenEmail).toBe('ada@example.com');
    await press('Send again');
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]).toEqual(sent[0]);
    await waitFor(async () => expect(await message()).toHaveFocus());
    expect(await message()).toHaveAccessibleDescription(/^Sent again\. If ada@example\.com/);
  });

  it('can be sent to another address, which is asked for', async () => {
    const sent = stubNetwork(() => ({ status: 204 }));
    showForm(<PasswordResetForm next={null} />);
    await userEvent.type(screen.getByLabelText('E-mail'), 'ada@exampel.com{Enter}');
    await message();
    await press('Use another address');
    expect(screen.getByLabelText('E-mail')).toHaveFocus();
    expect(screen.getByLabelText('E-mail')).toHaveValue('ada@exampel.com');
    await userEvent.clear(screen.getByLabelText('E-mail'));
    await userEvent.keyboard('ada@example.com{Enter}');
    await waitFor(() => expect(sent[1]?.body).toEqual({ email: 'ada@example.com' }));
  });

  it('stays said while sending it again fails', async () => {
    let calls = 0;
    stubNetwork(() => {
      calls += 1;
      return calls === 1 ? { status: 204 } : 'offline';
    });
    showForm(<PasswordResetForm next={null} />);
    await userEvent.type(screen.getByLabelText('E-mail'), 'ada@example.com{Enter}');
    await message();
    await press('Send again');
    expect(await screen.findByText(/could not be reached/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Send again' })).toHaveFocus();
  });

  it('at sign-up is spoken of from the start, without a jump of the focus', async () => {
    const sent = stubNetwork(() => ({ status: 204 }));
    const store = makeStore(null);
    store.dispatch(accountRegistered('ada@example.com'));
    showForm(<CheckMail next={null} />, store);
    expect(screen.getByText(/A link to activate your account is on its way/)).toBeVisible();
    expect(document.body).toHaveFocus();
    await press('Send again');
    expect(await screen.findByText(/another link is on its way/)).toBeVisible();
    expect(await message()).toHaveFocus();
    expect(sent[0]).toMatchObject({
      path: '/api/users/resend_activation/',
      body: { email: 'ada@example.com' },
    });
  });
});

describe('a form that sends a link', () => {
  it.each([
    ['password-reset', PasswordResetForm],
    ['activation', CheckMail],
  ] as const)('keeps the page to go on to at its end: %s', async (way, Form) => {
    stubLocation('/password-reset?next=%2Faccount%3Ftab%3D1#devices');
    stubNetwork(() => ({ status: 204 }));
    showForm(<Form next="/account?tab=1" />);
    await userEvent.type(screen.getByLabelText('E-mail'), 'ada@example.com{Enter}');
    await screen.findByRole('heading', { name: 'Check your mail' });
    expect(takeNext(way)).toBe('/account?tab=1#devices');
  });

  it.each([PasswordResetForm, CheckMail])('begins with the address given before', (Form) => {
    const store = makeStore(null);
    store.dispatch(emailGiven('ada@example.com'));
    showForm(<Form next={null} />, store);
    expect(screen.getByLabelText('E-mail')).toHaveValue('ada@example.com');
    expect(screen.queryByText(/on its way/)).toBeNull();
  });
});
