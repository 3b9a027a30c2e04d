/** Somebody that the demo provider lets one be. */
export interface Persona {
  /** What the provider calls them: `sub`. */
  id: string;
  given_name: string;
  family_name: string;
  /** Absent for somebody who has told the provider none. */
  email?: string;
  email_verified?: boolean;
}

/** One for each way that a sign-in can go. They are made up. */
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

/** All that the provider says about somebody; the scopes of a request choose from it. */
export function claimsOf({ id, ...persona }: Persona): { sub: string } & Record<string, unknown> {
  return { sub: id, name: `${persona.given_name} ${persona.family_name}`, ...persona };
}
