import { setTimeout as sleep } from 'node:timers/promises';
import { type Served, serve } from '@/scripts/serve';

interface Member {
  served: Served;
  underWay: number;
}

type Settings = Record<string, string>;

/** Two processes of the app on one database, with the turns of a load balancer. */
export class Fleet {
  #turn = 0;

  private constructor(
    private readonly app: string,
    private readonly data: string,
    private settings: Settings,
    private readonly members: Member[],
  ) {}

  /** Starts both processes. */
  static async start(app: string, data: string, settings: Settings): Promise<Fleet> {
    const fleet = new Fleet(app, data, settings, []);
    for (const _ of ['first', 'second']) await fleet.#add();
    return fleet;
  }

  /** Replaces both, one after the other, by processes with other settings; no request waits. */
  async roll(changes: Settings): Promise<void> {
    this.settings = { ...this.settings, ...changes };
    for (const old of [...this.members]) {
      await this.#add();
      this.members.splice(this.members.indexOf(old), 1);
      while (old.underWay > 0) await sleep(5);
      await old.served.stop();
    }
  }

  get(path: string, access: string): Promise<Response> {
    return this.#send(path, { headers: { authorization: `Bearer ${access}` } });
  }

  post(path: string, body: object): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return this.#send(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async stop(): Promise<void> {
    await Promise.all(this.members.map(({ served }) => served.stop()));
  }

  async #add(): Promise<void> {
    this.members.push({ served: await serve(this.app, this.data, this.settings), underWay: 0 });
  }

  /** Sends a request to the process whose turn it is. */
  async #send(path: string, init: RequestInit): Promise<Response> {
    this.#turn += 1;
    const member = this.members[this.#turn % this.members.length];
    if (!member) throw new Error('no process is there');
    member.underWay += 1;
    try {
      const answer = await fetch(`${member.served.url}${path}`, init);
      // Read to its end while its process is still there.
      return new Response(await answer.text(), { status: answer.status });
    } finally {
      member.underWay -= 1;
    }
  }
}
