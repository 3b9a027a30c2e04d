import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { apiPathOf } from '@/lib/edge/api-prefixes';
import type { RouteHandlers } from '@/lib/server/http/route';
import { setContext } from '@/lib/server/use-case/context';
import { contracts } from '@/lib/shared/contracts/registry';
import { ApiClient } from '@/tests/support/api-client';
import { DIFFERENCES, type Difference } from '@/tests/support/djoser/differences';
import { DJOSER_DEFAULTS, journeys, type Step } from '@/tests/support/djoser/journeys';
import { linkOf } from '@/tests/support/links';
import { startTestApp } from '@/tests/support/test-app';

/** Imports the route of a path, as Next.js finds it: a name before a `{…}`. */
async function handlersOf(path: string): Promise<RouteHandlers> {
  const fits = (template: string) =>
    new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
  const found = contracts.map((contract) => contract.path).filter(fits);
  const [template = ''] = found.sort((a, b) => Number(a.includes('{')) - Number(b.includes('{')));
  const folder = template.replace(/\/$/, '').replaceAll('{', '[').replaceAll('}', ']');
  return import(/* @vite-ignore */ resolve(`app${folder}/route.ts`));
}

const isAbout = ({ sends, djoser }: Difference, step: Step) =>
  step.sends === sends && step.text === djoser;

describe.each(journeys.map((journey) => [journey.name, journey] as const))(
  'every switch as Djoser has it: %s',
  async (_, { settings, steps }) => {
    const limits = { RATE_LIMIT: 'off' };
    const app = await startTestApp({ ...DJOSER_DEFAULTS, ...limits, ...settings });
    beforeAll(() => setContext(app.ctx));
    const known: Record<string, string> = {};
    const fillIn = (text: string) => text.replace(/\{(\w+)\}/g, (all, name) => known[name] ?? all);

    async function send({ sends, body, as }: Step) {
      const [method, path = ''] = sends.split(' ') as [keyof RouteHandlers, string];
      const apiPath = apiPathOf(`/auth${path}`, app.ctx.settings.API_PATH_PREFIXES) ?? '';
      const callers = { user: `JWT ${known.access}`, forger: 'JWT x' };
      return new ApiClient().call(await handlersOf(apiPath), method, apiPath, {
        body: body && JSON.parse(fillIn(JSON.stringify(body))),
        headers: as ? { authorization: callers[as] } : {},
      });
    }

    it.each(steps.map((step, at) => [`${at + 1}: ${step.sends}`, step] as const))(
      '%s',
      async (__, step) => {
        const difference = DIFFERENCES.find((one) => isAbout(one, step));
        const { status, text } = difference ?? step;
        const { json, headers, ...answer } = await send(step);
        if (answer.text.includes('"access":')) Object.assign(known, json);
        const shown = answer.text.replace(/eyJ[\w.-]+/g, '…');
        expect([answer.status, shown]).toEqual([status, text]);
        const isRefusal = status === 401 && step.authenticate;
        if (isRefusal) expect(headers.get('www-authenticate')).toBe(step.authenticate);
        if (!step.link) return;
        const [address = ''] = step.link.split('{uid}');
        const mail = (await app.mails()).find(({ text: words }) => words.includes(address));
        const { url, uid, token } = linkOf(mail ?? { text: '' });
        Object.assign(known, { uid, token });
        expect(url).toBe(fillIn(step.link));
      },
    );
  },
);

it('no difference is left in the table that is none', () => {
  const steps = journeys.flatMap((journey) => journey.steps);
  const isReal = (one: Difference) =>
    one.text !== one.djoser && steps.some((step) => isAbout(one, step));
  expect(DIFFERENCES.filter((one) => !isReal(one))).toEqual([]);
});
