import type { Contract } from './contract';
import { health } from './health';
import { jwtCreate, jwtRefresh, jwtVerify, logout } from './jwt';
import { usersCreate, usersMe } from './users';

/** Every endpoint, in the order of the README's table. */
export const contracts: readonly Contract[] = [
  usersCreate,
  usersMe,
  jwtCreate,
  jwtRefresh,
  jwtVerify,
  logout,
  health,
];
