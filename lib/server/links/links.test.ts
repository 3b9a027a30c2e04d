import { expect, it } from 'vitest';
import * as confirmRoute from '@/app/api/users/set_email_confirm/route';
import { findLinkEmail } from '@/lib/server/links/links';
import { ApiClient } from '@/tests/support/api-client';
import { movingPeople } from '@/tests/support/moving-people';
import { editUser, startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
const { movingPerson } = movingPeople(app);

it('a good link names the address that it is about, a dead one none', async () => {
  const { email, newEmail, confirm, undo } = await movingPerson();
  expect(await findLinkEmail(app.ctx, 'email-confirm', confirm)).toBe(newEmail);
  expect(await findLinkEmail(app.ctx, 'email-undo', undo)).toBe(email);
  expect(await findLinkEmail(app.ctx, 'email-undo', confirm)).toBeNull();
  const client = new ApiClient();
  await client.call(confirmRoute, 'POST', '/api/users/set_email_confirm/', { body: confirm });
  expect(await findLinkEmail(app.ctx, 'email-confirm', confirm)).toBeNull();
  expect(await findLinkEmail(app.ctx, 'email-undo', undo)).toBe(email);
});

it('a link of a user who may not use it names nothing', async () => {
  const { email, confirm } = await movingPerson();
  await editUser(app.ctx, email, { isActive: false });
  expect(await findLinkEmail(app.ctx, 'email-confirm', confirm)).toBeNull();
});
