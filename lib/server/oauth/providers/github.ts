import { z } from 'zod';
import { fetchJson } from '@/lib/server/oauth/bounded-fetch';
import { readClient } from '@/lib/server/oauth/clients';
import { createOAuthSource } from '@/lib/server/oauth/oauth';
import { isTrue, readAddress, readNames, readNumericId } from '@/lib/server/oauth/person';
import { refused } from '@/lib/server/oauth/provider';
import { endpointsOf, type Setup, type Source } from '@/lib/server/oauth/source';
import { PROVIDERS } from '@/lib/shared/providers';

const ENDPOINTS = {
  issuer: 'https://github.com/login/oauth',
  authorization: 'https://github.com/login/oauth/authorize',
  token: 'https://github.com/login/oauth/access_token',
  userInfo: 'https://api.github.com/user',
  emails: 'https://api.github.com/user/emails',
};

const Text = z.string().nullish().catch(null);
const Person = z.object({ id: z.unknown().optional(), name: Text, login: Text });
const Email = z.object({
  email: z.string(),
  primary: z.unknown().optional(),
  verified: z.unknown().optional(),
});
const Emails = z.array(z.unknown());

/** The statuses of a missing permission to read addresses; the profile is read all the same. */
const NOT_ALLOWED = [403, 404];

/** GitHub. The address of a profile is chosen for show; only the list has confirmed addresses. */
export function createGithub(setup: Setup): Source | null {
  const client = readClient(setup.settings, 'github');
  if (!client) return null;
  const endpoints = endpointsOf(ENDPOINTS, setup);
  return createOAuthSource({
    slug: 'github',
    label: PROVIDERS.github.label,
    client,
    scopes: ['read:user', 'user:email'],
    endpoints,
    async readProfile(accessToken, bounds) {
      const [person, emails] = await Promise.all([
        fetchJson(endpoints.userInfo, bounds, { accessToken }),
        fetchJson(endpoints.emails, bounds, { accessToken, absentStatuses: NOT_ALLOWED }),
      ]);
      const user = Person.safeParse(person);
      if (!user.success) throw refused('its profile cannot be read');
      const { id, name: whole, login } = user.data;
      return {
        subject: readNumericId(id),
        ...readPrimary(emails),
        ...readNames({ whole, login }),
      };
    },
  });
}

function readPrimary(reply: unknown = []) {
  const list = Emails.safeParse(reply);
  if (!list.success) throw refused('its list of addresses cannot be read');
  const emails = list.data.flatMap((email) => Email.safeParse(email).data ?? []);
  const primary = emails.find(({ primary: flag }) => isTrue(flag));
  return readAddress(primary?.email, isTrue(primary?.verified));
}
