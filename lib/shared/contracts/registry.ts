import { usersActivation, usersResendActivation } from '@/lib/shared/contracts/activation';
import type { Contract } from '@/lib/shared/contracts/contract';
import { cronOutbox } from '@/lib/shared/contracts/cron';
import {
  usersResetEmail,
  usersResetEmailConfirm,
  usersSetEmail,
  usersSetEmailCallOff,
  usersSetEmailConfirm,
  usersSetEmailResend,
  usersSetEmailUndo,
} from '@/lib/shared/contracts/emails';
import { eventsList } from '@/lib/shared/contracts/events';
import { health } from '@/lib/shared/contracts/health';
import {
  identitiesClaim,
  identitiesConfirm,
  identitiesLink,
  identitiesList,
  identitiesUnlink,
} from '@/lib/shared/contracts/identities';
import { wellKnownJwks } from '@/lib/shared/contracts/jwks';
import { jwtCreate, jwtRefresh, jwtVerify, logout } from '@/lib/shared/contracts/jwt';
import { openApi } from '@/lib/shared/contracts/openapi';
import {
  usersResetPassword,
  usersResetPasswordConfirm,
  usersSetPassword,
} from '@/lib/shared/contracts/passwords';
import { sessionsEnd, sessionsEndOthers, sessionsList } from '@/lib/shared/contracts/sessions';
import { socialComplete, socialReturn, socialStart } from '@/lib/shared/contracts/social';
import { tokenLogin, tokenLogout } from '@/lib/shared/contracts/token';
import {
  usersResetUsername,
  usersResetUsernameConfirm,
  usersSetUsername,
} from '@/lib/shared/contracts/usernames';
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
} from '@/lib/shared/contracts/users';

/** Every endpoint, in the order in which documents list them. */
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
  usersSetEmailResend,
  usersSetEmailCallOff,
  usersSetEmailConfirm,
  usersSetEmailUndo,
  usersResetEmail,
  usersResetEmailConfirm,
  usersSetUsername,
  usersResetUsername,
  usersResetUsernameConfirm,
  jwtCreate,
  jwtRefresh,
  jwtVerify,
  tokenLogin,
  tokenLogout,
  logout,
  socialStart,
  socialComplete,
  socialReturn,
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
  openApi,
  health,
];
