import { describe, expect, it } from 'vitest';
import { asText, inDigits, inWords } from '@/scripts/bench/table';

const rate = { of: 'users/me', unit: 'requests/s', samples: [900, 1000, 1100] };

describe('the table', () => {
  it('has a line for each figure, which says whether it is as wanted', () => {
    const figure = { name: 'users/me / bare', value: 0.751, byCpu: 0.7, unit: '×', raw: [rate] };
    const [head, met, missed, free] = asText([
      { ...figure, wanted: { atLeast: 0.75 } },
      { ...figure, wanted: { atMost: 0.75 } },
      figure,
    ]).split('\n');
    expect(head).toMatch(/^Measured +Figure +By CPU time +Wanted +Met +Raw numbers, medians$/);
    expect(met).toMatch(/0\.751 × +0\.700 × +≥ 0\.75 +yes +users\/me: 1000 requests\/s$/);
    expect(missed).toMatch(/ ≤ 0\.75 +no /);
    expect(free).toMatch(/0\.700 × +users/);
  });

  it('puts the numbers of one thing together', () => {
    const cpu = { of: 'users/me', unit: 'ms of CPU each', samples: [0.5] };
    const bare = { of: 'bare', unit: 'requests/s', samples: [2000] };
    expect(inWords([rate, cpu, bare])).toBe(
      'users/me: 1000 requests/s, 0.500 ms of CPU each; bare: 2000 requests/s',
    );
  });

  it.each([
    [0.4567, '0.457'],
    [12.345, '12.3'],
    [123.4, '123'],
    [23456.7, '23457'],
    [0, '0.00'],
    [Number.NaN, '–'],
  ])('shows %d as %s', (value, text) => {
    expect(inDigits(value)).toBe(text);
  });
});
