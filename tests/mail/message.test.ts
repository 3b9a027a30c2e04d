import { describe, expect, it } from 'vitest';
import { composeMessage } from '@/lib/server/mail/transports/message';

describe('composeMessage', () => {
  const message = composeMessage({
    to: 'ada@example.com',
    subject: 'Hello from <b>',
    body: ['{{7*7}} %s <svg onload=alert(1)>', { label: 'Go "on"', url: 'https://x.io/?a=1&b=2' }],
    siteName: '<i>Site</i>',
  });

  it('says the same in text and HTML', () => {
    expect(message.text).toBe(
      '{{7*7}} %s <svg onload=alert(1)>\n\nGo "on":\nhttps://x.io/?a=1&b=2\n\n— <i>Site</i>\n',
    );
    expect(message.html).toContain('href="https://x.io/?a=1&amp;b=2"');
  });

  it('escapes everything in HTML', () => {
    expect(message.html).not.toMatch(/<(?:svg|i|b)>?[ >]/);
    expect(message.html).toContain('&lt;svg onload=alert(1)&gt;');
    expect(message.html).toContain('<title>Hello from &lt;b&gt;</title>');
  });
});
