/**
 * Front door of printing: files that customers send, what printing them costs, and the queue in which paid pages come out. Nothing is
 * printed unpaid, twice, or after a cancel; where nobody can know, a person is asked.
 */
import type { PrintJobState, PrintSettings, PrintTicket } from '@parley/contract/api/printing.ts';
import type { CustomerId, OrderId, ThreadId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';

export type PrintFileId = string & { readonly __brand: 'PrintFileId' };
export type PrintJobId = string & { readonly __brand: 'PrintJobId' };

export interface PrintFile {
  readonly id: PrintFileId;
  readonly customerId: CustomerId;
  readonly name: string;
  readonly state: 'arriving' | 'checking' | 'ready' | 'refused' | 'wiped';
  readonly pages?: number;
  /** Why it cannot be printed: `password`, `broken`, `too_large`, `too_many_pages`, `unsupported`, `infected`, `empty`. */
  readonly refusal?: string;
  /** Said beside the preview: `converted_plainly`, `mixed_sizes`. */
  readonly warning?: string;
  /** Blob key of a JPEG of the first sheet. */
  readonly previewBlob?: string;
}

/** One file of an order being made up, and what is wanted of it. */
export interface PrintWish {
  readonly fileId: PrintFileId;
  readonly ticket: PrintTicket;
}

export interface PriceLine {
  /** `bw` or `color` with paper and sides, `minimum`, `rush`: which words it is said in. */
  readonly kind: { readonly what: 'pages'; readonly mode: 'bw' | 'color'; readonly paper: string; readonly twoSided: boolean } | { readonly what: 'minimum' | 'rush' };
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly total: Money;
}

export interface PrintPrice {
  readonly lines: readonly PriceLine[];
  readonly total: Money;
  readonly sheets: number;
  readonly printedSides: number;
}

export interface PrintJob {
  readonly id: PrintJobId;
  readonly orderId: OrderId;
  readonly file: PrintFile;
  readonly ticket: PrintTicket;
  readonly state: PrintJobState;
  readonly failure?: string;
  readonly pickupCode: string;
  readonly aheadInQueue?: number;
}

export type PrintEvent =
  | { readonly name: 'file.checked'; readonly fileId: PrintFileId; readonly customerId: CustomerId }
  | { readonly name: 'print.queued' | 'print.printed' | 'print.failed' | 'print.unknown' | 'print.cancelled'; readonly jobId: PrintJobId; readonly orderId: OrderId }
  | { readonly name: 'print.order_ready'; readonly orderId: OrderId };

export interface Printing {
  settings(tx: Tx): Promise<PrintSettings>;
  changeSettings(tx: Tx, settings: PrintSettings, actor: { readonly kind: 'staff' | 'program'; readonly id: string }): Promise<Result<PrintSettings>>;
  /** A file that arrived in a chat: kept and checked by a job, which emits `file.checked`. `mediaBlob` is where its bytes lie already. */
  takeIn(tx: Tx, input: { readonly customerId: CustomerId; readonly name: string; readonly mediaBlob: string; readonly mimeType?: string }): Promise<PrintFile>;
  file(tx: Tx, id: PrintFileId): Promise<PrintFile | undefined>;
  /** What these files cost. Refuses `print.file_not_ready`, `print.paper_not_offered`, `print.pages_invalid`. */
  price(tx: Tx, wishes: readonly PrintWish[], options: { readonly rush: boolean }): Promise<Result<PrintPrice>>;
  /** Makes the order with its payment link and its jobs, which wait until it is paid. Refuses like `price` and `connection.missing`. */
  order(
    tx: Tx,
    input: { readonly customerId: CustomerId; readonly threadId: ThreadId; readonly wishes: readonly PrintWish[]; readonly rush: boolean; readonly expectedTotal: Money },
  ): Promise<Result<{ readonly orderId: OrderId; readonly orderNumber: string; readonly pickupCode: string }>>;
  jobsOf(tx: Tx, orderId: OrderId): Promise<readonly PrintJob[]>;
  /** The customer's newest orders that print something, newest first. */
  ordersOf(tx: Tx, customerId: CustomerId, limit: number): Promise<readonly OrderId[]>;
  /** Until the first page is under way. Refuses `print.too_late`. */
  cancelOrder(tx: Tx, orderId: OrderId, actor: string): Promise<Result<void>>;
  /** The order was paid (or confirmed by staff): its jobs go into the queue, or wait for the pickup code. Repeats change nothing. */
  onOrderConfirmed(tx: Tx, orderId: OrderId): Promise<void>;
  /** The order was cancelled: what has not begun is cancelled. */
  onOrderCancelled(tx: Tx, orderId: OrderId): Promise<void>;
}
