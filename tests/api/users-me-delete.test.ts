import { describe } from 'vitest';
import * as route from '@/app/api/users/me/route';
import { accountDeletion } from '@/tests/support/account-deletion';

const deletion = await accountDeletion(route, '/api/users/me/');

describe('400', () => {
  deletion.itRequiresThePassword();
});

describe('401', () => {
  deletion.itRefusesStrangers();
});

describe('204', () => {
  deletion.itDeletesTheAccount();
});
