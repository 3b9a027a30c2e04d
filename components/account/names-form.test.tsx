import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { NamesForm } from '@/components/account/names-form';
import { makeStore } from '@/lib/client/store';
import { SwitchesContext } from '@/lib/client/use-switches';
import { fieldMessage } from '@/lib/shared/api-error';
import { DEFAULT_SWITCHES } from '@/lib/shared/switches';
import { fieldsAnswer } from '@/tests/support/error-answer';
import { stubNetwork } from '@/tests/support/fake-network';
import { showForm } from '@/tests/support/show-form';

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };
const names = { first_name: 'Ada', last_name: 'Lovelace' };
const username = () => screen.getByLabelText('User name (optional)');

describe('the user name', () => {
  it('is changed with the names', async () => {
    const sent = stubNetwork(() => ({ status: 200, body: ada }));
    showForm(<NamesForm user={ada} username={null} />, makeStore(ada));
    expect(username()).toHaveAccessibleDescription('You can sign in with it or with your e-mail.');
    await userEvent.type(username(), 'ada{Enter}');
    await waitFor(() => expect(sent[0]?.body).toEqual({ ...names, username: 'ada' }));
  });

  it('is given up by emptying its field', async () => {
    const sent = stubNetwork(() => ({ status: 200, body: ada }));
    showForm(<NamesForm user={ada} username="ada" />, makeStore(ada));
    expect(username()).toHaveValue('ada');
    await userEvent.clear(username());
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(sent[0]?.body).toEqual({ ...names, username: null }));
  });

  it('of another account is said to be taken', async () => {
    stubNetwork(() => fieldsAnswer({ username: [fieldMessage.taken('username')] }));
    showForm(<NamesForm user={ada} username={null} />, makeStore(ada));
    await userEvent.type(username(), 'grace{Enter}');
    await waitFor(() => expect(username()).toHaveFocus());
    expect(username()).toHaveAccessibleDescription(/^This user name is taken/);
  });
});

describe('a name', () => {
  const nameless = { ...ada, last_name: '' };

  it('that is missing is not asked for: the other one can be saved', async () => {
    const sent = stubNetwork(() => ({ status: 200, body: nameless }));
    showForm(<NamesForm user={nameless} username={null} />, makeStore(nameless));
    await userEvent.type(screen.getByLabelText('First name'), ' Augusta{Enter}');
    await waitFor(() => expect(sent[0]?.body).toMatchObject({ first_name: 'Ada Augusta' }));
    expect(screen.getByLabelText('Last name')).not.toBeInvalid();
  });

  it('that sign-ups do not require is optional here, too', () => {
    showForm(
      <SwitchesContext.Provider value={{ ...DEFAULT_SWITCHES, requiredFields: ['first_name'] }}>
        <NamesForm user={ada} username={null} />
      </SwitchesContext.Provider>,
      makeStore(ada),
    );
    expect(screen.getByLabelText('First name')).toBeVisible();
    expect(screen.getByLabelText('Last name (optional)')).toBeVisible();
  });
});
