import { describe, expect, it } from 'vitest';
import { apiPathOf, findPrefixProblem } from '@/lib/edge/api-prefixes';
import { contracts } from '@/lib/shared/contracts/registry';
import { pagePaths } from '@/lib/shared/routes';

const PREFIXES = ['/auth', '/api/v1', '/auth/jwt'];

describe('a path under a further prefix', () => {
  const shared = contracts.filter(({ who, path }) => who !== 'cron' && path.startsWith('/api/'));

  it.each(shared)('is that of $name, with and without its slash', ({ path }) => {
    const whole = path.replaceAll(/\{\w+\}/g, '7');
    const bare = whole.replace(/\/$/, '');
    for (const prefix of PREFIXES) {
      const under = (of: string) => apiPathOf(of.replace('/api', prefix), PREFIXES);
      expect([under(whole), under(bare)]).toEqual([whole, bare]);
    }
  });

  it.each([
    '/auth',
    '/auth/',
    '/auth/login',
    '/auth/register',
    '/auth/google',
    '/auth/check-mail',
    '/auth/cron/outbox/',
    '/auth/users/me/nope',
    '/auth/users//me',
    '/auth/users/me//',
    '/auth/USERS/',
    '/auth/%75sers/',
    '/auth/users/../users',
    '/auth;/users/',
    '/authusers/',
    '/x/auth/users/',
    '/auth/openapiXjson',
    '/api/users/',
    '/dashboard',
    '',
  ])('is none of the API’s for %j, which is left alone', (path) => {
    expect(apiPathOf(path, PREFIXES)).toBeNull();
  });
});

describe('a prefix', () => {
  const pages = pagePaths(['google']);

  it.each([[PREFIXES], [['/api/v1/auth', '/auth', '/accounts']], [[]]])('is good: %j', (some) => {
    expect(findPrefixProblem(some, pages)).toBeNull();
  });

  it.each([
    ['the page of a link', '/activation', '/activation/{uid}/{token}'],
    ['the page of a provider', '/auth', '/auth/sessions'],
    ['the API’s own', '/api', '/api/users'],
    ['the API’s own', '/api/users', '/api/users/{id}'],
    ['the API’s own', '/api/o', '/api/o/{provider}'],
  ])('may not take a path from %s: %s', (_, prefix, taken) => {
    const problem = findPrefixProblem([prefix], pagePaths(['google', 'sessions']));
    expect(problem).toContain(`must not have ${prefix}: ${prefix}/`);
    expect(problem).toContain(taken);
  });

  it('may not make one path mean two things', () => {
    expect(findPrefixProblem(['/auth', '/auth/users'], pages)).toContain('the same as /auth/');
  });
});
