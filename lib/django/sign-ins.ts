import { providerOf } from '@/lib/django/backends';
import type { DjangoIdentity } from '@/lib/django/rows';
import { canonicalEmail } from '@/lib/shared/identifiers';
import { OIDC_SLUG, PROVIDERS } from '@/lib/shared/providers';

/** The part of the settings that decides which linked accounts of Django a sign-in here finds. */
export interface OfferedSignIns {
  /** True if Microsoft’s accounts of one tenant alone may sign in. */
  hasOneTenant: boolean;
  /** The names of the OpenID providers that the settings name. */
  openIdProviders: readonly string[];
}

type Linked = Pick<DjangoIdentity, 'provider' | 'uid'>;

/**
 * Returns the reason why no sign-in here ever finds a linked account of Django, or null. Most backends
 * store the provider’s own subject; `google-oauth2` an address, which Google confirms, and of Azure’s
 * some the bare `sub`, others a name that the administrator of a tenant may give to another person.
 */
export function whyNotFound({ provider: backend, uid }: Linked, offered: OfferedSignIns | null) {
  const provider = providerOf(backend);
  const isNamed = Object.hasOwn(PROVIDERS, provider) || provider === OIDC_SLUG;
  if (offered && !isNamed && !offered.openIdProviders.includes(provider)) {
    return `no provider here has the name ${provider}`;
  }
  if (provider === 'google' && uid.includes('@') && canonicalEmail(uid) === null) {
    return `${uid} is no valid address`;
  }
  // What an export from here has written has the tenant before the subject.
  if (provider !== 'microsoft' || uid.includes(':')) return null;
  if (/[@#]/.test(uid)) return `${uid} is a name, which Microsoft lets pass to another person`;
  if (!offered || offered.hasOneTenant) return null;
  return 'its subject is unique within a tenant: SOCIAL_AUTH_MICROSOFT_TENANT must name that one';
}
