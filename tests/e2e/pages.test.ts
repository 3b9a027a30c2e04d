import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { gzipBytes, scriptsOfEveryPage } from '@/scripts/build-sizes';
import { HttpClient } from '@/tests/support/http-client';
import {
  findFlaws,
  findViolations,
  horizontalOverflow,
  pageFixture,
  submit,
  takeScreenshot,
} from '@/tests/support/pages';
import { PASSWORD } from '@/tests/support/password';
import { nextMajor, startServer } from '@/tests/support/server';

const { http, open, cookieNames } = pageFixture();

describe('names', () => {
  it('that look like code are text on every page', async () => {
    const name = '"><svg onload=alert(1)></script><script>alert(1)</script>{{7*7}}';
    const page = await open({ tokens: await http().newPerson(name) });
    let dialogs = 0;
    page.on('dialog', (dialog) => {
      dialogs += 1;
      return dialog.dismiss();
    });
    for (const url of ['/dashboard', '/']) {
      await page.goto(url);
      expect(await page.textContent('h1')).toContain(name);
    }
    expect(dialogs).toBe(0);
  });

  it('do not break the page by their length', async () => {
    const tokens = await http().newPerson('W'.repeat(255));
    const page = await open({ viewport: { width: 390, height: 844 }, tokens });
    for (const url of ['/dashboard', '/']) {
      await page.goto(url);
      expect(await horizontalOverflow(page)).toBe(0);
    }
    await takeScreenshot(page, 'long name');
  });
});

describe('a session that ended elsewhere', () => {
  it('is noticed when its tab is shown again, and leads to sign-in and back', async () => {
    const person = await http().newPerson();
    const page = await open({ tokens: person });
    await page.goto('/dashboard?tab=1#top');
    await page.getByRole('button', { name: 'Ada' }).waitFor();
    await http().post('/api/logout/', {}, { authorization: `Bearer ${person.access}` });
    // No script listens before the page is hydrated, so the event is sent repeatedly.
    const comeBack = async () => {
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      return page.url();
    };
    await expect.poll(comeBack).toContain('/auth/login');
    expect(page.url()).toContain('?next=%2Fdashboard%3Ftab%3D1%23top&ended=session_ended');
    await page.getByRole('heading', { name: 'Your session has ended' }).waitFor();
    expect(await findFlaws(page, 'session ended')).toEqual({});
    await page.fill('#email', person.email);
    await page.fill('#password', PASSWORD);
    await submit(page);
    await page.waitForURL('**/dashboard?tab=1#top');
    await page.getByRole('heading', { name: 'Hello, Ada.' }).waitFor();
  });

  it('leads to sign-in with the reason, by a page that was asked for', async () => {
    const person = await http().newPerson();
    const page = await open({ tokens: person });
    await http().post('/api/logout/', {}, { authorization: `Bearer ${person.access}` });
    await page.goto('/account?tab=1#devices');
    const { pathname, search, hash } = new URL(page.url());
    expect([pathname, search, hash]).toEqual([
      '/auth/login',
      '?next=%2Faccount%3Ftab%3D1&ended=session_ended',
      '#devices',
    ]);
    await page.getByRole('heading', { name: 'Your session has ended' }).waitFor();
    expect(await cookieNames()).toEqual([]);
  });
});

describe('the scripts of the sign-in page', () => {
  const app = inject('appFolder');

  it('are those of an empty page and little more, until its form is used', async () => {
    const page = await open();
    const loaded = new Set<string>();
    page.on('request', (request) => {
      if (request.resourceType() !== 'script') return;
      loaded.add(new URL(request.url()).pathname.replace('/_next/', '.next/'));
    });
    await page.goto('/auth/login', { waitUntil: 'networkidle' });
    await page.waitForSelector('button[type=submit]:enabled');
    const atFirst = new Set(loaded);
    // Those that React and Next.js need for a page without a component of ours.
    const floor = scriptsOfEveryPage(app);
    expect([...atFirst]).toEqual(expect.arrayContaining(floor));
    const ratio = gzipBytes(app, atFirst) / gzipBytes(app, floor);
    console.log(`The sign-in page has ${ratio.toFixed(3)} times the scripts of an empty page.`);
    // Next.js 13 and React 18 are smaller, and what is ours is the same.
    expect(ratio).toBeLessThanOrEqual(nextMajor() === 13 ? 1.7 : 1.35);
    await page.focus('#email');
    await expect.poll(() => loaded.size).toBeGreaterThan(atFirst.size);
  });

  it('that its form needs may not come: it says so, and asks for them again at the next try', async () => {
    const { email } = await http().newPerson();
    const page = await open();
    await page.goto('/auth/login');
    await page.waitForSelector('button[type=submit]:enabled');
    await page.route('**/_next/static/**', (route) => route.abort());
    await page.fill('#email', email);
    await page.fill('#password', PASSWORD);
    await submit(page);
    await page.getByText(/could not be reached/).waitFor();
    await page.unroute('**/_next/static/**');
    await submit(page);
    await page.waitForURL('**/dashboard');
  });
});

describe('a password manager', () => {
  it('finds the form that changes the password, through a sign-in', async () => {
    const { email } = await http().newPerson();
    const page = await open();
    await page.goto('/.well-known/change-password');
    expect(page.url()).toMatch(/\/auth\/login\?next=%2Faccount#password$/);
    await page.waitForSelector('button[type=submit]:enabled');
    await page.fill('#email', email);
    await page.fill('#password', PASSWORD);
    await submit(page);
    await page.waitForURL('**/account#password');
    const none = '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200';
    expect((await http().get(none)).status).toBe(404);
  });
});

describe('signing in in one tab', () => {
  it('signs in the others', async () => {
    const { email } = await http().newPerson();
    const page = await open();
    const other = await page.context().newPage();
    for (const tab of [page, other]) {
      await tab.goto('/auth/login');
      await tab.waitForSelector('button[type=submit]:enabled');
    }
    await page.fill('#email', email);
    await page.fill('#password', PASSWORD);
    await submit(page);
    await page.waitForURL('**/dashboard');
    await other.waitForURL('**/dashboard');
    await other.getByRole('button', { name: 'Ada' }).waitFor();
  });
});

describe('a database that fails', () => {
  it('shows a page that says what to do, and keeps the session', async () => {
    const broken = await startServer();
    const tokens = await new HttpClient(broken).newPerson();
    for (const name of readdirSync(broken.folder).filter((file) => file.startsWith('auth.db'))) {
      writeFileSync(join(broken.folder, name), 'x'.repeat(65_536));
    }
    const page = await open({ baseURL: broken.url, tokens });
    await page.goto('/dashboard');
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await takeScreenshot(page, 'database failure');
    // Without a live access token the gate cannot tell who the caller is.
    await page.context().clearCookies({ name: 'access' });
    const answer = await page.goto('/dashboard');
    expect(answer?.status()).toBe(503);
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    expect(await page.getByRole('link', { name: 'Sign in' }).count()).toBe(0);
    expect(await cookieNames()).toEqual(['refresh']);
    await broken.stop();
  });
});
