/** Notes what the use of a connection taught about it: that it works, or why it does not. Never touches its secrets. */
import type { ConnectionKind } from '@parley/contract/api/connections.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { markConnection as mark } from './connection.store.ts';

/** Changes nothing where the state is known already. */
export async function markConnection(
  clock: Clock,
  tx: Tx,
  kind: ConnectionKind,
  state: 'working' | 'failing',
  failure?: string,
): Promise<void> {
  await mark(tx, kind, { state, failure: state === 'failing' ? (failure ?? 'The service refused these details.') : null, at: clock.now() });
}
