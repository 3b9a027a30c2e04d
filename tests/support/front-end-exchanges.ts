import { PASSWORD } from '@/tests/support/password';

// Requests that public front ends for Djoser have in common, as a browser sent them.

/** What a front end knows by now. */
export interface Known {
  email: string;
  access: string;
  refresh: string;
  /** The key of the token endpoints. */
  auth_token: string;
  /** The refresh token of the first sign-in, which some front ends keep and go on with. */
  firstRefresh: string;
  uid: string;
  token: string;
}

/** A request and the right answer to it. */
export interface Exchange {
  does: string;
  /** Seconds that pass before it. */
  afterSeconds?: number;
  /** The mailed link whose page it comes from, with {uid} and {token}. */
  link?: string;
  sends: readonly ['GET' | 'POST', string];
  /** The Authorization header. */
  authorization?: (known: Known) => string;
  body?: (known: Known) => object;
  status: number;
  /** The answer's body. */
  text: (known: Known) => string;
}

const NEW_PASSWORD = `new ${PASSWORD}`;
/** No body. */
export const EMPTY = () => '';
/** The body of a 401. */
export const UNKNOWN = () => '{"detail":"Authentication credentials were not provided."}';
/** The body of a sign-up without names. */
export const signedUp = ({ email }: Known) =>
  `{"first_name":"","last_name":"","email":"${email}","id":1}`;
const user = ({ email }: Known) => `{"first_name":"","last_name":"","id":1,"email":"${email}"}`;
const newPair = (known: Known) => `{"refresh":"${known.refresh}","access":"${known.access}"}`;
const renewedPair = (known: Known) => `{"access":"${known.access}","refresh":"${known.refresh}"}`;

/** What those with JWTs do between signing up and signing out; a lapse is that of the access token. */
export function exchangesOf(prefix: string, scheme: string) {
  const post = (path: string) => ['POST', `${prefix}${path}`] as const;
  const authorization = ({ access }: Known) => `${scheme} ${access}`;
  const whoIsIt = { sends: ['GET', `${prefix}/users/me/`], authorization } as const;
  return {
    signUp: { does: 'signs up', sends: post('/users/'), status: 201, text: signedUp },
    activate: {
      does: 'activates the account',
      sends: post('/users/activation/'),
      body: ({ uid, token }: Known) => ({ uid, token }),
      status: 204,
      text: EMPTY,
    },
    signIn: {
      does: 'signs in',
      sends: post('/jwt/create/'),
      body: ({ email }: Known) => ({ email, password: PASSWORD }),
      status: 200,
      text: newPair,
    },
    signInAgain: {
      does: 'signs in with the new password',
      sends: post('/jwt/create/'),
      body: ({ email }: Known) => ({ email, password: NEW_PASSWORD }),
      status: 200,
      text: newPair,
    },
    load: { ...whoIsIt, does: 'shows its user', status: 200, text: user },
    lapse: {
      ...whoIsIt,
      does: 'asks again after a while',
      afterSeconds: 301,
      status: 401,
      text: UNKNOWN,
    },
    refused: { ...whoIsIt, does: 'is signed out', status: 401, text: UNKNOWN },
    refresh: {
      does: 'refreshes by the body',
      sends: post('/jwt/refresh/'),
      body: (known: Known) => ({ refresh: known.refresh }),
      status: 200,
      text: renewedPair,
    },
    askForLink: {
      does: 'asks for a link to a new password',
      sends: post('/users/reset_password/'),
      body: ({ email }: Known) => ({ email }),
      status: 204,
      text: EMPTY,
    },
    setPassword: {
      does: 'sets the password',
      sends: post('/users/reset_password_confirm/'),
      body: ({ uid, token }: Known) => {
        return { uid, token, new_password: NEW_PASSWORD, re_new_password: NEW_PASSWORD };
      },
      status: 204,
      text: EMPTY,
    },
  } satisfies Record<string, Exchange>;
}
