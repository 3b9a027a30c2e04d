import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { Activity } from '@/components/account/activity';
import { makeStore } from '@/lib/client/store';
import type { EventItem } from '@/lib/shared/contracts/events';
import { stubNetwork } from '@/tests/support/fake-network';
import { showForm } from '@/tests/support/show-form';

const ada = { first_name: 'Ada', last_name: 'Lovelace', id: 1, email: 'ada@example.com' };
const event = (id: number, changes: Partial<EventItem> = {}): EventItem => ({
  id,
  event: 'signed-in',
  text: `Signed in, ${id}`,
  outcome: 'success',
  device: 'Safari on iOS',
  ip_address: '203.0.113.7',
  count: 1,
  created_at: new Date(Date.now() - 7_260_000).toISOString(),
  last_at: new Date(Date.now() - 7_260_000).toISOString(),
  is_current_session: false,
  ...changes,
});

/** A server with these events, the newest first, that pages like ours. */
function serve(events: EventItem[], isDown = () => false) {
  const sent = stubNetwork(({ search }) => {
    if (isDown()) return { status: 503 };
    const query = new URLSearchParams(search);
    const [limit, after] = [Number(query.get('limit')), Number(query.get('after') ?? 1e9)];
    const older = events.filter(({ id }) => id < after);
    const body = older.slice(0, limit);
    if (older.length <= limit) return { status: 200, body };
    const Link = `<http://localhost/api/events/?limit=${limit}&after=${body.at(-1)?.id}>; rel="next"`;
    return { status: 200, body, headers: { Link } };
  });
  showForm(<Activity />, makeStore(ada));
  return sent;
}
const many = (count: number) => Array.from({ length: count }, (_, at) => event(count - at));

describe('the recent activity', () => {
  it('tells what happened, when and from where', async () => {
    serve([
      event(3, { is_current_session: true, text: 'Password changed' }),
      event(2, { text: 'Wrong password at sign-in', outcome: 'refused', device: null, count: 12 }),
      event(1, { text: 'Password changed by an operator', device: null, ip_address: null }),
    ]);
    expect(screen.getByRole('status')).toHaveTextContent('Looking up your activity');
    await screen.findByRole('list', { name: 'Recent activity' });
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'Password changed2 hours agoThis device, 203.0.113.7',
      'Wrong password at sign-in2 hours ago203.0.113.7, 12 times within an hour',
      'Password changed by an operator2 hours ago',
    ]);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('shows ten, and more where there are more, and says how many', async () => {
    const sent = serve(many(25));
    const more = await screen.findByRole('button', { name: 'Show more' });
    expect(screen.getAllByRole('listitem')).toHaveLength(10);
    await userEvent.click(more);
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(20));
    expect(screen.getByRole('status')).toHaveTextContent('20 entries are shown.');
    expect(screen.getByRole('button', { name: 'Show more' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(25));
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByRole('list', { name: 'Recent activity' })).toHaveFocus();
    expect(sent.map(({ search }) => search)).toEqual([
      '?limit=10',
      '?limit=10&after=16',
      '?limit=10&after=6',
    ]);
  });

  it('says so if there is none', async () => {
    serve([]);
    expect(await screen.findByText('Nothing lately.')).toBeVisible();
  });

  it('that cannot be had can be asked for again', async () => {
    let isDown = true;
    serve([event(1)], () => isDown);
    expect(await screen.findByRole('alert')).toHaveTextContent('could not be looked up');
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Signed in, 1')).toBeVisible();
  });

  it('keeps what it shows if there is no more to be had just now', async () => {
    let isDown = false;
    serve(many(25), () => isDown);
    const more = await screen.findByRole('button', { name: 'Show more' });
    isDown = true;
    await userEvent.click(more);
    expect(await screen.findByText(/try again/i)).toBeVisible();
    expect(screen.getAllByRole('listitem')).toHaveLength(10);
    isDown = false;
    await userEvent.click(more);
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(20));
  });
});
