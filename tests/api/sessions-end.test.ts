import { describe, expect, it } from 'vitest';
import * as route from '@/app/api/sessions/[id]/route';
import * as list from '@/app/api/sessions/route';
import * as me from '@/app/api/users/me/route';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnonymous, expectAnswer, expectNoContent } from '@/tests/support/expectations';
import { signInBrowser, signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

await startTestApp();
await signUp();
await signUp({ email: 'bob@example.com' });

async function ids(client: ApiClient): Promise<{ id: string; is_current: boolean }[]> {
  return (await client.call(list, 'GET', '/api/sessions/')).json as never;
}
const end = (client: ApiClient, id: string) => client.call(route, 'DELETE', `/api/sessions/${id}/`);
const whoAmI = async (client: ApiClient) => (await client.call(me, 'GET', '/api/users/me/')).status;

describe('204', () => {
  it('signs another device out at once, and leaves this one alone', async () => {
    const [here, there] = [await signInBrowser(), await signInBrowser()];
    const other = (await ids(here)).find(({ is_current }) => !is_current);
    const answer = await end(here, other?.id ?? '');
    expectNoContent(answer);
    expect(answer.cookies).toEqual([]);
    expect([await whoAmI(here), await whoAmI(there)]).toEqual([200, 401]);
    expect(await ids(here)).toHaveLength(1);
  });

  it('with its own id signs this one out, cookies and all', async () => {
    const here = await signInBrowser();
    const own = (await ids(here)).find(({ is_current }) => is_current);
    const answer = await end(here, own?.id ?? '');
    expectNoContent(answer);
    expect(answer.cookies.map(({ maxAge }) => maxAge)).toEqual([0, 0]);
  });
});

describe('401', () => {
  it('to strangers', async () => {
    expectAnonymous(await end(new ApiClient(), 'x'));
  });
});

describe('404', () => {
  it('to a session of another user, one that is over, and one that does not exist', async () => {
    const [here, bob] = [await signInBrowser(), await signInBrowser('bob@example.com')];
    const [his] = await ids(bob);
    for (const id of [his?.id ?? '', 'x'.repeat(22), '%00', "' or 1=1"]) {
      expectAnswer(await end(here, encodeURIComponent(id)), 404, { detail: 'Not found.' });
    }
    expect(await whoAmI(bob)).toBe(200);
    const there = await signInBrowser();
    const theirs = (await ids(there)).find(({ is_current }) => is_current);
    await end(there, theirs?.id ?? '');
    expectAnswer(await end(here, theirs?.id ?? ''), 404, { detail: 'Not found.' });
  });
});
