import { usersActivation, usersResendActivation } from './activation';
import type { Contract } from './contract';
import { cronOutbox } from './cron';
import {
  usersResetEmail,
  usersResetEmailConfirm,
  usersSetEmail,
  usersSetEmailConfirm,
  usersSetEmailUndo,
} from './emails';
import { eventsList } from './events';
import { health } from './health';
import {
  identitiesClaim,
  identitiesConfirm,
  identitiesLink,
  identitiesList,
  identitiesUnlink,
} from './identities';
import { wellKnownJwks } from './jwks';
import { jwtCreate, jwtRefresh, jwtVerify, logout } from './jwt';
import { usersResetPassword, usersResetPasswordConfirm, usersSetPassword } from './passwords';
import { sessionsEnd, sessionsEndOthers, sessionsList } from './sessions';
import { socialComplete, socialStart } from './social';
import {
  usersCreate,
  usersDelete,
  usersList,
  usersMe,
  usersMeDelete,
  usersMePartialUpdate,
  usersMeUpdate,
  usersPartialUpdate,
  usersRetrieve,
  usersUpdate,
} from './users';

/** Every endpoint, in the order of the README's table. */
export const contracts: readonly Contract[] = [
  usersCreate,
  usersList,
  usersRetrieve,
  usersUpdate,
  usersPartialUpdate,
  usersDelete,
  usersMe,
  usersMeUpdate,
  usersMePartialUpdate,
  usersMeDelete,
  usersActivation,
  usersResendActivation,
  usersSetPassword,
  usersResetPassword,
  usersResetPasswordConfirm,
  usersSetEmail,
  usersSetEmailConfirm,
  usersSetEmailUndo,
  usersResetEmail,
  usersResetEmailConfirm,
  jwtCreate,
  jwtRefresh,
  jwtVerify,
  logout,
  socialStart,
  socialComplete,
  identitiesList,
  identitiesLink,
  identitiesUnlink,
  identitiesClaim,
  identitiesConfirm,
  sessionsList,
  sessionsEnd,
  sessionsEndOthers,
  eventsList,
  cronOutbox,
  wellKnownJwks,
  health,
];
