import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { ToastContainer, toast } from 'react-toastify/unstyled';
import { beforeEach, expect, it } from 'vitest';
import { toastFailure, toastNews, toastSuccess } from '@/components/ui/toasts';

beforeEach(() => {
  render(<ToastContainer limit={1} />);
});

const say = (show: () => void) => act(async () => show());
/** jsdom plays no animations, and a toast is gone when its last one has ended. */
const finishClosing = (text: string) => {
  const box = screen.getByText(text).closest('.Toastify__toast');
  if (box) fireEvent.animationEnd(box);
};

it('what went wrong last is what is said', async () => {
  await say(() => toastFailure('First.'));
  expect(await screen.findByText('First.')).toBeVisible();
  await say(() => toastFailure('Second.'));
  expect(await screen.findByText('Second.')).toBeVisible();
  expect(screen.queryByText('First.')).toBeNull();
});

it('a failure is said even while the one before is closing', async () => {
  await say(() => toastFailure('Gone.'));
  await screen.findByText('Gone.');
  await say(() => toast.dismiss());
  await say(() => toastFailure('Again.'));
  finishClosing('Gone.');
  expect(await screen.findByText('Again.')).toBeVisible();
});

it('a failure waits for no older news', async () => {
  await say(() => toastSuccess('All is well.'));
  await screen.findByText('All is well.');
  await say(() => toastFailure('It is not.'));
  finishClosing('All is well.');
  expect(await screen.findByText('It is not.')).toBeVisible();
});

it('success takes the failure before it away', async () => {
  await say(() => toastFailure('Wrong.'));
  await screen.findByText('Wrong.');
  await say(() => toastSuccess('Right.'));
  finishClosing('Wrong.');
  expect(await screen.findByText('Right.')).toBeVisible();
  await waitFor(() => expect(screen.queryByText('Wrong.')).toBeNull());
});

it.each([
  ['success', toastSuccess],
  ['news', toastNews],
])('%s waits for no older success', async (_, show) => {
  await say(() => toastSuccess('Old.'));
  await screen.findByText('Old.');
  for (const word of ['Older.', 'Stale.']) await say(() => toastSuccess(word));
  await say(() => show('New.'));
  finishClosing('Old.');
  expect(await screen.findByText('New.')).toBeVisible();
  for (const word of ['Old.', 'Older.', 'Stale.']) expect(screen.queryByText(word)).toBeNull();
});

it('nothing to say is not said', async () => {
  await say(() => toastFailure(null));
  expect(screen.queryByRole('alert')).toBeNull();
});
