import { describe, expect, it } from 'vitest';
import { findFlaws, pageFixture } from '@/tests/support/pages';
import { PASSWORD } from '@/tests/support/password';

const { http, open } = pageFixture();

const USER_AGENTS = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0',
];

describe('the recent activity', () => {
  it('grows with each action on the page, and can be read to its end by keyboard', async () => {
    const { email, ...tokens } = await http().newPerson();
    for (const userAgent of USER_AGENTS) {
      const headers = { 'user-agent': userAgent };
      for (const password of ['wr0ng-but-l0ng', 'wr0ng-once-m0re', PASSWORD]) {
        await http().post('/api/jwt/create/', { email, password }, headers);
      }
    }
    const page = await open({ tokens, viewport: { width: 390, height: 844 } });
    await page.goto('/account');
    const list = page.getByRole('list', { name: 'Recent activity' });
    const rows = list.getByRole('listitem');
    await expect.poll(() => rows.count()).toBe(10);
    // Both wrong passwords of a browser.
    expect(await rows.filter({ hasText: '2 times within an hour' }).count()).toBe(4);

    await page.fill('#first_name', 'Augusta');
    await page.getByRole('button', { name: 'Save names' }).click();
    await rows.first().getByText('Names changed').waitFor();
    await page.fill('#current_password', 'wr0ng-but-l0ng');
    await page.fill('#new_password', 'an0ther-good-one');
    await page.getByRole('button', { name: 'Change password' }).click();
    await rows.first().getByText('Wrong current password').waitFor();
    await page.fill('#first_name', 'Ada');
    await page.getByRole('button', { name: 'Save names' }).click();
    await page.getByText('Your names are saved.').last().waitFor();
    // Again: the line of the first time moves up and counts.
    await rows.first().getByText('Names changed').waitFor();
    expect(await rows.first().textContent()).toContain('2 times within an hour');
    // Without the words about it, which would cover the picture.
    await page.reload();

    const more = page.getByRole('button', { name: 'Show more' });
    await more.scrollIntoViewIfNeeded();
    expect(await findFlaws(page, 'activity', list)).toEqual({});

    await more.focus();
    await page.keyboard.press('Enter');
    await rows.filter({ hasText: 'Account created' }).waitFor();
    await expect.poll(() => list.evaluate((it) => it === document.activeElement)).toBe(true);
    expect(await rows.count()).toBe(12);
  });
});
