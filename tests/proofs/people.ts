import { post, type Served } from '@/scripts/serve';
import { PASSWORD, signUpForm } from '@/tests/proofs/cause-mail';

/** Both tokens of a session. */
export interface Pair {
  access: string;
  refresh: string;
}

/** Clients that use two servers in turn. */
export class People {
  #count = 0;
  #turn = 0;
  constructor(private readonly servers: readonly Served[]) {}

  /** Posts to the server whose turn it is. */
  async post(path: string, body: object, access?: string): Promise<Response> {
    this.#turn += 1;
    const server = this.servers[this.#turn % this.servers.length];
    const answer = server && (await post(`${server.url}${path}`, body, access));
    if (!answer) throw new Error(`${path}: no answer`);
    return answer;
  }

  async newcomer(): Promise<string> {
    this.#count += 1;
    const email = `person${this.#count}-${Date.now()}@example.com`;
    const answer = await this.post('/api/users/', signUpForm(email));
    if (answer.status !== 201) throw new Error(`sign-up: ${answer.status}`);
    return email;
  }

  async signIn(email: string): Promise<Pair> {
    const answer = await this.post('/api/jwt/create/', { email, password: PASSWORD });
    if (!answer.ok) throw new Error(`sign-in: ${answer.status}`);
    return (await answer.json()) as Pair;
  }

  /** Refreshes a token pair; returns the next pair, or null if the token was refused. */
  async refresh(refresh: string): Promise<Pair | null> {
    const answer = await this.post('/api/jwt/refresh/', { refresh });
    if (answer.status !== 200 && answer.status !== 401) throw new Error(`${answer.status}`);
    return answer.ok ? ((await answer.json()) as Pair) : null;
  }

  async isAlive({ access, refresh }: Pair): Promise<boolean> {
    const answers = await Promise.all(
      [access, refresh].map((token) => this.post('/api/jwt/verify/', { token })),
    );
    return answers.some(({ ok }) => ok);
  }
}
