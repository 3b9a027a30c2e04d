import { beforeEach, describe, expect, it } from 'vitest';
import { createProviders } from '@/lib/server/oauth/providers/registry';
import { ApiClient } from '@/tests/support/api-client';
import { expectAnswer } from '@/tests/support/expectations';
import { broughtPeople, veras } from '@/tests/support/social/brought-people';
import { CLIENT_SECRET, startSocialApp } from '@/tests/support/social/social-app';
import { withChanged } from '@/tests/support/test-app';

const TENANT = '9b1f5c1e-8a3d-4c52-9d0c-1f0f5a3a7b11';
const OTHER_TENANT = '5d2c7c53-0f4c-4a8e-8d3e-6a1b2c3d4e5f';

const app = await startSocialApp({
  SOCIAL_AUTH_MICROSOFT_KEY: 'our-app',
  SOCIAL_AUTH_MICROSOFT_SECRET: CLIENT_SECRET,
});
const { fake, comeFrom } = app;
const { bring, identities, sessions, startAnew } = broughtPeople(app);
const { settings } = app.ctx;
const browser = () => new ApiClient('browser');
const bySub = { provider: 'azuread-tenant-oauth2', uid: 'AbC-d_1', user_id: veras.id };
const tokenOf = (changes: object = {}) => ({ sub: bySub.uid, tid: TENANT, ...changes });

/** Works with Microsoft's accounts of this tenant, or of `common`. */
const withTenant = <T>(tenant: string, act: () => Promise<T>) =>
  withChanged(settings, { SOCIAL_AUTH_MICROSOFT_TENANT: tenant }, () => {
    const { url } = fake;
    const at = { issuer: url, authorization: `${url}/authorize`, token: `${url}/token` };
    const endpoints = { ...at, keys: `${url}/keys` };
    const options = { now: app.clock.now, endpoints: { microsoft: endpoints } };
    const providers = createProviders(settings, options);
    const others = app.ctx.providers.filter(({ slug }) => slug !== 'microsoft');
    const own = providers.filter(({ slug }) => slug === 'microsoft');
    return withChanged(app.ctx, { providers: [...others, ...own] }, act);
  });

beforeEach(startAnew);

describe('a bare subject of one tenant', () => {
  const refusalOf = async (token: object) => {
    const { status, headers } = await comeFrom(browser(), { ...token }, 'microsoft');
    expect(status).toBe(400);
    return headers.get('x-error-code');
  };

  it('is found while the settings let that tenant in alone, and has the tenant before it then', () =>
    withTenant(TENANT, async () => {
      await bring(bySub);
      // The subject says who it is; there may be no address at all.
      expectAnswer(await comeFrom(browser(), tokenOf(), 'microsoft'), 201, { user: veras.email });
      expect(await identities()).toEqual([[7, 'microsoft', `${TENANT}:${bySub.uid}`]]);
      expectAnswer(await comeFrom(browser(), tokenOf(), 'microsoft'), 201, { user: veras.email });
    }));

  it.each(['common', 'organizations'])('is not found where the settings say %s', (tenant) =>
    withTenant(tenant, async () => {
      await bring(bySub);
      for (const token of [tokenOf(), tokenOf({ tid: OTHER_TENANT })]) {
        expect(await refusalOf(token)).toBe('name_email');
      }
      expect(await identities()).toEqual([[7, 'microsoft', bySub.uid]]);
    }),
  );

  it('is not found for another tenant, nor for another subject', () =>
    withTenant(TENANT, async () => {
      await bring(bySub);
      expect(await refusalOf(tokenOf({ tid: OTHER_TENANT }))).toBe('provider_failed');
      await bring({ ...bySub, uid: `${OTHER_TENANT}:AbC` });
      for (const sub of ['abc-d_1', `x:${bySub.uid}`, `${OTHER_TENANT}:AbC`]) {
        expect(await refusalOf(tokenOf({ sub }))).toBe('name_email');
      }
      expect(await identities()).toEqual([
        [7, 'microsoft', bySub.uid],
        [7, 'microsoft', `${OTHER_TENANT}:AbC`],
      ]);
    }));

  it('that is a name, which an administrator writes, is never found, whatever the tenant says', () =>
    withTenant(TENANT, async () => {
      const uid = 'vera@corp.example';
      await bring({ ...bySub, provider: 'azuread-oauth2', uid });
      const name = { email: uid, preferred_username: uid, upn: uid, xms_edov: true };
      for (const token of [tokenOf(name), tokenOf({ ...name, sub: uid })]) {
        await comeFrom(browser(), token, 'microsoft');
      }
      expect((await identities())[0]).toEqual([7, 'microsoft', uid]);
      expect(await sessions()).toEqual([]);
    }));
});
