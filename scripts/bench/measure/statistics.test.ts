import { expect, it } from 'vitest';
import { median, medianRatio, quantile } from '@/scripts/bench/measure/statistics';

it('the median of an even count is the mean of the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
});

it('a quantile is the value below which that share of the numbers lie', () => {
  const numbers = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(quantile(numbers, 0.99)).toBe(100);
  expect(quantile(numbers, 0.5)).toBe(51);
  expect(quantile(numbers, 1)).toBe(100);
});

it('ratios are of pairs from one round, so a slow round of both changes nothing', () => {
  expect(medianRatio([50, 5, 51], [100, 10, 100])).toBe(0.5);
});
