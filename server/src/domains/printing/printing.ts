/**
 * What printing is to others: files, wishes, prices, jobs, and the verbs on them. Types only; the rules stand with the verbs.
 */
import type { Language } from '@parley/contract/api/merchants.ts';
import type { PrintJobState, PrintSettings, PrintTicket } from '@parley/contract/api/printing.ts';
import type { CustomerId, InboundMessageId, OrderId, ThreadId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';

export type PrintFileId = string & { readonly __brand: 'PrintFileId' };
export type PrintJobId = string & { readonly __brand: 'PrintJobId' };

/** `too_heavy`: it takes too much time or memory to make ready · `lost`: its bytes never arrived · `unscanned`: the virus scanner is away. */
export const fileRefusals = [
  'password',
  'broken',
  'empty',
  'unsupported',
  'too_large',
  'too_many_pages',
  'too_heavy',
  'infected',
  'unscanned',
  'lost',
] as const;
export type FileRefusal = (typeof fileRefusals)[number];
/** `converted_plainly`: the words of a Word file without its layout · `mixed_sizes`: pages of several sizes. */
export type FileWarning = 'converted_plainly' | 'mixed_sizes';

export interface PrintFile {
  readonly id: PrintFileId;
  readonly customerId: CustomerId;
  readonly name: string;
  readonly state: 'arriving' | 'checking' | 'ready' | 'refused' | 'wiped';
  readonly pages?: number;
  /** Why it cannot be printed. */
  readonly refusal?: FileRefusal;
  /** Said beside the preview. */
  readonly warning?: FileWarning;
  /** The chat it came in by. */
  readonly threadId?: ThreadId;
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
  readonly kind:
    | { readonly what: 'pages'; readonly mode: 'bw' | 'color'; readonly paper: string; readonly twoSided: boolean }
    | { readonly what: 'minimum' }
    | { readonly what: 'rush' };
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly total: Money;
}

export interface PrintPrice {
  readonly lines: readonly PriceLine[];
  /** Added to the lines; absent where the shop's prices carry it. */
  readonly tax?: Money;
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
  readonly isRush: boolean;
  /** Printed once more for a job before it; the customer did not order it. */
  readonly isReprint: boolean;
  /** While it is queued: jobs that come out before it. */
  readonly aheadInQueue?: number;
}

export type PrintEvent =
  | { readonly name: 'file.checked'; readonly fileId: PrintFileId; readonly customerId: CustomerId; readonly threadId?: ThreadId }
  | {
      readonly name: 'print.queued' | 'print.printed' | 'print.failed' | 'print.unknown' | 'print.cancelled';
      readonly jobId: PrintJobId;
      readonly orderId: OrderId;
    }
  /** Paid: its jobs are in the queue, or wait for the pickup code · the last of them came out. */
  | { readonly name: 'print.order_queued' | 'print.order_held' | 'print.order_ready'; readonly orderId: OrderId }
  /** For staff; once until it is over. */
  | { readonly name: 'printer.troubled'; readonly printerId: string; readonly trouble: PrinterTrouble }
  | { readonly name: 'printer.recovered'; readonly printerId: string }
  /** Staff paused it, said what it can, or took it away: what waits may wait for another one now. */
  | { readonly name: 'printer.changed'; readonly printerId: string };

/** `offline`: its agent has not been heard of for a while. */
export type PrinterTrouble = 'offline' | 'paper_out' | 'jammed' | 'error';

export interface Printing {
  /** A merchant who never set anything prints nothing: `enabled` is false. */
  settings(tx: Tx): Promise<PrintSettings>;
  /** Whether somebody ever set it up, on or off. */
  isSetUp(tx: Tx): Promise<boolean>;
  changeSettings(
    tx: Tx,
    settings: PrintSettings,
    actor: { readonly kind: 'staff' | 'program' | 'system'; readonly id?: string },
  ): Promise<Result<PrintSettings>>;
  /** A file that arrived in a chat: kept and checked by a job, which emits `file.checked`. Its bytes may still be on their way. */
  takeIn(
    tx: Tx,
    input: {
      readonly customerId: CustomerId;
      readonly name: string;
      readonly messageId: InboundMessageId;
      readonly threadId?: ThreadId;
      readonly mimeType?: string;
    },
  ): Promise<PrintFile>;
  /** The bytes of a message lie in our store now. */
  mediaArrived(tx: Tx, mediaBlob: string): Promise<void>;
  /** They will never: it was too large, or the service lost it. */
  mediaLost(tx: Tx, mediaBlob: string, why: 'too_large' | 'lost'): Promise<void>;
  file(tx: Tx, id: PrintFileId): Promise<PrintFile | undefined>;
  /** Those of them that there are. */
  files(tx: Tx, ids: readonly PrintFileId[]): Promise<ReadonlyMap<string, PrintFile>>;
  /** For `onMerged` of customers: files follow the person. */
  moveToCustomer(tx: Tx, from: CustomerId, to: CustomerId): Promise<void>;
  /** For `onErased` of customers: their files are wiped at once, and nothing names them. */
  forgetCustomer(tx: Tx, id: CustomerId): Promise<void>;
  /** Everything this person sent to be printed, oldest first. */
  filesOf(
    tx: Tx,
    id: CustomerId,
  ): Promise<readonly { readonly name: string; readonly pages: number | null; readonly state: string; readonly createdAt: Date }[]>;
  /** What these files cost. Refuses `print.file_not_ready`, `print.paper_not_offered`, `print.pages_invalid`. */
  price(tx: Tx, wishes: readonly PrintWish[], options: { readonly rush: boolean }): Promise<Result<PrintPrice>>;
  /** Makes the order with its payment link and its jobs, which wait until it is paid. Refuses like `price` and `connection.missing`. */
  order(
    tx: Tx,
    input: {
      readonly customerId: CustomerId;
      readonly threadId: ThreadId;
      readonly wishes: readonly PrintWish[];
      readonly rush: boolean;
      readonly expectedTotal: Money;
      /** In which the order's lines are written. */
      readonly language: Language;
    },
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
  /** Money of the order went back: where all of it did, what has not come out never will. */
  onMoneyBack(tx: Tx, orderId: OrderId): Promise<void>;
  /** The order was handed over: what was printed of it is nothing to pick up any more. */
  onOrderDelivered(tx: Tx, orderId: OrderId): Promise<void>;
}
