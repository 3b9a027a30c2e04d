import {
  EMPTY,
  type Exchange,
  exchangesOf,
  type Known,
  signedUp,
  UNKNOWN,
} from '@/tests/support/front-end-exchanges';
import { PASSWORD } from '@/tests/support/password';

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
        authorization: ({ access }) => `Bearer ${access}`,
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

/** One that signs in with the token endpoints, and sends an empty header before that. */
export function withTokenEndpoints(origin: string): FrontEnd {
  const passwords = { password: PASSWORD, re_password: PASSWORD };
  return {
    origin,
    settings: {
      API_PATH_PREFIXES: '/api/v1',
      USER_REQUIRED_FIELDS: 'email',
      SEND_ACTIVATION_EMAIL: 'false',
      TOKEN_ENDPOINTS: 'true',
    },
    journey: [
      {
        does: 'signs up',
        sends: ['POST', '/api/v1/users/'],
        authorization: EMPTY,
        body: ({ email }) => ({ username: 'ada', ...passwords, email }),
        status: 201,
        text: signedUp,
      },
      {
        does: 'signs in',
        sends: ['POST', '/api/v1/token/login'],
        authorization: EMPTY,
        body: ({ email }) => ({ email, password: PASSWORD }),
        status: 200,
        text: (known) => `{"auth_token":"${known.auth_token}"}`,
      },
      {
        does: 'signs out',
        sends: ['POST', '/api/v1/token/logout'],
        authorization: (known) => `Token ${known.auth_token}`,
        status: 204,
        text: EMPTY,
      },
      {
        does: 'is signed out',
        sends: ['POST', '/api/v1/token/logout'],
        authorization: (known) => `Token ${known.auth_token}`,
        status: 401,
        text: UNKNOWN,
      },
    ],
  };
}
