import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { Devices } from '@/components/account/devices';
import { makeStore } from '@/lib/client/store';
import { stubNetwork } from '@/tests/support/fake-network';
import { showForm } from '@/tests/support/show-form';

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };
const device = (id: string, name: string, is_current = false) => ({
  id,
  is_current,
  device: name,
  ip_address: '203.0.113.7',
  created_at: '2026-01-01T00:00:00.000Z',
  last_used_at: new Date(Date.now() - 7_260_000).toISOString(),
});
const here = device('a', 'Firefox on Windows', true);
const there = device('b', 'Safari on iOS');

/** A server with these devices, of which those that are ended go. */
function serve(...devices: (typeof here)[]) {
  let live = devices;
  const sent = stubNetwork(({ method, path }) => {
    if (method === 'GET') return { status: 200, body: live };
    live = live.filter(({ id, is_current }) =>
      path === '/api/sessions/' ? is_current : path !== `/api/sessions/${id}/`,
    );
    return { status: 204 };
  });
  showForm(<Devices />, makeStore(ada));
  return sent;
}

describe('the list of devices', () => {
  it('tells this one from the others, and when those were used', async () => {
    serve(here, there);
    expect(screen.getByRole('status')).toHaveTextContent('Looking up your devices');
    const [first, second] = await screen.findAllByRole('listitem');
    expect(first).toHaveTextContent('Firefox on WindowsThis device, 203.0.113.7');
    expect(second).toHaveTextContent('Safari on iOSUsed 2 hours ago, 203.0.113.7Sign out');
  });

  it('signs out one, says so, and keeps the focus on the list', async () => {
    const sent = serve(here, there);
    await userEvent.click(await screen.findByRole('button', { name: 'Sign out' }));
    expect(await screen.findByText('Safari on iOS is signed out.')).toBeVisible();
    expect(screen.getByRole('list', { name: 'Signed-in devices' })).toHaveFocus();
    expect(sent[1]).toMatchObject({ method: 'DELETE', path: '/api/sessions/b/' });
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1));
  });

  it('signs out all others, and offers that only where there are others', async () => {
    serve(here, there, device('c', 'Chrome on Android'));
    await userEvent.click(await screen.findByRole('button', { name: 'Sign out all others' }));
    expect(await screen.findByText('All other devices are signed out.')).toBeVisible();
    await waitFor(() => expect(screen.queryByRole('button', { name: /Sign out/ })).toBeNull());
  });

  it('that cannot be had can be asked for again', async () => {
    let isDown = true;
    stubNetwork(() => (isDown ? { status: 503 } : { status: 200, body: [here] }));
    showForm(<Devices />, makeStore(ada));
    expect(await screen.findByRole('alert')).toHaveTextContent('could not be looked up');
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Firefox on Windows')).toBeVisible();
  });
});
