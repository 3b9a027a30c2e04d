import type { Step } from '@/tests/support/djoser/journeys';

/** An answer that is another than Djoser's on purpose, whatever the switches. */
export interface Difference extends Pick<Step, 'sends' | 'status' | 'text'> {
  why: string;
  /** The body of Djoser's answer. */
  djoser: string;
}

const REQUIRED = ['This field is required.'];

/** The body of an answer that says which fields are missing. */
function missing(...names: string[]): string {
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, REQUIRED])));
}

const notAName = (field: string, characters: string) =>
  `{"${field}":["Enter a valid username. This value may contain only letters, numbers, and ${characters} characters."]}`;
const ANONYMOUS = '{"detail":"Authentication credentials were not provided."}';
const NO_POST = '{"detail":"Method \\"POST\\" not allowed."}';

/** All that differs from Djoser with its defaults; `docs/django.md` says why as well. */
export const DIFFERENCES: readonly Difference[] = [
  {
    why: 'An account always has an address, by which its owner gets back in.',
    sends: 'POST /users/',
    djoser: missing('username', 'password'),
    status: 400,
    text: missing('email', 'username', 'password'),
  },
  {
    why: 'The same, with the password twice.',
    sends: 'POST /users/',
    djoser: missing('username', 'password', 're_password'),
    status: 400,
    text: missing('email', 'username', 'password', 're_password'),
  },
  {
    why: 'A user name has no @, so that none reads like the address of another account.',
    sends: 'POST /users/',
    djoser: notAName('username', '@/./+/-/_'),
    status: 400,
    text: notAName('username', './+/-/_'),
  },
  {
    why: 'The same.',
    sends: 'POST /users/set_username/',
    djoser: notAName('new_username', '@/./+/-/_'),
    status: 400,
    text: notAName('new_username', './+/-/_'),
  },
  {
    why: 'The address goes by the name of its field, whatever a Django model calls it.',
    sends: 'POST /users/',
    djoser: '{"password":["The password is too similar to the email address."]}',
    status: 400,
    text: '{"password":["The password is too similar to the email."]}',
  },
  {
    why: 'The list of common passwords is longer.',
    sends: 'POST /users/',
    djoser: '{"password":["The password is too similar to the username."]}',
    status: 400,
    text: '{"password":["The password is too similar to the username.","This password is too common."]}',
  },
  {
    why: 'A user name is the same in any letter case, as an address is.',
    sends: 'POST /users/',
    djoser: '{"email":"other@example.com","username":"BOB","id":3}',
    status: 400,
    text: '{"username":["A user with that username already exists."]}',
  },
  {
    why: 'The address signs in, too.',
    sends: 'POST /jwt/create/',
    djoser: missing('username'),
    status: 200,
    text: '{"refresh":"…","access":"…"}',
  },
  {
    why: 'Refresh tokens are exchanged, as simplejwt does with ROTATE_REFRESH_TOKENS.',
    sends: 'POST /jwt/refresh/',
    djoser: '{"access":"…"}',
    status: 200,
    text: '{"access":"…","refresh":"…"}',
  },
  {
    why: 'A bad token is as good as none.',
    sends: 'GET /users/me/',
    djoser:
      '{"detail":"Given token not valid for any token type","code":"token_not_valid","messages":[{"token_class":"AccessToken","token_type":"access","message":"Token is invalid or expired"}]}',
    status: 401,
    text: ANONYMOUS,
  },
  {
    why: 'The token of an account that is gone is as good as none.',
    sends: 'GET /users/me/',
    djoser: '{"detail":"User not found","code":"user_not_found"}',
    status: 401,
    text: ANONYMOUS,
  },
  {
    why: 'An address changes with the password and by its link alone.',
    sends: 'PUT /users/me/',
    djoser: '{"email":"augusta@example.com","id":1,"username":"ada"}',
    status: 200,
    text: '{"email":"ada@example.com","id":1,"username":"ada"}',
  },
  {
    why: 'Fields are in the order that they have with the other defaults.',
    sends: 'POST /users/set_password/',
    djoser: missing('new_password', 'current_password'),
    status: 400,
    text: missing('current_password', 'new_password'),
  },
  {
    why: 'An address can be changed as well as a user name.',
    sends: 'POST /users/set_email/',
    djoser: NO_POST,
    status: 400,
    text: missing('new_email', 'current_password'),
  },
  {
    why: 'The same.',
    sends: 'POST /users/reset_email/',
    djoser: NO_POST,
    status: 400,
    text: '{"email":["Enter a valid email address."]}',
  },
  {
    why: 'The answer does not tell that the other account exists.',
    sends: 'DELETE /users/2/',
    djoser: '{"detail":"You do not have permission to perform this action."}',
    status: 404,
    text: '{"detail":"Not found."}',
  },
];
