/** One attempt to sign in, sealed in a cookie between its two requests. */
export interface Attempt {
  readonly state: string;
  /** RFC 7636 section 4.1: 43 to 128 unreserved characters. */
  readonly codeVerifier: string;
  readonly nonce: string;
  readonly redirectUri: string;
}

/** The provider's answer, which the browser brings back. */
export interface Answer {
  readonly code: string;
  /** The issuer that the callback named (RFC 9207), or null. */
  readonly iss: string | null;
  /** Apple's form field with the person's name, or null. */
  readonly user: string | null;
}

/** A user's profile at a provider, verified as far as that provider allows. */
export interface Profile {
  /** The user's id at the provider; never empty. */
  readonly subject: string;
  /** In its canonical form, or null. */
  readonly email: string | null;
  /** True only if the provider says that this person reads mail sent to `email`. */
  readonly isEmailVerified: boolean;
  readonly firstName: string;
  readonly lastName: string;
}

/** A provider to sign in with. */
export interface Provider {
  /** The provider's name in paths and identities. */
  readonly slug: string;
  readonly label: string;
  /** `form_post` where the provider has the browser post its answer (Apple). */
  readonly answersBy: 'query' | 'form_post';
  /** Returns the address to send the browser to. Rejects with a `ProviderError`. */
  authorizationUrl(attempt: Attempt): Promise<URL>;
  /** Exchanges the code for the user's profile, within 12 s. Rejects with a `ProviderError`. */
  fetchProfile(attempt: Attempt, answer: Answer): Promise<Profile>;
}

/**
 * The kind of a failure. `unreachable`: no usable answer (network, time-out, 5xx, too large, not
 * JSON), so trying again may help. `refused`: an answer that must not lead to a sign-in.
 */
export type ProviderErrorKind = 'unreachable' | 'refused';

/**
 * The failure of a sign-in at a provider. `message` is public: our own words, no token, no raw
 * reply.
 */
export class ProviderError extends Error {
  override name = 'ProviderError';

  /**
   * True for an error of another bundle's copy of this class, too: Next.js bundles each route
   * alone.
   */
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

/** An error for an answer that must not lead to a sign-in. */
export function refused(reason: string, cause?: unknown): ProviderError {
  return new ProviderError('refused', reason, cause);
}

/** An error for a provider that gave no usable answer. */
export function unreachable(reason: string, cause?: unknown): ProviderError {
  return new ProviderError('unreachable', reason, cause);
}
