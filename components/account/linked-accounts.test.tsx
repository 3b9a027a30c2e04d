import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { LinkedAccounts } from '@/components/account/linked-accounts';
import { makeStore } from '@/lib/client/store';
import { ApiError } from '@/lib/server/errors';
import { linkingNext } from '@/lib/shared/routes';
import { socialMessage } from '@/lib/shared/social-messages';
import { errorAnswer } from '@/tests/support/error-answer';
import { stubLocation } from '@/tests/support/fake-location';
import { stubNetwork } from '@/tests/support/fake-network';
import { showForm } from '@/tests/support/show-form';

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };
const site = 'http://localhost:3000';
const google = { slug: 'google', label: 'Google', redirectUri: `${site}/auth/google` };
const github = { slug: 'github', label: 'GitHub', redirectUri: `${site}/auth/github` };
const identity = (id: number, { slug: provider, label }: typeof google, email: string | null) => ({
  id,
  provider,
  label,
  email,
  created_at: '2026-01-01T00:00:00.000Z',
  last_used_at: email && new Date(Date.now() - 7_260_000).toISOString(),
});
const atGoogle = identity(7, google, 'ada@gmail.com');

type Reply = { status: number; body?: unknown; headers?: Record<string, string> };

/** A server with these links, which answers every change so; one that is unlinked is gone. */
function serve(identities: (typeof atGoogle)[], change: Reply = { status: 204 }) {
  stubLocation('/account');
  let live = identities;
  const sent = stubNetwork(({ method, path }) => {
    if (method === 'GET') return { status: 200, body: live };
    if (change.status === 204) live = live.filter(({ id }) => path !== `/api/identities/${id}/`);
    return change;
  });
  const store = showForm(<LinkedAccounts providers={[google, github]} />, makeStore(ada));
  return { sent, store };
}

const { text: detail, code } = socialMessage.recentSignIn;
const recently = errorAnswer(new ApiError(socialMessage.recentSignIn, { body: { detail, code } }));
const find = (name: string) => screen.findByRole('button', { name });

describe('linked accounts', () => {
  it('are told with their address there and when they were used', async () => {
    serve([atGoogle, identity(8, github, null)]);
    expect(screen.getByRole('status')).toHaveTextContent('Looking up your linked accounts');
    const [first, second] = await screen.findAllByRole('listitem');
    expect(first).toHaveTextContent('GoogleUsed 2 hours ago, ada@gmail.comUnlink');
    expect(second).toHaveTextContent('GitHubNot used yetUnlink');
    expect(screen.queryByRole('button', { name: /^Link / })).toBeNull();
  });

  it('that are none are told to be, with what could be linked', async () => {
    serve([]);
    expect(await screen.findByText('None is linked so far.')).toBeVisible();
    const names = screen.getAllByRole('button').map(({ textContent }) => textContent);
    expect(names).toEqual(['Link Google', 'Link GitHub']);
  });

  it('that cannot be looked up can be looked up again', async () => {
    stubNetwork(() => 'offline');
    showForm(<LinkedAccounts providers={[google]} />, makeStore(ada));
    expect(await screen.findByRole('alert')).toHaveTextContent(/could not be looked up/);
    stubNetwork(() => ({ status: 200, body: [atGoogle] }));
    await userEvent.click(await find('Try again'));
    expect(await screen.findByRole('listitem')).toHaveTextContent('Google');
  });

  it('are unlinked at a press, which keeps the focus on the list', async () => {
    const { sent } = serve([atGoogle]);
    await userEvent.click(await find('Unlink'));
    expect(await screen.findByText('You cannot sign in with Google any more.')).toBeVisible();
    expect(screen.getByRole('region', { name: 'Accounts that are linked' })).toHaveFocus();
    expect(sent[1]).toMatchObject({ method: 'DELETE', path: '/api/identities/7/' });
    expect(await find('Link Google')).toBeVisible();
  });

  it('are never all taken from a user who has no other way to sign in', async () => {
    serve([atGoogle], errorAnswer(new ApiError(socialMessage.lastWayIn)));
    await userEvent.click(await find('Unlink'));
    expect(await screen.findByRole('alert')).toHaveTextContent(socialMessage.lastWayIn.text);
    expect(screen.getByRole('listitem')).toHaveTextContent('Google');
  });
});

describe('another account', () => {
  it('is linked by way of its provider, back to the list', async () => {
    const there = 'https://github.com/login/oauth/authorize?state=x';
    const { sent } = serve([atGoogle], { status: 200, body: { authorization_url: there } });
    await userEvent.click(await find('Link GitHub'));
    await waitFor(() => expect(window.location.assign).toHaveBeenCalledWith(there));
    expect(sent[1]).toMatchObject({
      method: 'POST',
      path: '/api/identities/',
      body: {
        provider: 'github',
        redirect_uri: github.redirectUri,
        next: linkingNext,
      },
    });
  });

  it.each(['Link GitHub', 'Unlink'])(
    '“%s” long after signing in takes doing so again',
    async (name) => {
      const { store } = serve([atGoogle], recently);
      await userEvent.click(await find(name));
      const note = await screen.findByRole('alert');
      expect(note).toHaveTextContent(/sign in again first/);
      const sent = stubNetwork(() => ({ status: 204 }));
      await userEvent.click(within(note).getByRole('button', { name: 'Sign in again' }));
      await waitFor(() => expect(store.getState().session.pendingEnd).toBe('signing-in-again'));
      expect(sent[0]).toMatchObject({ method: 'POST', path: '/api/logout/', body: null });
    },
  );
});
