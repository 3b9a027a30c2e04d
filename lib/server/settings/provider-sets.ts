import { z } from 'zod';
import { PAIRED, pairName, socialShape } from '@/lib/server/settings/providers';
import { isProviderName, OIDC_SLUG } from '@/lib/shared/providers';

type Variables = Readonly<Record<string, string>>;

/** An OpenID provider that the settings name. */
export interface OidcSet {
  readonly slug: string;
  readonly label: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const NAMED = /^OIDC_([A-Z][A-Z0-9_]*)_(?:ISSUER|CLIENT_ID|CLIENT_SECRET|LABEL)$/;

const OidcVariables = z.object({
  ISSUER: socialShape.OIDC_ISSUER,
  LABEL: socialShape.OIDC_LABEL,
});

/** The nameless set of settings and the named ones: the name by the prefix of the settings. */
function setsOf(present: Variables): Map<string, string | null> {
  const names = Object.keys(present).flatMap((variable) => NAMED.exec(variable)?.[1] ?? []);
  return new Map([['OIDC', null], ...names.sort().map((name) => [`OIDC_${name}`, name] as const)]);
}

/** Returns the OpenID providers of settings without conflicts, the nameless one first. */
export function readOidcSets(present: Variables): OidcSet[] {
  return [...setsOf(present)].flatMap(([prefix, name]) => {
    const issuer = present[`${prefix}_ISSUER`];
    const clientId = present[`${prefix}_CLIENT_ID`];
    const clientSecret = present[`${prefix}_CLIENT_SECRET`];
    if (!issuer || !clientId || !clientSecret) return [];
    const label = present[`${prefix}_LABEL`] ?? (name ? capitalise(name) : 'OpenID Connect');
    return { slug: name?.toLowerCase() ?? OIDC_SLUG, label, issuer, clientId, clientSecret };
  });
}

function capitalise(name: string): string {
  return `${name.slice(0, 1)}${name.slice(1).toLowerCase().replaceAll('_', ' ')}`;
}

/** Returns the problems of the settings of providers: incomplete sets, and names that are taken. */
export function socialConflicts(present: Variables): Record<string, string> {
  const sets = [...setsOf(present)];
  const wholes = [
    ...PAIRED.map((slug) => ['KEY', 'SECRET'].map((part) => `${pairName(slug)}_${part}`)),
    ['KEY', 'TEAM', 'KEY_ID', 'PRIVATE_KEY'].map((part) => `SOCIAL_AUTH_APPLE_${part}`),
    ...sets.map(([prefix]) =>
      ['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET'].map((p) => `${prefix}_${p}`),
    ),
  ];
  return Object.fromEntries([
    ...wholes.flatMap((names) => findMissing(names, present)),
    ...sets.flatMap(([prefix, name]) => (name ? findWrong(prefix, name, present) : [])),
  ]);
}

function findMissing(names: readonly string[], present: Variables): [string, string][] {
  const given = names.find((name) => present[name]);
  if (!given) return [];
  return names
    .filter((name) => !present[name])
    .map((name) => [name, `is missing: ${given} is of no use without it`]);
}

/** Returns the problems of a named set, whose settings are not part of the schema. */
function findWrong(prefix: string, name: string, present: Variables): [string, string][] {
  const variables = { ISSUER: present[`${prefix}_ISSUER`], LABEL: present[`${prefix}_LABEL`] };
  const { error } = OidcVariables.safeParse(variables);
  const wrong = (error?.issues ?? []).map(({ path, message }): [string, string] => [
    `${prefix}_${String(path[0])}`,
    message,
  ]);
  if (!isProviderName(name.toLowerCase())) return wrong;
  return [...wrong, [`${prefix}_ISSUER`, 'must have another name: this one is a provider already']];
}
