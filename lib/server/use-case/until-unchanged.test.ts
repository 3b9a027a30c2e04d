import { expect, it } from 'vitest';
import { notFound } from '@/lib/server/errors';
import { untilUnchanged } from '@/lib/server/use-case/until-unchanged';

/** A look that finds the account changed so many times. */
function changing(times: number) {
  let looks = 0;
  return async () => {
    looks += 1;
    return looks > times ? `at look ${looks}` : null;
  };
}

it('looks again while the account changes, twice at most unless told otherwise', async () => {
  expect(await untilUnchanged(changing(0))).toBe('at look 1');
  expect(await untilUnchanged(changing(2))).toBe('at look 3');
  await expect(untilUnchanged(changing(3))).rejects.toMatchObject({ code: 'unavailable' });
  expect(await untilUnchanged(changing(3), { maxLooks: 4 })).toBe('at look 4');
});

it('ends as it is told, and throws at once what a look throws', async () => {
  const refuse = async () => notFound();
  await expect(untilUnchanged(changing(3), { refuse })).rejects.toMatchObject({
    code: 'not_found',
  });
  let looks = 0;
  const fail = async () => {
    looks += 1;
    throw notFound();
  };
  await expect(untilUnchanged(fail)).rejects.toMatchObject({ code: 'not_found' });
  expect(looks).toBe(1);
});
