import { describe } from 'vitest';
import * as route from '@/app/api/users/me/route';
import { nameChanges } from '@/tests/support/name-changes';

const names = await nameChanges(route, 'PUT', '/api/users/me/');

describe('200', () => {
  names.itChangesNames();
});

describe('400', () => {
  names.itRequiresTheNames();
  names.itRefusesBadNames();
});

describe('401', () => {
  names.itRefusesStrangers();
});
