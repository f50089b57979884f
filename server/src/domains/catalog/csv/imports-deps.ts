/** What imports need from outside. */
import type { Clock } from '@parley/contract/values/time.ts';
import type { Database, Tx } from '../../../foundation/db/database.ts';
import type { StockAnswers } from '../catalog-deps.ts';
import type { ImportActor } from './import.store.ts';

export interface ImportBlobs {
  put(key: string, bytes: Uint8Array, mimeType: string): Promise<unknown>;
  get(key: string): Promise<{ readonly bytes: Buffer } | undefined>;
  delete(key: string): Promise<unknown>;
}

export interface ImportAudit {
  record(
    tx: Tx,
    record: {
      readonly action: string;
      readonly subject: { readonly kind: string; readonly id: string };
      readonly actor: { readonly kind: ImportActor['kind']; readonly id?: string };
      readonly after?: unknown;
      readonly requestId?: string;
    },
  ): Promise<void>;
}

export interface ImportsDeps {
  readonly database: Pick<Database, 'inTx' | 'asOwner'>;
  readonly clock: Clock;
  readonly blobs: ImportBlobs;
  readonly stock: StockAnswers;
  readonly audit: ImportAudit;
  /** Origin without a slash at its end: our own pictures are known by it. */
  readonly publicUrl: string;
  /** Whether WhatsApp's catalogue has confirmed everything that changed up to now. Absent: no catalogue is connected. */
  readonly pushed?: (tx: Tx) => Promise<boolean>;
  /** Rows of a batch; default 200. A batch is one transaction. */
  readonly batchRows?: number;
}
