import { expect, it } from 'vitest';
import { nextOfState, stateWithNext } from '@/lib/shared/social-state';

it.each(['/dashboard', '/account?tab=1#x', `/${'%C3%A4'.repeat(20)}?q=${'~?'.repeat(30)}`])(
  'carries %s there and back',
  (next) => {
    expect(nextOfState(stateWithNext('random', next))).toBe(next);
  },
);

it('carries nothing if there is nothing', () => {
  expect(stateWithNext('random', null)).toBe('random');
  expect(nextOfState('random')).toBeNull();
});

it.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/auth/login',
])('leads nowhere with %s, even in a forged state', (next) => {
  expect(nextOfState(`random.${btoa(next)}`)).toBeNull();
});

it.each(['.', '.%', '.ä', '..', `.${'A'.repeat(5000)}`, '.A'])('is not upset by %j', (state) => {
  expect(nextOfState(state)).toBeNull();
});
