import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { LoginForm } from '@/components/sign-in/login-form';
import { RegisterForm } from '@/components/sign-in/register-form';
import { emailGiven } from '@/lib/client/session-slice';
import { makeStore } from '@/lib/client/store';
import { fieldMessage } from '@/lib/shared/api-error';
import { fieldsAnswer } from '@/tests/support/error-answer';
import { stubNetwork } from '@/tests/support/fake-network';
import { showForm } from '@/tests/support/show-form';

const follow = async (name: string) => {
  const link = screen.getByRole('link', { name });
  // jsdom goes nowhere, and says so.
  link.parentElement?.addEventListener('click', (event) => event.preventDefault());
  await userEvent.click(link);
  return link.getAttribute('href');
};

it('the address typed to sign in goes along to the forgotten password, and not in the URL', async () => {
  const store = showForm(<LoginForm next={null} isActivationRequired={false} />);
  await userEvent.type(screen.getByLabelText('E-mail or user name'), ' ada@example.com');
  expect(await follow('Forgot your password?')).toBe('/password-reset');
  expect(store.getState().session.givenEmail).toBe('ada@example.com');
  expect(screen.getByLabelText('Password')).not.toHaveFocus();
});

it('a user name does not, and the address given before it is forgotten', async () => {
  const store = makeStore(null);
  store.dispatch(emailGiven('old@example.com'));
  showForm(<LoginForm next={null} isActivationRequired={false} />, store);
  await userEvent.clear(screen.getByLabelText('E-mail or user name'));
  await userEvent.type(screen.getByLabelText('E-mail or user name'), 'ada');
  await follow('Forgot your password?');
  expect(store.getState().session.givenEmail).toBeNull();
});

it('an address that has an account goes along to signing in to it', async () => {
  stubNetwork(() => fieldsAnswer({ email: [fieldMessage.taken('email')] }));
  const store = showForm(<RegisterForm next={null} isActivationRequired={false} />);
  for (const label of ['First name', 'Last name', 'E-mail', 'Password', 'Password again']) {
    await userEvent.type(screen.getByLabelText(label), label === 'E-mail' ? 'ada@x.io' : 'x');
  }
  await userEvent.click(screen.getByRole('button', { name: 'Create account' }));
  await screen.findByText(/There is an account/);
  expect(await follow('Sign in')).toBe('/auth/login');
  expect(store.getState().session).toMatchObject({ givenEmail: 'ada@x.io', registeredEmail: null });
});
