import { describe, expect, it, vi } from 'vitest';
import { createMailer } from '@/lib/server/mail/mailer';
import { accept, refuse, startFakeSes } from '@/tests/support/fake-ses';
import { addMail, addPerson, outboxRows } from '@/tests/support/mail-app';
import { startTestApp, type TestApp } from '@/tests/support/test-app';

const ses = await startFakeSes();
const slow = await startFakeSes();

/** An app whose mails go to the fake server, with `count` of them waiting. */
async function appWithMails(count: number, settings = ses.settings): Promise<TestApp> {
  const app = await startTestApp(settings);
  const ada = await addPerson(app.ctx);
  for (let n = 0; n < count; n += 1) await addMail(app.ctx, ada);
  ses.requests = 0;
  return app;
}

const lastLine = ({ logged }: TestApp) => logged.at(-1);

describe('a mail that the server refuses for good', () => {
  it('stays with its reason, and is logged without an address', async () => {
    ses.answer = refuse(
      'MessageRejected',
      'ada@example.com is on the list, see https://x.io/token',
    );
    const app = await appWithMails(1);
    await app.ctx.mail.drain();
    const [row] = await outboxRows(app.ctx);
    const cause = 'MessageRejected: [address] is on the list, see [link]';
    expect(row).toMatchObject({ attempts: 1, error: cause, failedAt: app.clock.now() });
    expect(lastLine(app)).toMatchObject({ level: 'error', event: 'mail-failed', cause });
    app.clock.advance(86_400);
    await app.ctx.mail.drain();
    expect(ses.requests).toBe(1);
  });

  it('does not hold up the others', async () => {
    ses.answer = refuse('MessageRejected', 'spam');
    const app = await appWithMails(20);
    await app.ctx.mail.drain();
    expect(ses.requests).toBe(20);
  });
});

describe('throttling', () => {
  it('stops the round, and everything waits for five seconds', async () => {
    ses.answer = refuse('Throttling', 'Maximum sending rate exceeded.');
    const app = await appWithMails(20);
    await app.ctx.mail.drain();
    expect(ses.requests).toBe(8);
    ses.answer = accept;
    app.clock.advance(4);
    await app.ctx.mail.drain();
    expect(ses.requests).toBe(8);
    app.clock.advance(6);
    await app.ctx.mail.drain();
    expect(await outboxRows(app.ctx)).toEqual([]);
    expect(ses.requests).toBe(28);
  });
});

describe('a server that fails', () => {
  it('is tried with one mail after growing pauses, and gets all mails in the end', async () => {
    ses.answer = refuse('InternalFailure', 'Sorry', 500);
    const app = await appWithMails(20);
    await app.ctx.mail.drain();
    expect(ses.requests).toBe(8);
    for (const seconds of [1, 2, 4]) {
      app.clock.advance(seconds);
      await app.ctx.mail.drain();
    }
    expect(ses.requests).toBe(11);
    ses.answer = accept;
    app.clock.advance(60);
    await app.ctx.mail.drain();
    expect(await outboxRows(app.ctx)).toEqual([]);
    expect(ses.requests).toBe(31);
  });

  it('is no reason to give up a mail whose sender is not verified yet', async () => {
    ses.answer = refuse('MessageRejected', 'Email address is not verified.');
    const app = await appWithMails(1);
    await app.ctx.mail.drain();
    expect(lastLine(app)).toMatchObject({ level: 'warn', event: 'mail-postponed' });
  });

  it('is logged with its cause, also if the driver gives no message', async () => {
    const app = await appWithMails(1, {
      ...ses.settings,
      AWS_SES_ENDPOINT: 'http://127.0.0.1:1',
    });
    await app.ctx.mail.drain();
    expect(lastLine(app)).toMatchObject({ cause: expect.stringContaining('ECONNREFUSED') });
  });
});

describe('a server that never ends its answer', () => {
  it('is given up after a while, holds eight sockets at most and none afterwards', async () => {
    const attempts: AbortController[] = [];
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      const attempt = new AbortController();
      attempts.push(attempt);
      return attempt.signal;
    });
    const giveUp = () => {
      for (const attempt of attempts) attempt.abort(new Error('too slow'));
    };
    slow.answer = (_, response) => {
      response.writeHead(200);
      response.write('<SendEmailResponse>');
      // Leaves a ninth request time to arrive.
      if (slow.requests === 8) setTimeout(giveUp, 100);
    };
    const app = await appWithMails(20, slow.settings);
    await app.ctx.mail.drain();
    expect(slow).toMatchObject({ requests: 8, mostSockets: 8 });
    await expect.poll(() => slow.sockets).toBe(0);
    expect(await outboxRows(app.ctx)).toHaveLength(20);
  });
});

describe('two drains', () => {
  it('at once in two processes deliver each mail once', async () => {
    ses.answer = accept;
    const app = await appWithMails(40);
    const { settings, db, log, limits, now } = app.ctx;
    const other = createMailer({ settings, db, log, limits, now });
    await Promise.all([app.ctx.mail.drain(), other.drain()]);
    expect(ses.requests).toBe(40);
  });

  it('of which the second starts while the first ends miss no mail', async () => {
    ses.answer = accept;
    const app = await appWithMails(0);
    const ada = await addPerson(app.ctx, { email: 'bob@example.com' });
    const first = app.ctx.mail.drain();
    await addMail(app.ctx, ada);
    await Promise.all([first, app.ctx.mail.drain()]);
    expect(await outboxRows(app.ctx)).toEqual([]);
  });
});

describe('a database that fails', () => {
  it('rejects the drain; the next one works', async () => {
    ses.answer = accept;
    const app = await appWithMails(1);
    const { db } = app.ctx;
    const broken = vi.spyOn(db.query, 'with').mockImplementation(() => {
      throw new Error('disk I/O error');
    });
    await expect(app.ctx.mail.drain()).rejects.toThrow('disk I/O error');
    broken.mockRestore();
    await app.ctx.mail.drain();
    expect(await outboxRows(app.ctx)).toEqual([]);
  });

  it('after a mail was sent does not send it again', async () => {
    ses.answer = accept;
    const app = await appWithMails(1);
    const broken = vi.spyOn(app.ctx.db.query, 'delete').mockImplementation(() => {
      throw new Error('disk I/O error');
    });
    await expect(app.ctx.mail.drain()).rejects.toThrow('disk I/O error');
    broken.mockRestore();
    app.clock.advance(61);
    await app.ctx.mail.drain();
    expect(await outboxRows(app.ctx)).toEqual([]);
    expect(ses.requests).toBe(1);
  });
});
