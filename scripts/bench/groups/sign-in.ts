import { busyProbe, flood, type Probe, pacedProbe, refusals } from '@/scripts/bench/groups/flood';
import { compareHashing } from '@/scripts/bench/groups/hashing';
import { COST, PEOPLE } from '@/scripts/bench/groups/sign-in-calls';
import type { Result } from '@/scripts/bench/measure/figures';
import type { Answer } from '@/scripts/bench/measure/paced';
import { startApp } from '@/scripts/bench/servers/app';
import { signUpPeople } from '@/scripts/bench/servers/people';
import type { Workshop } from '@/scripts/bench/servers/workshop';

/** Sign-ins at bcrypt's cost of production: how many there can be, and what they do to others. */
export async function measureSignIn(workshop: Workshop): Promise<Result> {
  const settings = { BCRYPT_COST: String(COST) };
  const server = await startApp(workshop, { settings, cores: workshop.cores?.both ?? null });
  try {
    workshop.tell('signing people up');
    const people = await signUpPeople(server.url, PEOPLE);
    workshop.tell('sign-ins beside bcryptjs alone');
    const { figures, perSecond } = await compareHashing(workshop, server);
    const probes: Record<string, Probe> = {
      'users/me, 100 a second': pacedProbe(server.url, people),
      'users/me, 8 at once': busyProbe(server, people),
    };
    const answers: Answer[] = [];
    for (const probe of Object.entries(probes)) {
      workshop.tell(`a flood of sign-ins beside ${probe[0]}`);
      const flooded = await flood(workshop, server, probe, perSecond);
      figures.push(...flooded.figures);
      answers.push(...flooded.answers);
    }
    return { figures: [...figures, refusals(answers)], skipped: [] };
  } finally {
    await server.stop();
  }
}
