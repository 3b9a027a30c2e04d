import type { Endpoint } from '@/lib/server/http/endpoint';
import type { Handler } from '@/lib/server/http/respond';
import { handlers, type RouteHandlers } from '@/lib/server/http/route';
import { getContext } from '@/lib/server/use-case/context';
import { isServed } from '@/lib/shared/contracts/contract';

/**
 * Creates the handlers of a path that exists under some settings only. Under others, `otherwise`
 * answers: the handlers that the path would have without a route of its own.
 */
export function switchedRoute(own: RouteHandlers, otherwise: RouteHandlers): RouteHandlers {
  const all: (Handler & Partial<Endpoint>)[] = Object.values(own);
  const contract = all.find((one) => one.contract)?.contract;
  const either = (method: keyof RouteHandlers): Handler => {
    const handler: Handler = async (request) => {
      const isThere = contract && isServed(contract, getContext().settings);
      return (isThere ? own : otherwise)[method](request);
    };
    return Object.assign(handler, own[method]);
  };
  return { ...handlers(either, either('OPTIONS')), HEAD: either('HEAD') };
}
