/** What the verbs of print agents work with, handed in by the composition root. */
import type { Clock } from '@parley/contract/values/time.ts';
import type { Database } from '../../../foundation/db/database.ts';
import type { Secrets } from '../../../foundation/secrets/secrets.ts';
import type { Merchants } from '../../merchants/index.ts';

export interface AgentsDeps {
  readonly clock: Clock;
  readonly database: Pick<Database, 'inTx' | 'inPlatformTx'>;
  readonly secrets: Pick<Secrets, 'fingerprint'>;
  /** Where an agent reaches us: part of the command that people copy. */
  readonly publicUrl: string;
  readonly keys: Pick<Merchants['keys'], 'makeIn' | 'end'>;
  readonly audit: Pick<Merchants['audit'], 'record'>;
}
