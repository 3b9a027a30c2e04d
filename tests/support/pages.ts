import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchBrowser } from '@/tests/support/browser';
import { HttpClient, type TokenPair } from '@/tests/support/http-client';
import { type RunningServer, startServer } from '@/tests/support/server';
import { isWhole } from '@/tests/support/whole';

const SCREENSHOTS = 'test-results/screenshots';
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

type Options = Parameters<Browser['newContext']>[0];

/** A server and a browser for the tests of one file, and pages with a profile of their own. */
export function pageFixture(settings: Record<string, string> = {}) {
  let server: RunningServer;
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    server = await startServer(settings);
    browser = await launchBrowser();
  });
  afterEach(() => context?.close());
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  return {
    url: () => server.url,
    http: () => new HttpClient(server),
    folder: () => server.folder,
    cookieNames: async () => (await context.cookies()).map(({ name }) => name).sort(),
    /** Opens a blank page of a visitor, or of the bearer of these tokens. */
    async open(options: Options & { tokens?: TokenPair | undefined } = {}): Promise<Page> {
      const { tokens, baseURL = server.url, ...others } = options;
      // axe is injected by the tests; the pages' own policy would refuse it, as it should.
      context = await browser.newContext({ bypassCSP: true, baseURL, ...others });
      for (const name of tokens ? (['access', 'refresh'] as const) : []) {
        const value = tokens?.[name] ?? '';
        await context.addCookies([{ name, value, url: baseURL, httpOnly: true }]);
      }
      return context.newPage();
    },
  };
}

/**
 * Opens the menu of the user with this name. A click before its script has loaded has no effect.
 */
export async function openMenu(page: Page, firstName: string): Promise<void> {
  const item = page.getByRole('menuitem', { name: 'Sign out' });
  const isOpen = async () => {
    if (!(await item.isVisible())) await page.getByRole('button', { name: firstName }).click();
    return item.isVisible();
  };
  await expect.poll(isOpen).toBe(true);
}

/** Keeps a picture of the page for people to look at. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SCREENSHOTS, `${name.replaceAll(' ', '-')}.png`) });
}

/** Which of axe's rules are asked; contrast is the one that depends on the colour scheme. */
type Rules = 'all' | 'color-contrast' | 'none';

/** Returns the violations that axe finds on the page as it is now. */
export async function findViolations(page: Page, rules: Rules = 'all'): Promise<string[]> {
  if (rules === 'none') return [];
  await page.evaluate(axeSource);
  return page.evaluate(
    async (only) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      const { violations } = await axe.run(only ? { runOnly: [only] } : {});
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    },
    rules === 'all' ? null : rules,
  );
}

interface View {
  width: number;
  colorScheme: 'light' | 'dark';
  rules: Rules;
}

/** The views to check: each size and colour scheme, with the rules of axe for it. */
const VIEWS: readonly View[] = isWhole
  ? [390, 1440].flatMap((width) =>
      (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme, rules: 'all' })),
    )
  : [
      { width: 390, colorScheme: 'light', rules: 'all' },
      { width: 390, colorScheme: 'dark', rules: 'color-contrast' },
      { width: 1440, colorScheme: 'light', rules: 'none' },
    ];

/**
 * Returns the flaws in the look of the page as it is now, each with its view: violations that axe
 * finds, overflow at either width, controls that are hard to hit. A picture of each view is kept
 * for people to look at, with the part of the page that matters in sight.
 */
export async function findFlaws(
  page: Page,
  name: string,
  part?: Locator,
): Promise<Record<string, string[]>> {
  const flaws: Record<string, string[]> = {};
  // Between two pages, Next.js takes away the title of the first before it has that of the second.
  await page.waitForFunction(() => document.title !== '');
  for (const { width, colorScheme, rules } of VIEWS) {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await colorsFaded(page);
    await part?.scrollIntoViewIfNeeded();
    await takeScreenshot(page, `${name} ${width} ${colorScheme}`);
    const overflow = await horizontalOverflow(page);
    const found = [
      ...(await findViolations(page, rules)),
      ...(overflow > 0 ? [`${overflow} px too wide`] : []),
      ...(await findSmallTargets(page)),
    ];
    if (found.length > 0) flaws[`${width} px, ${colorScheme}`] = found;
  }
  return flaws;
}

/** Waits until colours have faded into each other: half-way their contrast says nothing. */
function colorsFaded(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const fades = document.getAnimations().filter((it) => it instanceof CSSTransition);
    await Promise.allSettled(fades.map(({ finished }) => finished));
  });
}

/**
 * Returns the controls that are hard to hit: visible and less than 24 px high (WCAG 2.2, 2.5.8).
 */
function findSmallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(':is(button, input):not([aria-hidden])')]
      .filter((control) => control.checkVisibility() && control.clientHeight < 24)
      .map(({ outerHTML }) => outerHTML),
  );
}

/** Returns the pixels by which the page is wider than its window. */
export function horizontalOverflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/** Sends the page's form, once scripts can handle it. */
export function submit(page: Page): Promise<void> {
  return page.click('button[type=submit]:enabled');
}
