import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { ToastContainer, toast } from 'react-toastify/unstyled';
import { beforeEach, expect, it } from 'vitest';
import { tellFailure, tellNews, tellSuccess } from '@/components/ui/tell';

beforeEach(() => {
  render(<ToastContainer limit={1} />);
});

const say = (tell: () => void) => act(async () => tell());
/** jsdom plays no animations, and a toast is gone when its last one has ended. */
const finishClosing = (text: string) => {
  const box = screen.getByText(text).closest('.Toastify__toast');
  if (box) fireEvent.animationEnd(box);
};

it('what went wrong last is what is said', async () => {
  await say(() => tellFailure('First.'));
  expect(await screen.findByText('First.')).toBeVisible();
  await say(() => tellFailure('Second.'));
  expect(await screen.findByText('Second.')).toBeVisible();
  expect(screen.queryByText('First.')).toBeNull();
});

it('a failure is said even while the one before is closing', async () => {
  await say(() => tellFailure('Gone.'));
  await screen.findByText('Gone.');
  await say(() => toast.dismiss());
  await say(() => tellFailure('Again.'));
  finishClosing('Gone.');
  expect(await screen.findByText('Again.')).toBeVisible();
});

it('a failure waits for no older news', async () => {
  await say(() => tellSuccess('All is well.'));
  await screen.findByText('All is well.');
  await say(() => tellFailure('It is not.'));
  finishClosing('All is well.');
  expect(await screen.findByText('It is not.')).toBeVisible();
});

it('success takes the failure before it away', async () => {
  await say(() => tellFailure('Wrong.'));
  await screen.findByText('Wrong.');
  await say(() => tellSuccess('Right.'));
  finishClosing('Wrong.');
  expect(await screen.findByText('Right.')).toBeVisible();
  await waitFor(() => expect(screen.queryByText('Wrong.')).toBeNull());
});

it.each([
  ['success', tellSuccess],
  ['news', tellNews],
])('%s waits for no older success', async (_, tell) => {
  await say(() => tellSuccess('Old.'));
  await screen.findByText('Old.');
  for (const word of ['Older.', 'Stale.']) await say(() => tellSuccess(word));
  await say(() => tell('New.'));
  finishClosing('Old.');
  expect(await screen.findByText('New.')).toBeVisible();
  for (const word of ['Old.', 'Older.', 'Stale.']) expect(screen.queryByText(word)).toBeNull();
});

it('nothing to say is not said', async () => {
  await say(() => tellFailure(null));
  expect(screen.queryByRole('alert')).toBeNull();
});
