import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import serveSes from 'aws-ses-v2-local';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { create as createConsole } from '@/lib/server/mail/transports/console';
import { create as createMailbox } from '@/lib/server/mail/transports/mailbox';
import { create as createSes } from '@/lib/server/mail/transports/ses';
import { DeliveryError } from '@/lib/server/mail/transports/transport';
import { parseSettings } from '@/lib/server/settings/settings';
import { HOSTILE_TEXT, harmlessLines } from '@/tests/support/hostile-text';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-mail-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const message = {
  to: 'ada@example.com',
  from: '"Gatehouse" <hello@example.com>',
  subject: 'Grüße',
  text: 'Hello\n',
  html: '<p>Hello</p>',
  sentAt: '2026-01-01T12:00:05.000Z',
  queuedAt: '2026-01-01T12:00:00.000Z',
  key: 'a-key',
};
const { signal } = new AbortController();
const settingsOf = (settings: Record<string, string>) =>
  parseSettings({ JWT_SECRET: 'a-secret-for-tests-of-at-least-32-bytes', ...settings });

describe('mailbox', () => {
  it('writes one JSON file a mail, the same for another attempt at it', async () => {
    const MAILBOX_DIR = join(folder, 'new', 'mailbox');
    const send = createMailbox(settingsOf({ MAILBOX_DIR }));
    await send(message, signal);
    await send(message, signal);
    const [file = '', ...others] = readdirSync(MAILBOX_DIR);
    expect(others).toEqual([]);
    expect(file).toBe('2026-01-01T12-00-00.000Z-a-key.json');
    const { key, queuedAt, ...written } = message;
    expect(JSON.parse(readFileSync(join(MAILBOX_DIR, file), 'utf8'))).toEqual(written);
  });

  it('writes files that are harmless on a terminal, with the text as it is', async () => {
    const MAILBOX_DIR = join(folder, 'hostile');
    const hostile = { to: HOSTILE_TEXT, subject: HOSTILE_TEXT, text: HOSTILE_TEXT };
    await createMailbox(settingsOf({ MAILBOX_DIR }))({ ...message, ...hostile }, signal);
    const [file = ''] = readdirSync(MAILBOX_DIR);
    const written = readFileSync(join(MAILBOX_DIR, file), 'utf8');
    expect(harmlessLines(written)).toHaveLength(8);
    expect(JSON.parse(written)).toMatchObject(hostile);
  });
});

describe('console', () => {
  it('prints the text of a mail', async () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    await createConsole()(message, signal);
    expect(write.mock.lastCall?.[0]).toContain('To: ada@example.com\nSubject: Grüße\n\nHello');
    write.mockRestore();
  });

  it('prints no control sequences, and no line break from a header', async () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const hostile = `x${HOSTILE_TEXT}`;
    await createConsole()({ ...message, to: hostile, from: hostile, subject: hostile }, signal);
    await createConsole()({ ...message, text: `Hello\n\tAda\n${HOSTILE_TEXT}` }, signal);
    const [[headers], [text]] = write.mock.calls as [[string], [string]];
    write.mockRestore();
    const rows = harmlessLines(headers).map((line) => line.slice(0, 10));
    expect(rows).toEqual(['', 'From: x0Ad', 'To: x0Ada\ufffd', 'Subject: x', '', 'Hello', '']);
    expect(harmlessLines(text).join('\n')).toContain('\nHello\n\tAda\n0Ada\ufffd[31m ');
  });
});

describe('ses', () => {
  const ses = (endpoint: string, more: Record<string, string> = {}) =>
    createSes(
      settingsOf({
        EMAIL_TRANSPORT: 'ses',
        AWS_SES_REGION_NAME: 'eu-central-1',
        AWS_SES_FROM_EMAIL: 'hello@example.com',
        AWS_SES_ACCESS_KEY_ID: 'test',
        AWS_SES_SECRET_ACCESS_KEY: 'test',
        AWS_SES_ENDPOINT: endpoint,
        ...more,
      }),
    );

  it('sends through the AWS SDK', async () => {
    const server = await serveSes({ host: '127.0.0.1', port: 0 });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await ses(url)(message, signal);
    const store = await (await fetch(`${url}/store`)).json();
    server.close();
    expect(store.emails).toMatchObject([
      {
        from: '"Gatehouse" <hello@example.com>',
        destination: { to: ['ada@example.com'] },
        subject: 'Grüße',
        body: { text: 'Hello\n', html: '<p>Hello</p>' },
      },
    ]);
  });

  /** Starts a server that gives one SES answer to every request; `bodies` has what it received. */
  async function answering(status: number, code: string) {
    const bodies: string[] = [];
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      bodies.push(body);
      response.writeHead(status, { 'content-type': 'text/xml' });
      const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error>`;
      response.end(`<ErrorResponse>${error}<RequestId>1</RequestId></ErrorResponse>`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, bodies, close: () => server.close() };
  }

  it.each([
    [400, 'MessageRejected', 'permanent'],
    [400, 'Throttling', 'throttled'],
    [429, 'TooManyRequestsException', 'throttled'],
    [403, 'SignatureDoesNotMatch', undefined],
    [500, 'InternalFailure', undefined],
  ])('answers %i %s are told apart: %s', async (status, code, kind) => {
    const server = await answering(status, code);
    const error: unknown = await ses(server.url)(message, signal).catch((reason) => reason);
    server.close();
    expect(error).toBeInstanceOf(Error);
    expect(error instanceof DeliveryError ? error.kind : undefined).toBe(kind);
    // Only the outbox decides when to try again.
    expect(server.bodies).toHaveLength(1);
  });

  it('names its configuration set', async () => {
    const server = await answering(400, 'MessageRejected');
    await ses(server.url, { AWS_SES_CONFIGURATION_SET: 'events' })(message, signal).catch(() => {});
    server.close();
    expect(server.bodies[0]).toContain('ConfigurationSetName=events');
  });
});
