import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { fetchJson } from '@/lib/server/oauth/bounded-fetch';
import { readClient } from '@/lib/server/oauth/clients';
import { createOAuthSource } from '@/lib/server/oauth/oauth';
import { readAddress, readNames, readNumericId } from '@/lib/server/oauth/person';
import { refused } from '@/lib/server/oauth/provider';
import { endpointsOf, type Setup, type Source } from '@/lib/server/oauth/source';
import { PROVIDERS } from '@/lib/shared/providers';

const ENDPOINTS = {
  issuer: 'https://www.facebook.com',
  authorization: 'https://www.facebook.com/v24.0/dialog/oauth',
  token: 'https://graph.facebook.com/v24.0/oauth/access_token',
  userInfo: 'https://graph.facebook.com/v24.0/me',
};

const FIELDS = 'id,first_name,last_name,name,email';

const Text = z.string().optional().catch(undefined);
const Person = z.object({
  id: z.unknown().optional(),
  first_name: Text,
  last_name: Text,
  name: Text,
  email: Text,
});

/** Facebook. Accounts made by telephone have no address, and it calls no address verified. */
export function createFacebook(setup: Setup): Source | null {
  const client = readClient(setup.settings, 'facebook');
  if (!client) return null;
  const endpoints = endpointsOf(ENDPOINTS, setup);
  return createOAuthSource({
    slug: 'facebook',
    label: PROVIDERS.facebook.label,
    client,
    scopes: ['email', 'public_profile'],
    endpoints,
    async readProfile(accessToken, bounds) {
      const address = new URL(endpoints.userInfo);
      address.searchParams.set('fields', FIELDS);
      // Apps may demand this proof, so that a token stolen from another app is of no use.
      const proof = createHmac('sha256', client.secret).update(accessToken).digest('hex');
      address.searchParams.set('appsecret_proof', proof);
      const person = Person.safeParse(await fetchJson(address, bounds, { accessToken }));
      if (!person.success) throw refused('its profile cannot be read');
      const { id, first_name: first, last_name: last, name: whole, email } = person.data;
      return {
        subject: readNumericId(id),
        ...readAddress(email, false),
        ...readNames({ first, last, whole }),
      };
    },
  });
}
