import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentProps, ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EmailResetForm } from '@/components/mail-links/email-reset-form';
import { LinkPanel } from '@/components/mail-links/link-panel';
import { NewPasswordForm } from '@/components/mail-links/new-password-form';
import { UseLinkForm } from '@/components/mail-links/use-link-form';
import { stubNetwork } from '@/tests/support/fake-network';
import { showForm } from '@/tests/support/show-form';

const router = { replace: vi.fn(), push: vi.fn(), refresh: vi.fn() };
vi.mock('next/navigation', () => ({ useRouter: () => router }));

beforeEach(() => {
  vi.clearAllMocks();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const link = { uid: 'MQ', token: 'x', email: 'ada@example.com' };

function showPanel(form: ReactNode) {
  const renewal = { label: 'Get another', href: '/again' };
  return showForm(
    <LinkPanel title="A link" lead="For something." isGood renewal={renewal}>
      {form}
    </LinkPanel>,
  );
}

async function press(wish: ComponentProps<typeof UseLinkForm>['wish']) {
  showPanel(<UseLinkForm wish={wish} {...link} />);
  await userEvent.click(screen.getByRole('button'));
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

const badToken = { token: ['Invalid token for given user.'] };

describe('a link that dies while its page is open', () => {
  it.each([
    ['an activation, spent', () => press('activation'), { detail: 'Stale token for given user.' }],
    ['a confirmation', () => press('email-confirm'), badToken],
    [
      'an undoing, of an account that is gone',
      () => press('email-undo'),
      { uid: ["Invalid user id or user doesn't exist."] },
    ],
    ['a new password', setPassword, badToken],
    ['a new address', changeAddress, badToken],
  ])('is said to be dead in place of its form: %s', async (_, use, body) => {
    stubNetwork(() => ({ status: 'detail' in body ? 403 : 400, body }));
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

describe('an address that was taken before it was confirmed', () => {
  it('is said to be, with what to do', async () => {
    const new_email = ['user account with this email already exists.'];
    stubNetwork(() => ({ status: 400, body: { new_email } }));
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
