import { expect, it } from 'vitest';
import { nextAttempt } from './retry';
import { DeliveryError } from './transport';

const createdAt = new Date('2026-01-01T00:00:00Z');
const HOUR = 3600;
const delay = (attempts: number, { random = 0, error = new Error('down') as unknown } = {}) => {
  const dueAt = nextAttempt({ attempts, createdAt }, error, createdAt, () => random);
  return dueAt && (dueAt.getTime() - createdAt.getTime()) / 1000;
};

it('waits 1 s, then twice as long each time, up to an hour', () => {
  expect([0, 1, 2, 3, 11, 12, 50].map((attempts) => delay(attempts))).toEqual([
    1,
    2,
    4,
    8,
    2048,
    HOUR,
    HOUR,
  ]);
});

it('shortens each by up to half, so that not all come at once', () => {
  expect(delay(3, { random: 0.5 })).toBe(6);
  expect(delay(3, { random: 0.999 })).toBeCloseTo(4, 1);
});

it('goes on for two days', () => {
  const at = (hours: number) => new Date(createdAt.getTime() + hours * HOUR * 1000);
  expect(nextAttempt({ attempts: 30, createdAt }, new Error('x'), at(47.9))).not.toBeNull();
  expect(nextAttempt({ attempts: 30, createdAt }, new Error('x'), at(48))).toBeNull();
});

it('gives up at once what no second attempt can mend, and slows down when told to', () => {
  expect(delay(0, { error: new DeliveryError('permanent', 'rejected') })).toBeNull();
  expect(delay(0, { error: new DeliveryError('throttled', 'slow') })).toBe(5);
});
