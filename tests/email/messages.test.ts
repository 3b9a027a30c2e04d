import { expect, it } from 'vitest';
import { sessionEndedMessage } from '@/lib/server/email/messages/session-ended';

it('says the same in text and HTML, with everything escaped in the latter', () => {
  const message = sessionEndedMessage({
    to: 'ada@example.com',
    siteName: '<svg onload=alert(1)>{{7*7}}%s',
    loginUrl: 'https://app.example.com/auth/login',
  });
  expect(message.subject).toBe('A session of yours on <svg onload=alert(1)>{{7*7}}%s was ended');
  expect(message.text).toContain('— <svg onload=alert(1)>{{7*7}}%s');
  expect(message.text).toContain('https://app.example.com/auth/login');
  expect(message.html).toContain('&lt;svg onload=alert(1)&gt;{{7*7}}%s');
  expect(message.html).not.toContain('<svg');
});
