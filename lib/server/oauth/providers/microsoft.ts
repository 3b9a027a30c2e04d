import { isTrue } from '@/lib/server/oauth/person';
import { createPairedSource } from '@/lib/server/oauth/providers/paired';
import { endpointsOf, type Setup, type Source } from '@/lib/server/oauth/source';

// https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration
const ENDPOINTS = {
  issuer: 'https://login.microsoftonline.com/{tenant}/v2.0',
  authorization: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize',
  token: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
  keys: 'https://login.microsoftonline.com/{tenant}/discovery/v2.0/keys',
};

/** The tenant of all personal accounts. */
const PERSONAL = '9188040d-6c67-4c5b-b112-36a304b66dad';

const TENANT_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Microsoft's personal, work and school accounts, limited to the tenant of the settings. */
export function createMicrosoft(setup: Setup): Source | null {
  const tenant = setup.settings.SOCIAL_AUTH_MICROSOFT_TENANT;
  const own = endpointsOf(ENDPOINTS, setup);
  const at = (address: string, id = tenant) => address.replace('{tenant}', id);
  const endpoints = {
    authorization: at(own.authorization),
    token: at(own.token),
    keys: at(own.keys),
  };
  return createPairedSource(setup, 'microsoft', {
    endpoints,
    // A token names its tenant twice: both must agree, and the settings must let the tenant in.
    isIssuer: (iss, claims) => {
      const tid = claims ? claims.tid : tenantOf(iss);
      return tid !== undefined && isLetIn(tid, tenant) && iss === at(own.issuer, tid);
    },
    adjustProfile: (profile, { sub, tid, xms_edov }) => ({
      ...profile,
      // Unique within an issuer, and each tenant is one.
      subject: `${tid}:${sub}`,
      // The administrator of a tenant can write any address into it ("nOAuth"). Only this claim says
      // that the domain of the address belongs to the tenant.
      isEmailVerified: profile.email !== null && isDomainOwned(xms_edov),
    }),
  });
}

/** True for every form in which Microsoft says that the domain of an address belongs to the tenant. */
function isDomainOwned(edov: unknown): boolean {
  return isTrue(edov) || edov === 1 || edov === '1';
}

function tenantOf(iss: string): string | undefined {
  return iss.split('/').find((part) => TENANT_ID.test(part));
}

function isLetIn(tid: string, tenant: string): boolean {
  if (!TENANT_ID.test(tid)) return false;
  if (tenant === 'common') return true;
  if (tenant === 'organizations') return tid !== PERSONAL;
  return tid === (tenant === 'consumers' ? PERSONAL : tenant);
}
