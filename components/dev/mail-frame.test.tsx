import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { MailFrame } from '@/components/dev/mail-frame';

it('a mail is shown at its full height, also after the window changes, and runs no scripts', () => {
  render(<MailFrame title="A mail" html="<html><head></head><body>Hello</body></html>" />);
  const frame = screen.getByTitle<HTMLIFrameElement>('A mail');
  let height = 714;
  // jsdom has no layout, so heights are set here.
  const body = { get: () => ({ scrollHeight: height }) };
  Object.defineProperty(frame, 'contentDocument', {
    value: Object.defineProperty({}, 'body', body),
  });
  fireEvent.load(frame);
  expect(frame.style.height).toBe('714px');
  height = 522;
  fireEvent(window, new Event('resize'));
  expect(frame.style.height).toBe('522px');
  expect(frame.getAttribute('sandbox')).not.toMatch(/scripts|forms/);
});
