import { expect, it } from 'vitest';
import { findProvider, isProviderName, PROVIDERS } from '@/lib/shared/providers';

const google = { slug: 'google', label: 'Google' };

it('the names of Django’s backends and ours mean the same provider', () => {
  expect(findProvider([google], 'google')).toBe(google);
  expect(findProvider([google], 'google-oauth2')).toBe(google);
  for (const name of ['github', 'Google', 'google ', '', 'constructor', '__proto__']) {
    expect(findProvider([google], name), name).toBeNull();
  }
});

it('a name that is taken is told from one that is free', () => {
  for (const name of [...Object.keys(PROVIDERS), 'google-oauth2', 'oidc']) {
    expect(isProviderName(name), name).toBe(true);
  }
  for (const name of ['acme', 'constructor', 'toString']) expect(isProviderName(name)).toBe(false);
});
