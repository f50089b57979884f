/** What the edge carries for the functions that answer requests (perform.ts); hung on the server once, at the start. */
import type { Clock } from '@parley/contract/values/time.ts';
import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Database } from '../db/database.ts';
import type { Log } from '../log/log.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { RouteLine } from './route-register.ts';

export interface EdgeParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly log: Log;
}

/** The server as routes see it: schemas are zod's, and type bodies, queries and answers. */
export type Edge = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

declare module 'fastify' {
  interface FastifyInstance {
    edge: EdgeParts;
    /** Every route with its method and access. */
    routeTable: () => readonly RouteLine[];
  }
}
