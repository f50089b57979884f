/**
 * What others may ask of the push: whether the WhatsApp catalogue is up to date, what a chat may show from it, how it stands and how it
 * differs; and that it be pushed or compared now. Nothing is sent from here.
 */
import type { ProductId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { after, secondMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import { type CatalogueState, changeState, followCatalogue, isBehind, readState, stopWaiting } from './catalogue-state.store.ts';
import { type Drift, driftPage } from './drift.store.ts';
import type { PushDeps } from './push-deps.ts';
import { compareCatalogueJob, LANE, pushCatalogueJob } from './push-job-kinds.ts';
import { countItems, type ItemCounts, type RefusedItem, refusedPage, shownItems } from './pushed-count.store.ts';

interface PageQuery {
  readonly page: number;
  readonly limit: number;
}

/** Products as native messages name them. */
export interface ChatShelf {
  readonly catalogId: string;
  /** Those that may be shown whole, each with all its items. */
  readonly items: ReadonlyMap<ProductId, readonly string[]>;
}

export interface CatalogueStatus extends CatalogueState {
  readonly counts: ItemCounts;
  readonly isUpToDate: boolean;
  readonly refused: readonly RefusedItem[];
}

export interface PushedCatalogue {
  /** The connection changed: follows it, and pushes where a catalogue is connected now. */
  follow(tx: Tx): Promise<void>;
  /** Something beside the catalogue changed that items show, such as the shop's name or the room there is. */
  replan(tx: Tx): Promise<void>;
  /** True only while a catalogue is connected and everything that differed was confirmed by their side. */
  catalogueUpdated(tx: Tx): Promise<boolean>;
  /** Undefined: lists alone. */
  inChat(tx: Tx, ids: readonly ProductId[]): Promise<ChatShelf | undefined>;
  /** Their side would not show what we believed was there: it is compared, and sent again where it is missing. */
  doubt(tx: Tx): Promise<void>;
  status(tx: Tx, query: PageQuery): Promise<CatalogueStatus>;
  drift(
    tx: Tx,
    query: PageQuery & { readonly kind?: Drift['kind'] | undefined },
  ): Promise<{
    readonly comparedAt: Date | undefined;
    readonly items: readonly Drift[];
    readonly total: number;
  }>;
  /** Refuses `connection.missing` without a catalogue. */
  askPush(tx: Tx): Promise<Result<void>>;
  /** Refuses `connection.missing` without a catalogue. */
  askCompare(tx: Tx): Promise<Result<void>>;
}

export function createPushedCatalogue(deps: PushDeps): PushedCatalogue {
  const { clock } = deps;
  const follow = async (tx: Tx): Promise<string | undefined> => {
    const catalogue = await deps.catalogueFor(tx);
    await followCatalogue(tx, catalogue?.catalogId, clock.now());
    return catalogue?.catalogId;
  };
  const push = (tx: Tx, what: 'push' | 'again', waitMs = 0) =>
    enqueue(tx, clock.now(), pushCatalogueJob, { do: what }, { key: LANE, dedupe: what, runAt: after(clock.now(), waitMs) });
  const compare = (tx: Tx) => enqueue(tx, clock.now(), compareCatalogueJob, { repair: true }, { key: LANE, dedupe: 'repair' });
  const catalogueUpdated = async (tx: Tx): Promise<boolean> => {
    const state = await readState(tx);
    if (state.catalogId === undefined || state.failure !== undefined || (await isBehind(tx, deps.stock))) return false;
    return (await countItems(tx)).refused === 0;
  };
  return {
    async follow(tx) {
      // Whoever connects often puts something right at once again.
      if (await follow(tx)) await push(tx, 'push', 3 * secondMs);
    },
    async replan(tx) {
      if ((await readState(tx)).catalogId !== undefined) await changeState(tx, { plannedVersion: null }, clock.now());
    },
    catalogueUpdated,
    async inChat(tx, ids) {
      const state = await readState(tx);
      if (state.catalogId === undefined || state.failure !== undefined || !(await deps.shop(tx)).whatsappCatalogue.inChat) return undefined;
      return { catalogId: state.catalogId, items: await shownItems(tx, ids) };
    },
    doubt: (tx) => compare(tx),
    status: async (tx, query) => ({
      ...(await readState(tx)),
      counts: await countItems(tx),
      isUpToDate: await catalogueUpdated(tx),
      refused: await refusedPage(tx, query),
    }),
    drift: async (tx, query) => ({ comparedAt: (await readState(tx)).comparedAt, ...(await driftPage(tx, query)) }),
    async askPush(tx) {
      if (!(await follow(tx))) return missing();
      await stopWaiting(tx);
      await push(tx, 'again');
      return ok(undefined);
    },
    async askCompare(tx) {
      if (!(await follow(tx))) return missing();
      await compare(tx);
      return ok(undefined);
    },
  };
}

function missing(): Result<never> {
  return refuse('connection.missing', {
    message: 'No WhatsApp catalogue is connected. Add its catalog_id to the WhatsApp connection.',
    details: [{ field: 'catalog_id', message: 'Is not connected.' }],
  });
}
