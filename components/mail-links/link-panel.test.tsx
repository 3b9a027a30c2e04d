import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentProps, ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { ActivationPanel } from '@/components/mail-links/activation-panel';
import { EmailResetForm } from '@/components/mail-links/email-reset-form';
import { LinkForm } from '@/components/mail-links/link-form';
import { LinkPanel } from '@/components/mail-links/link-panel';
import { NewPasswordForm } from '@/components/mail-links/new-password-form';
import { keepNext } from '@/lib/client/kept-next';
import { makeStore } from '@/lib/client/store';
import { ApiError, refusedAt } from '@/lib/server/errors';
import { detailMessage, fieldMessage } from '@/lib/shared/api-error';
import { errorAnswer, fieldsAnswer } from '@/tests/support/error-answer';
import { stubNetwork } from '@/tests/support/fake-network';
import { router, showForm } from '@/tests/support/show-form';

const link = { uid: 'MQ', token: 'x', email: 'ada@example.com' };

function showPanel(form: ReactNode) {
  const renewal = { label: 'Get another', href: '/again' };
  return showForm(
    <LinkPanel title="A link" lead="For something." isGood renewal={renewal}>
      {form}
    </LinkPanel>,
  );
}

async function press(action: ComponentProps<typeof LinkForm>['action']) {
  const store = showPanel(<LinkForm action={action} {...link} />);
  await userEvent.click(screen.getByRole('button'));
  return store;
}

async function setPassword() {
  showPanel(<NewPasswordForm {...link} />);
  await userEvent.type(screen.getByLabelText('New password'), 'some words');
  await userEvent.type(screen.getByLabelText('New password again'), 'some words{Enter}');
}

async function changeAddress() {
  showPanel(<EmailResetForm {...link} />);
  await userEvent.type(screen.getByLabelText('New e-mail'), 'new@example.com{Enter}');
}

const badToken = errorAnswer(refusedAt('token', detailMessage.badLink));

describe('a link that dies while its page is open', () => {
  it.each([
    ['an activation', () => press('activation'), badToken],
    ['a confirmation', () => press('email-confirm'), badToken],
    [
      'an undoing, of an account that is gone',
      () => press('email-undo'),
      errorAnswer(refusedAt('uid', detailMessage.unknownUid)),
    ],
    ['a new password', setPassword, badToken],
    ['a new address', changeAddress, badToken],
  ])('is said to be dead in place of its form: %s', async (_, use, answer) => {
    stubNetwork(() => answer);
    await use();
    const heading = await screen.findByRole('heading', {
      name: 'This link does not work any more',
    });
    expect(heading).toHaveFocus();
    expect(heading).toHaveAccessibleDescription(/too old/);
    expect(screen.getByRole('link', { name: 'Get another' })).toHaveAttribute('href', '/again');
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(router.replace).not.toHaveBeenCalled();
  });

  it('is not said to be dead while the server cannot be reached', async () => {
    stubNetwork(() => 'offline');
    await press('activation');
    expect(await screen.findByText(/could not be reached/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Activate my account' })).toBeVisible();
  });
});

describe('an activation link that was used', () => {
  const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: link.email };
  const stale = errorAnswer(new ApiError(detailMessage.staleLink));
  const title = { name: 'The account is active already' };

  it('while its page was open is said to be, with the way to sign in', async () => {
    stubNetwork(() => stale);
    keepNext('activation', '/account?tab=1#devices');
    const store = await press('activation');
    const heading = await screen.findByRole('heading', title);
    expect(heading).toHaveFocus();
    expect(heading).toHaveAccessibleDescription('ada@example.com can sign in.');
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    const goal = '/auth/login?next=%2Faccount%3Ftab%3D1%23devices';
    expect(router.push).toHaveBeenCalledWith(goal);
    expect(store.getState().session.givenEmail).toBe('ada@example.com');
  });

  it.each([
    [null, 'Sign in'],
    [ada, 'Go to your account'],
    [{ ...ada, id: 2, email: 'bob@example.com' }, 'Stay signed in'],
  ])('before its page was opened is said to be, with the way on (%o)', (user, way) => {
    const panel = (
      <ActivationPanel {...link} state="used" isBegunHere={false} isResendable={false} />
    );
    showForm(panel, makeStore(user));
    expect(screen.getByRole('heading', title)).toBeVisible();
    expect(screen.getByText(way)).toBeVisible();
    expect(screen.queryByText(/does not work any more/)).toBeNull();
  });
});

describe('an address that was taken before it was confirmed', () => {
  it('is said to be, with what to do', async () => {
    stubNetwork(() => fieldsAnswer({ new_email: [fieldMessage.taken('email')] }));
    await press('email-confirm');
    const heading = await screen.findByRole('heading', { name: 'This address is taken' });
    expect(heading).toHaveFocus();
    expect(heading).toHaveAccessibleDescription(/another account with ada@example.com/);
    expect(screen.getByRole('link', { name: 'Choose another address' })).toHaveAttribute(
      'href',
      '/account',
    );
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
