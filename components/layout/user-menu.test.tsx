import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, it } from 'vitest';
import { Dashboard } from '@/components/account/dashboard';
import { Home } from '@/components/layout/home';
import { UserMenu } from '@/components/layout/user-menu';
import type { UserItem } from '@/lib/shared/contracts/users';
import { showForm } from '@/tests/support/show-form';

const nameless = { first_name: '', last_name: '', id: 1, email: 'ada.king@example.com' };

it.each<[string, UserItem, string, string]>([
  ['both names', { ...nameless, first_name: 'Ada', last_name: 'King' }, 'Ada', 'AK'],
  ['a first name', { ...nameless, first_name: 'Ada' }, 'Ada', 'A'],
  ['a last name', { ...nameless, last_name: 'King' }, 'King', 'K'],
  ['no name', nameless, 'ada.king', 'A'],
])(
  'an account with %s has a menu, a greeting and letters that stand for it',
  async (_, user, name, letters) => {
    showForm(
      <main>
        <UserMenu user={user} />
        <Home siteName="Gatehouse" user={user} />
      </main>,
    );
    const button = screen.getByRole('button', { name });
    expect(button).toHaveTextContent(`${letters}${name}`);
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(
      `Good to have you here, ${name}.`,
    );
    await userEvent.click(button);
    expect(screen.getByText(user.email)).toBeVisible();
    const { violations } = await axe.run(document.body, {
      runOnly: ['button-name', 'empty-heading', 'aria-command-name'],
    });
    expect(violations).toEqual([]);
    cleanup();
    showForm(<Dashboard user={user} />);
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(`Hello, ${name}.`);
    for (const value of screen.getAllByRole('definition')) expect(value).not.toBeEmptyDOMElement();
  },
);
