/** An account of the demo provider that the user can choose. */
export interface Persona {
  /** The id at the provider: `sub`. */
  id: string;
  given_name: string;
  family_name: string;
  /** Absent for a persona without an address at the provider. */
  email?: string;
  email_verified?: boolean;
}

/** One invented persona for each way that a sign-in can go. */
export const PERSONAS: readonly Persona[] = [
  {
    id: 'robin',
    given_name: 'Robin',
    family_name: 'Example',
    email: 'robin@example.com',
    email_verified: true,
  },
  {
    id: 'kim',
    given_name: 'Kim',
    family_name: 'Example',
    email: 'kim@example.com',
    email_verified: false,
  },
  { id: 'sasha', given_name: 'Sasha', family_name: 'Example' },
];

/** Returns all claims about a persona; the scopes of a request select from them. */
export function claimsOf({ id, ...persona }: Persona): { sub: string } & Record<string, unknown> {
  return { sub: id, name: `${persona.given_name} ${persona.family_name}`, ...persona };
}
