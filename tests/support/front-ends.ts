import { PASSWORD } from '@/tests/support/password';

// Requests of public front ends for Djoser as a browser sent them, in our words.

/** What a front end knows by now. */
export interface Known {
  email: string;
  access: string;
  refresh: string;
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
  /** The word before the access token. */
  scheme?: string;
  body?: (known: Known) => object;
  status: number;
  /** The answer's body. */
  text: (known: Known) => string;
}

const NEW_PASSWORD = `new ${PASSWORD}`;
const EMPTY = () => '';
const UNKNOWN = () => '{"detail":"Authentication credentials were not provided."}';
const signedUp = ({ email }: Known) => `{"first_name":"","last_name":"","email":"${email}","id":1}`;
const user = ({ email }: Known) => `{"first_name":"","last_name":"","id":1,"email":"${email}"}`;
const newPair = (known: Known) => `{"refresh":"${known.refresh}","access":"${known.access}"}`;
const renewedPair = (known: Known) => `{"access":"${known.access}","refresh":"${known.refresh}"}`;

/** What all of them do between signing up and signing out; a lapse is that of the access token. */
function exchangesOf(prefix: string, scheme: string) {
  const post = (path: string) => ['POST', `${prefix}${path}`] as const;
  const whoIsIt = { sends: ['GET', `${prefix}/users/me/`], scheme } as const;
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

/** A front end, with the settings that it needs besides those that all need. */
export interface FrontEnd {
  origin: string;
  settings: Record<string, string>;
  journey: readonly Exchange[];
}

/** One that signs up with an address alone and sends JWT. */
export function withoutNames(origin: string): FrontEnd {
  const to = exchangesOf('/auth', 'JWT');
  const body = ({ email }: Known) => ({ email, password: PASSWORD, re_password: PASSWORD });
  return {
    origin,
    settings: {
      API_PATH_PREFIXES: '/auth',
      AUTH_HEADER_TYPES: 'JWT',
      USER_REQUIRED_FIELDS: 'email',
      ACTIVATION_URL: 'activate/{uid}/{token}',
      PASSWORD_RESET_CONFIRM_URL: 'password/reset/confirm/{uid}/{token}',
    },
    journey: [
      { ...to.signUp, body },
      { ...to.activate, link: `${origin}/activate/{uid}/{token}` },
      to.signIn,
      to.load,
      to.load,
      to.lapse,
      to.refresh,
      to.load,
      to.lapse,
      {
        ...to.refresh,
        does: 'refreshes with the token it kept, which was exchanged before: its session ends',
        body: ({ firstRefresh }) => ({ refresh: firstRefresh }),
        status: 401,
        text: () => '{"detail":"Token is invalid or expired","code":"token_not_valid"}',
      },
      // It forgets its tokens then, as it does to sign out.
      to.askForLink,
      { ...to.setPassword, link: `${origin}/password/reset/confirm/{uid}/{token}` },
      to.signInAgain,
    ],
  };
}

/** One that sends the address as user name, too, and tells the server when it signs out. */
export function withAddressAsUsername(origin: string): FrontEnd {
  const to = exchangesOf('/api/v1/auth', 'Bearer');
  const passwords = { password: PASSWORD, re_password: PASSWORD };
  const others = { full_name: 'Ada Lovelace', agreed_to_terms: true };
  const body = ({ email }: Known) => ({ email, username: email, ...passwords, ...others });
  return {
    origin,
    settings: {
      API_PATH_PREFIXES: '/api/v1/auth',
      USER_REQUIRED_FIELDS: 'email',
      ACTIVATION_URL: 'activate/{uid}/{token}',
      PASSWORD_RESET_CONFIRM_URL: 'password-reset/{uid}/{token}',
    },
    journey: [
      { ...to.signUp, body },
      { ...to.activate, link: `${origin}/activate/{uid}/{token}` },
      to.signIn,
      to.load,
      ...[to.lapse, to.refresh, to.load],
      ...[to.lapse, to.refresh, to.load],
      {
        does: 'signs out, with the refresh token in the body',
        sends: ['POST', '/api/v1/auth/logout/'],
        scheme: 'Bearer',
        body: (known) => ({ refresh: known.refresh }),
        status: 204,
        text: EMPTY,
      },
      to.refused,
      to.askForLink,
      { ...to.setPassword, link: `${origin}/password-reset/{uid}/{token}` },
      to.signInAgain,
      to.load,
    ],
  };
}
