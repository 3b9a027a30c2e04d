import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { announce, listenToTabs, type TabNews } from '@/lib/client/tabs';

let heard: TabNews[];
let stop: () => void;
let other: BroadcastChannel;
let heardByOther: unknown[];

beforeEach(() => {
  heard = [];
  stop = listenToTabs((news) => heard.push(news));
  heardByOther = [];
  other = new BroadcastChannel('session');
  other.onmessage = ({ data }) => heardByOther.push(data);
});

afterEach(() => {
  stop();
  other.close();
});

it('a tab tells the others and does not hear itself', async () => {
  announce('signed-in');
  await vi.waitFor(() => expect(heardByOther).toEqual(['signed-in']));
  // Sent later and heard: what it would have heard of itself had come before.
  other.postMessage('signed-out');
  await vi.waitFor(() => expect(heard).toContain('signed-out'));
  expect(heard).toEqual(['signed-out']);
});

it('a tab passes on no more than it knows', async () => {
  for (const news of ['nonsense', { type: 'signed-in' }, 'signed-in']) other.postMessage(news);
  await vi.waitFor(() => expect(heard).toEqual(['signed-in']));
});

it('a tab that stopped listening can still tell, and listen again', async () => {
  stop();
  other.postMessage('signed-out');
  announce('signed-in');
  await vi.waitFor(() => expect(heardByOther).toEqual(['signed-in']));
  stop = listenToTabs((news) => heard.push(news));
  other.postMessage('signed-in');
  await vi.waitFor(() => expect(heard).toContain('signed-in'));
});

it('a listener that goes late does not take its successor with it', async () => {
  const goLate = stop;
  stop = listenToTabs((news) => heard.push(news));
  goLate();
  other.postMessage('signed-in');
  await vi.waitFor(() => expect(heard).toEqual(['signed-in']));
});
