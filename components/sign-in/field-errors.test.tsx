import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { NewPasswordForm } from '@/components/mail-links/new-password-form';
import { RegisterForm } from '@/components/sign-in/register-form';
import { stubNetwork } from '@/tests/support/fake-network';
import { showForm } from '@/tests/support/show-form';

const DIFFER = 'The two passwords are not the same.';
const field = (label: string) => screen.getByLabelText(label);

async function signUp(changes: Record<string, string> = {}) {
  for (const label of ['First name', 'Last name', 'E-mail', 'Password', 'Password again']) {
    const good = label === 'E-mail' ? 'ada@x.io' : 'some words';
    await userEvent.type(field(label), changes[label] ?? good);
  }
  await userEvent.click(screen.getByRole('button', { name: 'Create account' }));
}

describe('passwords that differ', () => {
  it('are said to at the second one, and nothing is sent', async () => {
    const sent = stubNetwork(() => ({ status: 201 }));
    showForm(<RegisterForm next={null} isActivationRequired={false} />);
    await signUp({ 'Password again': 'other words' });
    await waitFor(() => expect(field('Password again')).toHaveFocus());
    expect(field('Password again')).toHaveAccessibleDescription(DIFFER);
    expect(field('Password')).not.toBeInvalid();
    expect(sent).toEqual([]);
  });

  it('are said to behind a link of a mail, too', async () => {
    showForm(<NewPasswordForm uid="MQ" token="x" email="ada@x.io" />);
    await userEvent.type(field('New password'), 'some words');
    await userEvent.type(field('New password again'), 'other words{Enter}');
    expect(field('New password again')).toHaveAccessibleDescription(DIFFER);
  });

  it('may be mended in either field', async () => {
    showForm(<NewPasswordForm uid="MQ" token="x" email="ada@x.io" />);
    await userEvent.type(field('New password'), 'some word');
    await userEvent.type(field('New password again'), 'some words{Enter}');
    expect(field('New password again')).toBeInvalid();
    await userEvent.type(field('New password'), 's');
    expect(field('New password again')).not.toBeInvalid();
  });
});

describe('an error at a field', () => {
  it('goes when its field changes, while the others and the focus stay', async () => {
    stubNetwork(() => ({ status: 400, body: { first_name: ['F'], email: ['E'] } }));
    showForm(<RegisterForm next={null} isActivationRequired={false} />);
    await signUp();
    await waitFor(() => expect(field('First name')).toHaveFocus());
    await userEvent.type(field('E-mail'), 'x');
    expect(field('E-mail')).not.toBeInvalid();
    expect(field('E-mail')).not.toHaveAccessibleDescription();
    expect(field('E-mail')).toHaveFocus();
    expect(field('First name')).toBeInvalid();
    expect(field('First name')).toHaveAccessibleDescription('F');
  });

  it('comes back with the same mistake, and so does the focus', async () => {
    showForm(<NewPasswordForm uid="MQ" token="x" email="ada@x.io" />);
    for (let round = 0; round < 2; round += 1) {
      await userEvent.type(field('New password again'), 'x{Enter}');
      expect(field('New password')).toHaveFocus();
      expect(field('New password')).toHaveAccessibleDescription('Enter your new password.');
    }
  });
});
