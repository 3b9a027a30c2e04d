import * as setEmail from '@/app/api/users/set_email/route';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { bearerOf, linkIn, signUp } from '@/tests/support/people';
import type { TestApp } from '@/tests/support/test-app';

/** People who want another address, each with addresses of their own. */
export function movingPeople(app: TestApp) {
  let people = 0;

  async function askFor(email: string, new_email: string) {
    const body = { new_email, current_password: PASSWORD };
    const headers = await bearerOf(email);
    await new ApiClient().call(setEmail, 'POST', '/api/users/set_email/', { body, headers });
  }

  /**
   * Signs a new person up who asks for another address; returns them with both links that went out.
   */
  async function movingPerson() {
    people += 1;
    const email = `old${people}@example.com`;
    const newEmail = `new${people}@example.com`;
    await signUp({ email });
    await askFor(email, newEmail);
    const mails = await app.mails();
    const linkTo = (address: string) => linkIn(mails.find(({ to }) => to === address));
    return { email, newEmail, confirm: linkTo(newEmail), undo: linkTo(email) };
  }

  return { askFor, movingPerson };
}
