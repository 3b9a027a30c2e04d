import { expect, it } from 'vitest';
import * as setEmail from '@/app/api/users/set_email/route';
import * as confirmRoute from '@/app/api/users/set_email_confirm/route';
import * as undoRoute from '@/app/api/users/set_email_undo/route';
import { findUserByEmail } from '@/db/repositories/users';
import { ApiClient } from '@/tests/support/api-client';
import { expectNoContent } from '@/tests/support/expectations';
import { movingPeople } from '@/tests/support/moving-people';
import { bearerOf } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

const app = await startTestApp();
const PATH = '/api/users/set_email/';
const post = (body: unknown) =>
  new ApiClient().call(undoRoute, 'POST', '/api/users/set_email_undo/', { body });
const confirmLink = (body: unknown) =>
  new ApiClient().call(confirmRoute, 'POST', '/api/users/set_email_confirm/', { body });

const { movingPerson, askFor } = movingPeople(app);

it('a change of address can be undone after a thief has begun, and called off, many others', async () => {
  const { email, newEmail, confirm, undo } = await movingPerson();
  await confirmLink(confirm);
  for (let round = 0; round < 21; round += 1) {
    // As fast as the limit allows.
    app.clock.advance(720);
    await askFor(newEmail, `elsewhere${round}@example.com`);
    const headers = await bearerOf(newEmail);
    expectNoContent(await new ApiClient().call(setEmail, 'DELETE', PATH, { headers }));
  }
  expectNoContent(await post(undo));
  expect(await findUserByEmail(app.ctx.db, email)).not.toBeNull();
});
