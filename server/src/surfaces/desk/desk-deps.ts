/** What the desk needs, handed in by the composition root. Everything staff do goes through the verbs named here; the desk owns no table. */
import type { CustomerId, OrderId, ProductId, ThreadId } from '@parley/contract/values/id.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Books } from '../../domains/books/index.ts';
import type { Catalog } from '../../domains/catalog/index.ts';
import type { Conversations } from '../../domains/conversations/index.ts';
import type { Customers } from '../../domains/customers/index.ts';
import type { Merchants } from '../../domains/merchants/index.ts';
import type { Orders } from '../../domains/orders/index.ts';
import type { Payments } from '../../domains/payments/index.ts';
import type { Returns } from '../../domains/returns/index.ts';
import type { Stock } from '../../domains/stock/index.ts';
import type { Database, Tx } from '../../foundation/db/database.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import type { Secrets } from '../../foundation/secrets/secrets.ts';
import type { Chat, ChatSummary } from './reads/chat-list.store.ts';
import type { StockRow } from './reads/stock-list.store.ts';
import type { Today } from './reads/today.store.ts';

/** What several rooms know together, for the desk's lists. Reads only. */
export interface DeskReads {
  /** Changes whenever something staff look at has changed; cheap enough for once a second. */
  pulse(tx: Tx): Promise<string>;
  /** @param from.lowStock free units at which a variant counts as running out. */
  today(tx: Tx, from: { readonly now: Date; readonly timeZone: string; readonly lowStock: number }): Promise<Today>;
  names(tx: Tx, ids: readonly CustomerId[]): Promise<ReadonlyMap<CustomerId, string>>;
  chats(
    tx: Tx,
    query: { readonly mode?: 'waiting' | 'human' | 'bot'; readonly search?: string; readonly page: number; readonly limit: number },
  ): Promise<{ readonly items: readonly ChatSummary[]; readonly total: number }>;
  /** Its newest messages and notes, oldest first; undefined when there is no such thread. */
  chat(tx: Tx, id: ThreadId, limit: number): Promise<Chat | undefined>;
  stock(
    tx: Tx,
    query: { readonly lowStock?: number; readonly search?: string; readonly page: number; readonly limit: number },
  ): Promise<{ readonly items: readonly StockRow[]; readonly total: number }>;
  /** Free units over all counted variants of a product; a product that is not counted is absent. */
  unitsOf(tx: Tx, ids: readonly ProductId[]): Promise<ReadonlyMap<ProductId, number>>;
  orderNumbers(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Units that an order moved, signed. */
  movedBy(tx: Tx, orderId: OrderId): Promise<readonly { readonly name: string; readonly quantity: number; readonly at: Date }[]>;
}

export interface DeskDeps {
  readonly database: Pick<Database, 'inTx'>;
  readonly clock: Clock;
  readonly secrets: Pick<Secrets, 'fingerprint'>;
  /** Origin under which we are reached, without a slash at the end. */
  readonly publicUrl: string;
  readonly orders: Pick<Orders, 'get' | 'list' | 'confirm' | 'ship' | 'deliver' | 'cancel' | 'refund' | 'bookParcelAgain'>;
  readonly returns: Pick<Returns, 'get' | 'list' | 'returnable' | 'ask' | 'approve' | 'decline' | 'receive' | 'refund' | 'close' | 'worth'>;
  readonly books: Pick<Books, 'profitLoss' | 'totals' | 'balanceSheet' | 'entries' | 'entry' | 'today'>;
  readonly catalog: Pick<Catalog, 'products' | 'variants'>;
  readonly stock: Pick<Stock, 'movementPage'>;
  readonly payments: Pick<Payments, 'paymentsOf'>;
  readonly conversations: Pick<Conversations, 'queueByStaff' | 'note' | 'setMode' | 'threadOf'>;
  readonly customers: Pick<Customers, 'get'>;
  readonly merchants: Pick<Merchants, 'connections' | 'getMerchant' | 'staff'>;
  /** Refuses `auth.invalid_credentials`, `auth.too_many_attempts`. */
  readonly signIn: (email: string, password: string, userAgent: string | undefined) => Promise<Result<{ readonly token: string }>>;
  /** Undefined: the token does not hold (any more). */
  readonly whoIs: (token: string) => Promise<Actor | undefined>;
  readonly signOut: (actor: Actor) => Promise<void>;
  readonly reads: DeskReads;
  /** Shown on the sign-in page with one button each. The sandbox only. */
  readonly demo?: DemoSignIn;
}

export interface DemoSignIn {
  readonly email: string;
  readonly password: string;
  /** Owners of the other demo shops, under the same password. */
  readonly merchants: readonly { readonly name: string; readonly email: string }[];
}
