import * as identity from '@/app/api/identities/[id]/route';
import * as claim from '@/app/api/identities/claim/route';
import * as create from '@/app/api/jwt/create/route';
import * as refresh from '@/app/api/jwt/refresh/route';
import * as me from '@/app/api/users/me/route';
import * as resend from '@/app/api/users/resend_activation/route';
import * as resetEmail from '@/app/api/users/reset_email/route';
import * as resetPassword from '@/app/api/users/reset_password/route';
import * as users from '@/app/api/users/route';
import * as setEmail from '@/app/api/users/set_email/route';
import * as setEmailConfirm from '@/app/api/users/set_email_confirm/route';
import * as setPassword from '@/app/api/users/set_password/route';
import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import type { RouteHandlers } from '@/lib/server/http/route';
import { type Answer, ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { ada, linkIn } from '@/tests/support/people';
import { addressless, rowsOf, type SocialApp, unvouched } from '@/tests/support/social/social-app';

let count = 0;

/** Returns a text that was never used before. */
function fresh(): string {
  count += 1;
  return `n${count}`;
}

/** A person with one browser and an address of the network for each request. */
export class Stranger {
  readonly client = new ApiClient('browser');
  #password: string = PASSWORD;

  /** `victim` is an address that is not theirs. */
  constructor(
    private readonly app: SocialApp,
    private readonly victim: string,
  ) {}

  #send(
    route: RouteHandlers,
    path: string,
    body: object,
    method: 'POST' | 'DELETE' = 'POST',
    more: Record<string, string> = {},
  ): Promise<Answer> {
    count += 1;
    const address = `2001:db8:${(count % 65_536).toString(16)}:${count >> 16}::1`;
    const headers = { [INTERNAL_HEADERS.clientAddress.name]: address, ...more };
    return this.client.call(route, method, `/api/${path}/`, { body, headers });
  }

  async signUp(email = this.victim): Promise<void> {
    this.#password = PASSWORD;
    await this.#send(users, 'users', { ...ada, email });
  }

  async signIn(email = this.victim, browser = 'Firefox/131.0'): Promise<void> {
    const headers = { 'user-agent': `Mozilla/5.0 (X11; Linux x86_64; rv:131.0) ${browser}` };
    const body = { email, password: this.#password };
    await this.#send(create, 'jwt/create', body, 'POST', headers);
  }

  /** Signs up and in; at the victim's address unless another is given. */
  async join(email = this.victim): Promise<void> {
    await this.signUp(email);
    await this.signIn(email);
  }

  async changePassword(): Promise<void> {
    const next = this.#password === PASSWORD ? `${PASSWORD}-other` : PASSWORD;
    const body = { current_password: this.#password, new_password: next };
    const { status } = await this.#send(setPassword, 'users/set_password', body);
    if (status === 204) this.#password = next;
  }

  async askForAddress(email: string): Promise<void> {
    const body = { new_email: email, current_password: this.#password };
    await this.#send(setEmail, 'users/set_email', body);
  }

  /** Moves the account to an address whose mail is read, and deletes it. */
  async moveAwayAndDelete(): Promise<void> {
    const own = `${fresh()}@example.net`;
    await this.askForAddress(own);
    const mail = (await this.app.mails()).find(({ to }) => to === own);
    if (mail) await this.#send(setEmailConfirm, 'users/set_email_confirm', linkIn(mail));
    await this.delete();
  }

  async delete(): Promise<void> {
    await this.#send(me, 'users/me', { current_password: this.#password }, 'DELETE');
  }

  ask(kind: 'reset_password' | 'reset_email' | 'resend_activation'): Promise<Answer> {
    const route = {
      reset_password: resetPassword,
      reset_email: resetEmail,
      resend_activation: resend,
    };
    return this.#send(route[kind], `users/${kind}`, { email: this.victim });
  }

  async nameVictim(): Promise<void> {
    await this.app.comeFrom(this.client, { ...addressless, sub: fresh() });
    await this.#send(claim, 'identities/claim', { email: this.victim });
  }

  async comeWithVictimsAddress(): Promise<void> {
    const person = { ...unvouched, sub: fresh(), email: this.victim };
    await this.app.comeFrom(new ApiClient('browser'), person);
  }

  /** Uses a copy of a spent refresh token, which ends the session with a notice. */
  async replay(): Promise<void> {
    const old = this.client.jar.refresh;
    for (let i = 0; i < 2; i += 1) await this.#send(refresh, 'jwt/refresh', {});
    this.app.clock.advance(15);
    await new ApiClient().call(refresh, 'POST', '/api/jwt/refresh/', { body: { refresh: old } });
    await this.signIn();
  }

  async linkAndUnlink(): Promise<void> {
    this.app.be({ ...unvouched, sub: fresh(), email: `${fresh()}@example.net` });
    const { callback } = await this.app.beginLinking(this.client);
    await this.app.complete(this.client, callback);
    for (const { id } of (await rowsOf(this.app)).identities) {
      await this.#send(identity, `identities/${id}`, {}, 'DELETE');
    }
    await this.signIn();
  }

  /** Returns an address that was never used before. */
  newAddress = (): string => `${fresh()}@example.org`;
}
