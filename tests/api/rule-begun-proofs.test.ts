import { beforeEach, describe, expect, it } from 'vitest';
import { ApiClient } from '@/tests/support/api-client';
import {
  askAgain,
  askForReset,
  FRIEND,
  namesOf,
  newAddress,
  signUpHere,
  startLinkApp,
  whoIs,
} from '@/tests/support/begun-links';
import { expectNoContent } from '@/tests/support/expectations';
import { withChanged } from '@/tests/support/test-app';

const app = await startLinkApp();
const { settings } = app.ctx;
const browser = () => new ApiClient('browser');
const elsewhere = new ApiClient();

let email = '';
const nextPerson = () => {
  email = newAddress(app);
};
beforeEach(nextPerson);

const proofsOf = ({ jar }: ApiClient) => jar.begun?.split('.') ?? [];

describe('the proof that a browser asked for a link', () => {
  it('tells nothing about accounts', async () => {
    const ask = askForReset;
    const answers = [await ask(browser(), email)];
    await signUpHere(elsewhere, email);
    answers.push(await ask(browser(), email));
    await app.activate(elsewhere, email);
    answers.push(await ask(browser(), email));
    const lengths = answers.map(({ cookies }) => cookies[0]?.value?.length);
    expect(new Set(lengths).size).toBe(1);
    for (const answer of answers) {
      expectNoContent(answer);
      expect(namesOf(answer)).toEqual(['begun']);
      const [cookie] = answer.cookies;
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/' });
      expect(cookie).not.toHaveProperty('domain');
    }
  });

  it('is renewed by asking again where the account was signed up, and given nowhere else', async () => {
    const client = browser();
    const ask = (one: ApiClient) => askAgain(one, email);
    const before = await ask(client);
    await signUpHere(client, email);
    expect(namesOf(await ask(client))).toEqual(['begun']);
    const strangers = [await ask(browser()), before];
    await app.activate(elsewhere, email);
    strangers.push(await ask(browser()));
    for (const answer of strangers) {
      expectNoContent(answer);
      expect(answer.cookies).toEqual([]);
    }
  });

  it.each<[string, Record<string, string>]>([
    ['a client that is no browser', {}],
    ['a page of an allowed origin', { origin: FRIEND }],
    ['a foreign page', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['a foreign page, by its site alone', { 'sec-fetch-site': 'cross-site' }],
    ['a page that says two things', { origin: settings.SITE_URL, 'sec-fetch-site': 'cross-site' }],
  ])('is not given to %s, whose answer is as it always was', async (_, headers) => {
    const signedUp = await signUpHere(elsewhere, email, headers);
    expect([signedUp.status, signedUp.cookies]).toEqual([201, []]);
    for (const ask of [askAgain, askForReset]) {
      const answer = await ask(elsewhere, email, headers);
      expectNoContent(answer);
      expect(answer.cookies).toEqual([]);
    }
  });

  it('is given to a page by its origin alone, which old browsers send', async () => {
    const answer = await askForReset(elsewhere, email, { origin: settings.SITE_URL });
    expect(namesOf(answer)).toEqual(['begun']);
  });

  it('is not given at a sign-up that needs no link, or is refused', async () => {
    await withChanged(settings, { SEND_ACTIVATION_EMAIL: false }, async () => {
      const answer = await signUpHere(browser(), email);
      expect([answer.status, answer.cookies]).toEqual([201, []]);
    });
    const again = await signUpHere(browser(), email);
    expect([again.status, again.cookies]).toEqual([400, []]);
  });

  it('is one of at most three, and asking again for its link takes no place from others', async () => {
    const client = browser();
    await signUpHere(client, email);
    for (let round = 0; round < 5; round += 1) {
      app.clock.advance(1);
      await askForReset(client, 'other@example.com');
    }
    expect(proofsOf(client)).toHaveLength(2);
    await askForReset(client, 'third@example.com');
    await askForReset(client, 'fourth@example.com');
    expect(proofsOf(client)).toHaveLength(3);
    // The oldest is gone: its owner signs in with the password.
    const answer = await app.activate(client, email);
    expectNoContent(answer);
    expect(answer.cookies).toEqual([]);
  });
});

describe('a proof that does not count', () => {
  /** Uses a link with this proof; true if that signed in. */
  async function opens(proof: string): Promise<boolean> {
    const client = browser();
    client.jar.begun = proof;
    expectNoContent(await app.activate(client, email));
    return 'access' in client.jar;
  }

  it.each<[string, (own: string) => Promise<string> | string]>([
    [
      'is for another address',
      async () => {
        const client = browser();
        await signUpHere(client, `other-${email}`);
        return client.jar.begun ?? '';
      },
    ],
    [
      'is for another purpose',
      async () => {
        const client = browser();
        await askForReset(client, email);
        return client.jar.begun ?? '';
      },
    ],
    ['is forged', (own) => own.replace(/-.*/, `-${'A'.repeat(43)}`)],
    ['has another time', (own) => own.replace('-', '0-')],
    ['has another spelling', (own) => own.toUpperCase()],
    ['has something after it', (own) => `${own}x`],
    ['stands behind too many', (own) => `x.y.z.${own}`],
    ['is none', () => '..'],
    ['is long', () => 'x'.repeat(5000)],
  ])('%s', async (_, make) => {
    const client = browser();
    await signUpHere(client, email);
    expect(await opens(await make(client.jar.begun ?? ''))).toBe(false);
  });

  it('counts where it is right, or the tests above show nothing', async () => {
    const client = browser();
    await signUpHere(client, email);
    expect(await opens(`x.y.${client.jar.begun}`)).toBe(true);
  });

  it.each([
    ['one hour for a new password', 3600, askForReset],
    ['three days for an activation', 3 * 86_400, askAgain],
  ])('is older than its link may be: %s', async (_, seconds, ask) => {
    const begins = ask === askForReset ? ask : signUpHere;
    for (const [age, isSignedIn] of [
      [seconds - 1, true],
      [seconds, false],
    ] as const) {
      nextPerson();
      const client = browser();
      if (begins === ask) await signUpHere(elsewhere, email);
      await begins(client, email);
      app.clock.advance(age);
      await ask(elsewhere, email);
      await app[ask === askForReset ? 'setPassword' : 'activate'](client, email);
      expect((await whoIs(client)) === email).toBe(isSignedIn);
    }
  });

  it('was made with a secret that is not named any more', async () => {
    const JWT_SECRET = 'another-secret-of-at-least-32-bytes!';
    for (const [previous, isSignedIn] of [
      [[settings.JWT_SECRET], true],
      [[], false],
    ] as const) {
      nextPerson();
      const client = browser();
      await signUpHere(client, email);
      const changes = { JWT_SECRET, JWT_PREVIOUS_SECRETS: previous };
      // The link is made when its mail is sent, with the secret of then.
      await withChanged(settings, changes, () => app.activate(client, email));
      expect('access' in client.jar).toBe(isSignedIn);
    }
  });
});
