/**
 * What Parley needs of a chat service's product catalogue, in our words: changes in batches that are worked on later, how a batch
 * ended, and a listing of what is there. Types only.
 */
import type { Money } from '@parley/contract/values/money.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { SendFailure } from './messaging.port.ts';

/** One thing on their shelf. */
export interface CatalogueItem {
  /** Ours for ever: what orders and product messages name. At most 100 characters. */
  readonly retailerId: string;
  /** Items that are options of one product share it. */
  readonly groupId: string;
  /** 1…200 characters. */
  readonly title: string;
  /** 1…9999 characters. */
  readonly description: string;
  readonly inStock: boolean;
  readonly price: Money;
  /** Absolute addresses. */
  readonly link: string;
  readonly imageLink: string;
  readonly brand: string;
}

/** Repeating one changes nothing more: `create` and `update` both put the item there as it stands, whatever was there before. */
export type CatalogueChange =
  | { readonly do: 'create' | 'update'; readonly item: CatalogueItem }
  | { readonly do: 'remove'; readonly retailerId: string };

/** Why they will not have one item, in their words. */
export interface CatalogueProblem {
  readonly retailerId: string;
  readonly message: string;
}

export interface CatalogueLimits {
  /** Changes in one call that they recommend to stay under. */
  readonly changes: number;
  /** Of one call's body. */
  readonly bytes: number;
}

/** unknown: they do not know this handle (any more). */
export type BatchReport =
  | { readonly state: 'working' }
  | { readonly state: 'done'; readonly refused: readonly CatalogueProblem[] }
  | { readonly state: 'failed'; readonly detail: string }
  | { readonly state: 'unknown' };

/** An item as they list it; what they do not say, or say unreadably, is absent. */
export interface ListedItem {
  readonly retailerId: string;
  readonly title?: string;
  readonly inStock?: boolean;
  readonly price?: Money;
  readonly link?: string;
  readonly imageLink?: string;
  /** Their own look at it; only what is approved may stand in a message. */
  readonly review: 'pending' | 'approved' | 'rejected';
}

export interface CatalogueClient {
  readonly limits: CatalogueLimits;
  /** `bytes` counted as it will be sent. */
  sizeOf(change: CatalogueChange): number;
  /** Taken, not yet done: ask `batch` for the end. What is refused at once is not worked on. `in_doubt` where the answer was lost. */
  submit(
    changes: readonly CatalogueChange[],
  ): Promise<Result<{ readonly handle: string; readonly refused: readonly CatalogueProblem[] }, SendFailure>>;
  batch(handle: string): Promise<Result<BatchReport, SendFailure>>;
  /** Whether the business's chats may show it: a catalogue can be filled and yet belong to no account. */
  isLinked(): Promise<Result<boolean, SendFailure>>;
  /** One page; go on with `next` until there is none. */
  list(after?: string): Promise<Result<{ readonly items: readonly ListedItem[]; readonly next?: string }, SendFailure>>;
}
