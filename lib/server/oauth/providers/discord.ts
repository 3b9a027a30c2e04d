import { z } from 'zod';
import { fetchJson } from '@/lib/server/oauth/bounded-fetch';
import { readClient } from '@/lib/server/oauth/clients';
import { createOAuthSource } from '@/lib/server/oauth/oauth';
import { isTrue, readAddress, readNames, readNumericId } from '@/lib/server/oauth/person';
import { refused } from '@/lib/server/oauth/provider';
import { endpointsOf, type Setup, type Source } from '@/lib/server/oauth/source';
import { PROVIDERS } from '@/lib/shared/providers';

const ENDPOINTS = {
  issuer: 'https://discord.com',
  authorization: 'https://discord.com/oauth2/authorize',
  token: 'https://discord.com/api/oauth2/token',
  userInfo: 'https://discord.com/api/users/@me',
};

const Text = z.string().nullish().catch(null);
const Person = z.object({
  id: z.unknown().optional(),
  global_name: Text,
  username: Text,
  email: Text,
  verified: z.unknown().optional(),
});

/** Discord. */
export function createDiscord(setup: Setup): Source | null {
  const client = readClient(setup.settings, 'discord');
  if (!client) return null;
  const endpoints = endpointsOf(ENDPOINTS, setup);
  return createOAuthSource({
    slug: 'discord',
    label: PROVIDERS.discord.label,
    client,
    scopes: ['identify', 'email'],
    endpoints,
    async readProfile(accessToken, bounds) {
      const person = Person.safeParse(await fetchJson(endpoints.userInfo, bounds, { accessToken }));
      if (!person.success) throw refused('its profile cannot be read');
      const { id, email, verified, global_name: whole, username: login } = person.data;
      return {
        subject: readNumericId(id),
        ...readAddress(email, isTrue(verified)),
        ...readNames({ whole, login }),
      };
    },
  });
}
