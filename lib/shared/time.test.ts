import { expect, it } from 'vitest';
import {
  addSeconds,
  ageSeconds,
  fromUnixSeconds,
  msToSeconds,
  toMs,
  toUnixSeconds,
} from '@/lib/shared/time';

const noon = new Date('2026-01-01T12:00:00.999Z');

it('seconds become milliseconds, and back with their fraction', () => {
  expect([toMs(1.5), toMs(-2), msToSeconds(1500), msToSeconds(-1)]).toEqual([
    1500, -2000, 1.5, -0.001,
  ]);
});

it('an instant is moved by seconds, both ways', () => {
  expect(addSeconds(noon, 60).toISOString()).toBe('2026-01-01T12:01:00.999Z');
  expect(addSeconds(noon, -1).toISOString()).toBe('2026-01-01T11:59:59.999Z');
});

it('an age is what has passed, and negative for what lies ahead', () => {
  expect(ageSeconds(noon, addSeconds(noon, 0.5))).toBe(0.5);
  expect(ageSeconds(addSeconds(noon, 5), noon)).toBe(-5);
});

it('tokens have whole seconds, rounded down', () => {
  expect(fromUnixSeconds(toUnixSeconds(noon)).toISOString()).toBe('2026-01-01T12:00:00.000Z');
});
