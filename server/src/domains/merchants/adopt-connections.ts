/**
 * Connections named in the operator's environment become those of the one shop there is: at the start, and when the first shop signs up.
 * With several shops they are nobody's, since nothing says whose they would be.
 */
import { type ConnectionFields, connectionKinds } from '@parley/contract/api/connections.ts';
import { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import { defineJob, type HandledJob, handle } from '../../foundation/jobs/job.ts';
import { allMerchants } from './all-merchants.store.ts';
import { type ConnectDeps, connect } from './connect.ts';
import { openConnection } from './connection.store.ts';

export interface AdoptDeps extends ConnectDeps {
  readonly ownConnections: Partial<ConnectionFields>;
}

export type Adopted = 'adopted' | 'nothing' | 'no shop' | 'several shops';

const connectionsAdopt = defineJob('connections.adopt', z.object({}));

/** What is the same already is left as it is, with what its use has shown. */
export async function adoptConnections(deps: AdoptDeps): Promise<Adopted> {
  if (!namesAny(deps.ownConnections)) return 'nothing';
  const [only, ...others] = await deps.database.inPlatformTx(allMerchants);
  if (only === undefined) return 'no shop';
  if (others.length > 0) return 'several shops';
  return deps.database.inTx(only, async (tx) => {
    let changed = false;
    for (const kind of connectionKinds) changed = (await adoptOne(deps, tx, kind)) || changed;
    return changed ? 'adopted' : 'nothing';
  });
}

async function adoptOne<K extends keyof ConnectionFields>(deps: AdoptDeps, tx: Tx, kind: K): Promise<boolean> {
  const wanted = deps.ownConnections[kind];
  if (wanted === undefined) return false;
  const known = await openConnection(tx, deps.secrets, kind);
  if (known !== undefined && plain(known.fields) === plain(wanted)) return false;
  const done = await connect(deps, tx, kind, wanted, { actor: { kind: 'system' } });
  return done.ok;
}

/** For a shop that was just made: whether it is the only one is seen once it is there. */
export async function adoptLater(deps: AdoptDeps, tx: Tx): Promise<void> {
  if (namesAny(deps.ownConnections)) await enqueue(tx, deps.clock.now(), connectionsAdopt, {});
}

export function adoptJobs(deps: AdoptDeps): HandledJob[] {
  return [
    handle(connectionsAdopt, async () => {
      await adoptConnections(deps);
    }),
  ];
}

function namesAny(connections: Partial<ConnectionFields>): boolean {
  return Object.keys(connections).length > 0;
}

function plain(fields: object): string {
  return JSON.stringify(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
