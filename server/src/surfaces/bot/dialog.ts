/**
 * What a dialog is: which ids it answers to, what its waiting steps expect, and what it does about it. `understand` never touches the
 * world; `act` calls domain verbs and says what to show. A dialog knows no other dialog.
 */
import type { CustomerId, InboundMessageId, ProductId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { z } from 'zod';
import type { Carts } from '../../domains/carts/index.ts';
import type { Catalog } from '../../domains/catalog/index.ts';
import type { Conversations, StoredDialog, Thread, TurnEntry } from '../../domains/conversations/index.ts';
import type { Customer, Customers } from '../../domains/customers/index.ts';
import type { Fulfilment } from '../../domains/fulfilment/index.ts';
import type { Orders } from '../../domains/orders/index.ts';
import type { Printing } from '../../domains/printing/index.ts';
import type { Returns } from '../../domains/returns/index.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { OutboundContent, OutboundMedia } from '../../providers/messaging/messaging.port.ts';
import type { Language } from './phrases/languages.ts';
import type { Voice } from './phrases/voice.ts';

/** What the bot must know of the merchant it speaks for. */
export interface ShopFacts {
  readonly name: string;
  readonly language: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly currency: string;
  readonly timeZone: string;
  /** Absent: they do. */
  readonly pricesIncludeTax?: boolean;
  readonly slug: string;
  /** Customers may send files to be printed. Absent: they may not. */
  readonly prints?: boolean;
}

/** The service's own product messages. Undefined: this merchant's chat shows lists alone. */
export interface NativeShelf {
  inChat(
    tx: Tx,
    ids: readonly ProductId[],
  ): Promise<{ readonly catalogId: string; readonly items: ReadonlyMap<ProductId, readonly string[]> } | undefined>;
  /** The service refused to show what we believed was there: somebody should look. */
  doubt(tx: Tx): Promise<void>;
}

export interface BotDeps {
  readonly clock: Clock;
  /** Origin of the web pages, without a slash at its end. */
  readonly publicUrl: string;
  /** A link that shows this customer's cart on the web; it opens once and soon ends. */
  readonly webCart: (tx: Tx, customerId: CustomerId) => Promise<string>;
  readonly merchants: { get(tx: Tx): Promise<ShopFacts> };
  /** The file behind a picture of the catalogue: its key in the blob store; JPEG or PNG, as headers need it. */
  readonly pictureOf: (imageBlob: string) => OutboundMedia;
  readonly catalog: Pick<Catalog, 'categories' | 'products' | 'product' | 'variants' | 'variantsByRetailerId'>;
  /** Absent: lists alone. */
  readonly shelf?: NativeShelf;
  readonly carts: Pick<Carts, 'view' | 'add' | 'setQuantity' | 'remove' | 'clear' | 'replace' | 'joinByCode'>;
  readonly orders: Pick<Orders, 'startCheckout' | 'get' | 'list' | 'cancel' | 'renewPaymentLink' | 'confirmCod'>;
  readonly returns: Pick<Returns, 'returnable' | 'ask' | 'get' | 'worth'>;
  /** Absent: this house prints nothing. */
  readonly printing?: Pick<Printing, 'settings' | 'takeIn' | 'file' | 'files' | 'price' | 'order' | 'jobsOf' | 'ordersOf' | 'cancelOrder'>;
  readonly fulfilment: Pick<Fulfilment, 'requestQuote' | 'quote'>;
  readonly customers: Pick<Customers, 'get' | 'setLanguage' | 'setMarketing' | 'addresses'>;
  readonly conversations: Pick<Conversations, 'openTurn' | 'closeTurn' | 'note'>;
}

/** Everything an act may use: who speaks, where, in which language, and the verbs. */
export interface Scene {
  readonly deps: BotDeps;
  readonly tx: Tx;
  readonly shop: ShopFacts;
  readonly customer: Customer;
  readonly thread: Thread;
  /** As it stands within this turn. */
  readonly mode: Thread['mode'];
  readonly voice: Voice;
  readonly now: Date;
  /** What is being answered. */
  readonly entryId: InboundMessageId;
}

export interface Reply<S = StoredDialog> {
  /** Sentences that must be told; they stand above the screen that is shown in the end. */
  readonly notes?: readonly string[];
  /** Messages that go out above the screen, whatever it is in the end. */
  readonly above?: readonly OutboundContent[];
  /** What the customer now sees; a later screen of the same turn takes its place. */
  readonly screen?: readonly OutboundContent[];
  /** Messages that go out whatever else is shown. */
  readonly messages?: readonly OutboundContent[];
  /** The step that waits now · null: none · same: as before · absent: the customer went elsewhere. */
  readonly next?: S | null | 'same';
  /** The step of another dialog that waits now: it goes on there. */
  readonly elsewhere?: StoredDialog;
  readonly mode?: 'bot' | 'waiting';
  /** The customer's new language; the rest of the turn speaks it. */
  readonly language?: Language;
  /** True when the customer was not understood. */
  readonly unclear?: boolean;
}

export interface Intent {
  readonly do: string;
}

/** An intent together with the dialog that will act on it. */
export interface Understood {
  readonly dialog: string;
  readonly intent: Intent;
  act(scene: Scene, state: StoredDialog | undefined): Promise<Reply>;
}

export type Heard = TurnEntry['content'];

export interface IdEntry<I> {
  /** As it is written, e.g. `category:<id>[:page]`. */
  readonly form: string;
  readonly means: string;
  read(args: readonly string[]): I | undefined;
}

export interface Step {
  readonly step: string;
  readonly data: unknown;
}

export interface DialogParts<I extends Intent, S extends Step> {
  readonly name: string;
  /** Grows when the meaning of stored steps changes; what an older version stored is then dropped. */
  readonly version: number;
  readonly steps?: z.ZodType<S>;
  readonly ids: Readonly<Record<string, IdEntry<I>>>;
  /** What this content means while one of the steps waits; undefined when the step does not expect it. */
  answer?(state: S, content: Heard): I | undefined;
  /** Contents and events this dialog answers at any time. */
  hear?(content: Heard): I | undefined;
  /** Whether the step goes on waiting while the customer looks elsewhere, perhaps as another one; otherwise it ends. */
  keeps?(state: S): boolean | S;
  act(scene: Scene, intent: I, state: S | undefined): Promise<Reply<S>>;
}

/** A dialog as the registry sees it: types of intents and steps are its own affair. */
export interface Dialog {
  readonly name: string;
  readonly ids: readonly { readonly name: string; readonly form: string; readonly means: string }[];
  readId(name: string, args: readonly string[]): Understood | undefined;
  answer(state: StoredDialog, content: Heard): Understood | undefined;
  hear(content: Heard): Understood | undefined;
  /** The state as it is believed: undefined when it is not this dialog's, of another version, or broken. */
  recognise(state: StoredDialog): StoredDialog | undefined;
  /** What is left of the state when the customer goes elsewhere. */
  leave(state: StoredDialog): StoredDialog | null;
}

export interface DialogOf<I extends Intent> extends Dialog {
  mean(intent: I): Understood;
}

const storedSchema = z.object({ dialog: z.string(), version: z.number(), step: z.string(), data: z.unknown() });

/** The frame of a stored state; what is in it only its dialog can judge. */
export function readStored(stored: unknown): StoredDialog | undefined {
  const parsed = storedSchema.safeParse(stored);
  return parsed.success ? { ...parsed.data, data: parsed.data.data } : undefined;
}

export function defineDialog<I extends Intent, S extends Step = never>(parts: DialogParts<I, S>): DialogOf<I> {
  const { name, version } = parts;

  function stateOf(stored: StoredDialog | undefined): S | undefined {
    if (stored === undefined || stored.dialog !== name || stored.version !== version) return undefined;
    const parsed = parts.steps?.safeParse({ step: stored.step, data: stored.data });
    return parsed?.success ? parsed.data : undefined;
  }

  function mean(intent: I): Understood {
    return {
      dialog: name,
      intent,
      async act(scene, stored) {
        const { next, elsewhere, ...reply } = await parts.act(scene, intent, stateOf(stored));
        if (elsewhere !== undefined) return { ...reply, next: elsewhere };
        if (next === undefined) return reply;
        return { ...reply, next: next === null || next === 'same' ? next : { dialog: name, version, step: next.step, data: next.data } };
      },
    };
  }

  const meant = (intent: I | undefined) => (intent === undefined ? undefined : mean(intent));
  return {
    name,
    mean,
    ids: Object.entries(parts.ids).map(([id, entry]) => ({ name: id, form: entry.form, means: entry.means })),
    readId: (id, args) => (Object.hasOwn(parts.ids, id) ? meant(parts.ids[id]?.read(args)) : undefined),
    answer(stored, content) {
      const state = stateOf(stored);
      return state === undefined ? undefined : meant(parts.answer?.(state, content));
    },
    hear: (content) => meant(parts.hear?.(content)),
    recognise: (stored) => (stateOf(stored) === undefined ? undefined : stored),
    leave(stored) {
      const state = stateOf(stored);
      const kept = state !== undefined && parts.keeps?.(state);
      if (typeof kept === 'object') return { dialog: name, version, step: kept.step, data: kept.data };
      return kept === true ? stored : null;
    },
  };
}

/** An id without arguments. */
export function bare<I extends Intent>(name: string, means: string, intent: I): IdEntry<I> {
  return { form: name, means, read: (args) => (args.length === 0 ? intent : undefined) };
}
