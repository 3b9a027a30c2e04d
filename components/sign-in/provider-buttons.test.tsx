import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { ProviderButtons } from '@/components/sign-in/provider-buttons';
import { takeNext } from '@/lib/client/kept-next';
import { socialRefused } from '@/lib/server/identities/refusals';
import { socialMessage } from '@/lib/shared/social-messages';
import { errorAnswer } from '@/tests/support/error-answer';
import { stubLocation } from '@/tests/support/fake-location';
import { stubNetwork } from '@/tests/support/fake-network';
import { showForm } from '@/tests/support/show-form';

const site = 'http://localhost:3000';
const google = { slug: 'google', label: 'Google', redirectUri: `${site}/auth/google` };
const apple = { slug: 'apple', label: 'Apple', redirectUri: `${site}/api/o/apple/return/` };
const demo = { slug: 'demo', label: 'the demo account', redirectUri: `${site}/auth/demo` };

const show = (next: string | null = null) =>
  showForm(<ProviderButtons providers={[google, apple, demo]} next={next} />);
const button = (label: string) => screen.getByRole('button', { name: `Continue with ${label}` });

it('one button a provider, in the given order, and nothing at all without any', () => {
  show();
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
    'Continue with Google',
    'Continue with Apple',
    'Continue with the demo account',
  ]);
  document.body.innerHTML = '';
  showForm(<ProviderButtons providers={[]} next={null} />);
  expect(screen.queryByText('or')).toBeNull();
});

it('a press asks where to go, carries `next` along, and goes there', async () => {
  const { assign } = stubLocation('/auth/login?next=%2Faccount%3Ftab%3D1#devices');
  const there = 'https://appleid.apple.com/auth/authorize?state=x';
  const sent = stubNetwork(() => ({ status: 200, body: { authorization_url: there } }));
  show('/account?tab=1');
  await userEvent.click(button('Apple'));
  await waitFor(() => expect(assign).toHaveBeenCalledWith(there));
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ method: 'GET', path: '/api/o/apple/', body: null });
  expect(Object.fromEntries(new URLSearchParams(sent[0]?.search))).toEqual({
    redirect_uri: apple.redirectUri,
    next: '/account?tab=1#devices',
  });
  // For a provider that sends its user back without the state.
  expect(takeNext('provider')).toBe('/account?tab=1#devices');
});

it('while one is under way, it says so and no other can be pressed, until the page is back', async () => {
  stubLocation('/auth/login');
  const sent = stubNetwork(() => new Promise(() => {}));
  show();
  await userEvent.click(button('Google'));
  await userEvent.click(button('Google'));
  await userEvent.click(button('Apple'));
  expect(button('Google')).toHaveAttribute('aria-busy', 'true');
  expect(button('Apple')).toBeDisabled();
  expect(sent).toHaveLength(1);
  expect(sent[0]?.search).not.toContain('next');
  fireEvent(window, new Event('pageshow'));
  expect(button('Apple')).toBeEnabled();
  expect(button('Google')).not.toHaveAttribute('aria-busy');
});

it('a provider that cannot be reached is said to be, by its name, and can be tried again', async () => {
  const { assign } = stubLocation('/auth/login');
  stubNetwork(() => errorAnswer(socialRefused(socialMessage.unreachable)));
  show();
  await userEvent.click(button('the demo account'));
  expect(await screen.findByText(/^The demo account could not be reached/)).toBeVisible();
  expect(button('the demo account')).toBeEnabled();
  expect(assign).not.toHaveBeenCalled();
});

it('a page that is open at another name than the site’s starts nothing that could not end well', async () => {
  stubLocation('http://127.0.0.1:3000/auth/login');
  const sent = stubNetwork(() => ({ status: 200 }));
  show();
  await userEvent.click(button('Google'));
  expect(await screen.findByText(/Open http:\/\/localhost:3000 and try again/)).toBeVisible();
  expect(sent).toEqual([]);
});
