import { describe, expect, it } from 'vitest';
import { parseSettings } from '@/lib/server/settings/settings';

const secret = { JWT_SECRET: 'a-secret-for-tests-of-at-least-32-bytes' };

const parse = (settings: Record<string, string>) => parseSettings({ ...secret, ...settings });

describe('switches that name fields', () => {
  it('are lists out of known names, in the order given', () => {
    const { SWITCHES } = parse({
      USER_FIELDS: 'email, id username',
      USER_REQUIRED_FIELDS: 'email',
    });
    expect(SWITCHES.userFields).toEqual(['email', 'id', 'username']);
    expect(SWITCHES.requiredFields).toEqual(['email']);
  });

  it.each([
    [
      'USER_FIELDS',
      'id,is_staff',
      'must be names out of first_name, last_name, id, email, username',
    ],
    ['USER_FIELDS', 'email,first_name', 'must name id'],
    ['USER_FIELDS', 'id,email,id', 'must name nothing twice'],
    ['USER_REQUIRED_FIELDS', 'password', 'must be names out of first_name, last_name, username'],
    ['USER_REQUIRED_FIELDS', ',', 'must be names out of'],
    ['LOGIN_FIELD', 'phone', 'must be email or username'],
    ['SET_PASSWORD_RETYPE', 'maybe', 'must be true or false'],
  ])('%s=%s stops the start', (name, value, problem) => {
    expect(() => parse({ [name]: value })).toThrow(`${name} ${problem}`);
  });
});
