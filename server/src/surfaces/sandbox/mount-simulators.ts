/**
 * The stand-ins' entrances under `/sandbox/{service}/…`, for browsers and for clients that are pointed here. It hands requests on as
 * they came and must never look into them.
 */
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { keepRawBody } from '../../foundation/http/body-kinds.ts';
import type { Simulator } from '../../providers/simulation/simulator.port.ts';

export interface MountedSimulators {
  /** Name in the address → the stand-in; `phone`, `faults`, `courier`, `printer`, `mail`, `assets` and `state` are taken by the sandbox itself. */
  readonly simulators: Readonly<Record<string, Pick<Simulator, 'fetch'>>>;
}

/** The largest document that WhatsApp takes is 100 MB. */
const BODY_LIMIT = 105 * 1024 * 1024;
const OWN = new Set(['phone', 'faults', 'courier', 'printer', 'mail', 'assets', 'state']);
/** Headers of one hop, and those that the edge writes itself. */
const HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-encoding', 'upgrade']);

export function mountSimulators({ simulators }: MountedSimulators): FastifyPluginAsync {
  return async (scope) => {
    keepRawBody(scope);
    for (const [name, simulator] of Object.entries(simulators)) {
      if (OWN.has(name)) throw new Error(`/sandbox/${name} belongs to the sandbox itself`);
      mountOne(scope, `/sandbox/${name}`, simulator);
    }
  };
}

function mountOne(scope: FastifyInstance, prefix: string, simulator: Pick<Simulator, 'fetch'>): void {
  scope.all(`${prefix}/*`, { config: { access: 'public' }, bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const response = await simulator.fetch(asRequest(request, prefix));
    return answer(reply, response);
  });
}

function asRequest(request: FastifyRequest, prefix: string): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || HOP.has(name)) continue;
    headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const body = request.body instanceof Uint8Array && request.body.length > 0 ? request.body : undefined;
  const bodiless = request.method === 'GET' || request.method === 'HEAD' || body === undefined;
  return new Request(new URL(request.url.slice(prefix.length), `${request.protocol}://${request.host}`), {
    method: request.method,
    headers,
    ...(bodiless ? {} : { body: body as Uint8Array<ArrayBuffer> }),
  });
}

async function answer(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  if (response.type === 'error') {
    // The stand-in hangs up: whoever called cannot know what happened.
    reply.hijack();
    reply.raw.destroy();
    return reply;
  }
  for (const [name, value] of response.headers) if (!HOP.has(name)) reply.header(name, value);
  return reply.status(response.status).send(Buffer.from(await response.arrayBuffer()));
}
