/** One attempt to sign in, sealed in a cookie between the two requests of which it consists. */
export interface Attempt {
  readonly state: string;
  /** RFC 7636 section 4.1: 43 to 128 unreserved characters. */
  readonly codeVerifier: string;
  readonly nonce: string;
  readonly redirectUri: string;
}

/** What the provider sent back with the browser. */
export interface Answer {
  readonly code: string;
  /** The issuer that the callback named (RFC 9207), or null. */
  readonly iss: string | null;
  /** Apple's form field with the person's name, or null. */
  readonly user: string | null;
}

/** Who somebody is at a provider, verified as far as that provider allows. */
export interface Profile {
  /** Who it is there, in the provider's own terms; never empty. */
  readonly subject: string;
  /** In its canonical form, or null. */
  readonly email: string | null;
  /** True only if the provider says that this person reads mail sent to `email`. */
  readonly isEmailVerified: boolean;
  readonly firstName: string;
  readonly lastName: string;
}

/** A way to sign in with an account elsewhere. */
export interface Provider {
  /** Its name in paths and identities. */
  readonly slug: string;
  readonly label: string;
  /** `form_post` where the provider has the browser post its answer (Apple). */
  readonly answersBy: 'query' | 'form_post';
  /** Where to send the browser. Rejects with a `ProviderError`. */
  authorizationUrl(attempt: Attempt): Promise<URL>;
  /** Exchanges the code and reads who it is, within 6 s. Rejects with a `ProviderError`. */
  fetchProfile(attempt: Attempt, answer: Answer): Promise<Profile>;
}

/**
 * `unreachable`: no usable answer (network, time-out, 5xx, too large, not JSON), so trying again
 * may help. `refused`: an answer that must not sign anybody in.
 */
export type ProviderErrorKind = 'unreachable' | 'refused';

/** Why a provider signed nobody in. `message` is public: our own words, no token, no raw reply. */
export class ProviderError extends Error {
  override name = 'ProviderError';

  /** Next.js bundles routes one by one: an error of another bundle's copy is one, too. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === 'ProviderError';
  }

  constructor(
    readonly kind: ProviderErrorKind,
    reason: string,
    cause?: unknown,
  ) {
    super(reason, { cause });
  }
}

/** The provider answered, and what it answered must not sign anybody in. */
export function refused(reason: string, cause?: unknown): ProviderError {
  return new ProviderError('refused', reason, cause);
}

/** There is no usable answer. */
export function unreachable(reason: string, cause?: unknown): ProviderError {
  return new ProviderError('unreachable', reason, cause);
}
