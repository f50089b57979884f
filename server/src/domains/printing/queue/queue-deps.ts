/** What the verbs of the queue work with, handed in by the composition root. */
import type { Clock } from '@parley/contract/values/time.ts';
import type { Bell } from '../../../foundation/db/bell.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { Secrets } from '../../../foundation/secrets/secrets.ts';
import type { Orders } from '../../orders/index.ts';
import type { PrintEvent } from '../printing.ts';

export interface QueueDeps {
  readonly clock: Clock;
  readonly secrets: Pick<Secrets, 'signToken' | 'verifyToken'>;
  /** Origin under which agents and people reach us. */
  readonly publicUrl: string;
  readonly orders: Pick<Orders, 'get' | 'begin' | 'deliver'>;
  /** Tells whoever listens, in the same transaction. */
  readonly emit: (tx: Tx, event: PrintEvent) => Promise<void>;
  /** Rings in this process when a job may be claimed. */
  readonly bell: Bell;
}

/** Who acts, as events name them: `agent:<id>`, `staff:<id>`, `program:<id>`, `customer`, `system`. */
export interface Caller {
  readonly name: string;
  /** Of a paired agent. */
  readonly agentId?: string;
}
