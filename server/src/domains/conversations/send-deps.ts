/** What the sending of messages needs from outside this domain. Types only. */
import type { Clock } from '@parley/contract/values/time.ts';
import type { Database, Tx } from '../../foundation/db/database.ts';
import type { MessagingAddress, MessagingClient } from '../../providers/messaging/messaging.port.ts';
import type { Customers } from '../customers/index.ts';
import type { MarkConnection } from './apply-status.ts';
import type { ToSend } from './outbound.store.ts';
import type { MediaUploads } from './upload-media.ts';

/** The client of the merchant's own connection; undefined when it has none. */
export type ClientFor = (tx: Tx, provider: string) => Promise<MessagingClient | undefined>;

export interface SendDeps {
  readonly database: Pick<Database, 'inTx'>;
  readonly clock: Clock;
  readonly customers: Pick<Customers, 'get' | 'changeKeys' | 'setMarketing'>;
  readonly clientFor: ClientFor;
  readonly markConnection: MarkConnection;
  readonly uploads: MediaUploads;
  /** How long the echo of a send in doubt is waited for before it is sent again. */
  readonly doubtMs: number;
}

/** One message on its way: how it stood before it left, by whom and to whom it is sent. */
export interface Attempt {
  readonly message: ToSend;
  readonly client: MessagingClient;
  readonly to: MessagingAddress;
}

export type SendOutcome = Awaited<ReturnType<MessagingClient['send']>>;
