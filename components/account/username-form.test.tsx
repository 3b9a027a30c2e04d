import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { Account } from '@/components/account/account';
import { UsernameForm } from '@/components/account/username-form';
import { LoginForm } from '@/components/sign-in/login-form';
import { RegisterForm } from '@/components/sign-in/register-form';
import { makeStore } from '@/lib/client/store';
import { SwitchesContext } from '@/lib/client/use-switches';
import { fieldMessage } from '@/lib/shared/api-error';
import { DEFAULT_SWITCHES, type Switches } from '@/lib/shared/switches';
import { fieldsAnswer } from '@/tests/support/error-answer';
import { stubNetwork } from '@/tests/support/fake-network';
import { showForm } from '@/tests/support/show-form';

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };
const retypes = { ...DEFAULT_SWITCHES.retypes, setLogin: true };
const switches: Switches = { ...DEFAULT_SWITCHES, loginField: 'username', retypes };
const show = (form: React.ReactElement) =>
  showForm(
    <SwitchesContext.Provider value={switches}>{form}</SwitchesContext.Provider>,
    makeStore(ada),
  );

describe('where users sign in by user name', () => {
  it('it is changed with the password, and typed twice with that switch', async () => {
    const sent = stubNetwork(() => ({ status: 204 }));
    show(<UsernameForm />);
    await userEvent.type(screen.getByLabelText('New user name'), 'countess');
    await userEvent.type(screen.getByLabelText('New user name again'), 'count');
    await userEvent.type(screen.getByLabelText('Your password'), 'secret{Enter}');
    const again = screen.getByLabelText('New user name again');
    expect(again).toHaveAccessibleDescription('The two are not the same.');
    expect(sent).toEqual([]);
    await userEvent.type(again, 'ess{Enter}');
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toEqual({
      current_password: 'secret',
      new_username: 'countess',
      re_new_username: 'countess',
    });
  });

  it('a taken one is said to be taken', async () => {
    stubNetwork(() => fieldsAnswer({ new_username: [fieldMessage.usernameTaken] }));
    show(<UsernameForm />);
    await userEvent.type(screen.getByLabelText('New user name'), 'bob');
    await userEvent.type(screen.getByLabelText('New user name again'), 'bob');
    await userEvent.type(screen.getByLabelText('Your password'), 'secret{Enter}');
    const input = screen.getByLabelText('New user name');
    await waitFor(() => expect(input).toHaveAccessibleDescription(/^This user name is taken/));
  });

  it('it stands apart from the names on the account page, and first at signing in', () => {
    stubNetwork(() => ({ status: 200, body: [] }));
    const details = { username: 'ada', awaitedEmail: null, hasPassword: true };
    show(<Account user={ada} providers={[]} loginField="username" {...details} />);
    expect(screen.getByRole('region', { name: 'User name' })).toHaveTextContent(
      'You sign in with ada.',
    );
    expect(screen.queryByLabelText('User name (optional)')).toBeNull();
    show(<LoginForm next={null} isActivationRequired={false} />);
    expect(screen.getByLabelText('User name or e-mail')).toBeVisible();
  });

  it('a sign-up requires it', async () => {
    show(<RegisterForm next={null} isActivationRequired={false} />);
    await userEvent.click(screen.getByRole('button', { name: 'Create account' }));
    expect(screen.getByLabelText('User name')).toHaveAccessibleDescription('Enter your user name.');
  });
});
