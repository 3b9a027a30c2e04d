import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import serveSes from 'aws-ses-v2-local';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createMailer } from '@/lib/server/email/mailer';
import { parseSettings } from '@/lib/server/env';
import { createLog } from '@/lib/server/log';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-mail-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const logged: string[] = [];
const log = createLog('debug', { write: (line) => logged.push(line) });
const now = () => new Date('2026-01-01T12:00:00Z');
const message = {
  to: 'ada@example.com',
  subject: 'Grüße',
  text: 'Hello\n',
  html: '<p>Hello</p>',
};

function mailerFor(settings: Record<string, string>) {
  const secret = { JWT_SECRET: 'a-secret-for-tests-of-at-least-32-bytes' };
  return createMailer(parseSettings({ ...secret, ...settings }), now, log);
}

describe('mailbox', () => {
  it('writes one JSON file a mail', async () => {
    const MAILBOX_DIR = join(folder, 'new', 'mailbox');
    const mailer = mailerFor({ MAILBOX_DIR, SITE_NAME: 'A "B"\\' });
    mailer.send(message);
    await mailer.settled();
    const [file = '', ...others] = readdirSync(MAILBOX_DIR);
    expect(others).toEqual([]);
    expect(file).toMatch(/^2026-01-01T12-00-00\.000Z-[\da-f-]+\.json$/);
    expect(JSON.parse(readFileSync(join(MAILBOX_DIR, file), 'utf8'))).toEqual({
      ...message,
      from: '"A B" <no-reply@localhost>',
      sentAt: '2026-01-01T12:00:00.000Z',
    });
  });

  it('that cannot be written to is logged and nobody else’s problem', async () => {
    const mailer = mailerFor({ MAILBOX_DIR: '/dev/null/mailbox' });
    mailer.send(message);
    await mailer.settled();
    expect(logged.at(-1)).toContain('mail not delivered');
    expect(logged.at(-1)).not.toContain('Hello');
  });
});

describe('console', () => {
  it('prints the text of a mail', async () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const mailer = mailerFor({ EMAIL_TRANSPORT: 'console' });
    mailer.send(message);
    await mailer.settled();
    expect(write.mock.lastCall?.[0]).toContain('To: ada@example.com\nSubject: Grüße\n\nHello');
  });
});

describe('ses', () => {
  it('sends through the AWS SDK', async () => {
    const ses = await serveSes({ host: '127.0.0.1', port: 0 });
    const { port } = ses.address() as AddressInfo;
    const mailer = mailerFor({
      EMAIL_TRANSPORT: 'ses',
      AWS_SES_REGION_NAME: 'eu-central-1',
      AWS_SES_FROM_EMAIL: 'hello@example.com',
      AWS_SES_ACCESS_KEY_ID: 'test',
      AWS_SES_SECRET_ACCESS_KEY: 'test',
      AWS_SES_ENDPOINT: `http://127.0.0.1:${port}`,
    });
    mailer.send(message);
    await mailer.settled();
    const store = await (await fetch(`http://127.0.0.1:${port}/store`)).json();
    ses.close();
    expect(store.emails).toMatchObject([
      {
        from: '"Gatehouse" <hello@example.com>',
        destination: { to: ['ada@example.com'] },
        subject: 'Grüße',
        body: { text: 'Hello\n', html: '<p>Hello</p>' },
      },
    ]);
  });
});
