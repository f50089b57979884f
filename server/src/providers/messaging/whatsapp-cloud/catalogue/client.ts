/**
 * The true client of a WhatsApp catalogue. One call in, one answer or failure out: it never retries, never waits and keeps nothing,
 * so that whoever pushes decides.
 */
import { ok } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { BatchReport, CatalogueClient, CatalogueProblem } from '../../catalogue.port.ts';
import { given } from '../../given.ts';
import { failed } from '../../lost-answer.ts';
import { createGraphCaller, type GraphCaller } from '../graph-call.ts';
import { composeChange, listedItem } from './compose-change.ts';
import { batchAnswer, linkedAnswer, listAnswer, listFields, submitAnswer } from './wire.ts';

export interface CatalogueClientOptions {
  /** `https://graph.facebook.com`, or a stand-in's address with or without a path. */
  readonly baseUrl: string;
  /** `v25.0` */
  readonly version: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly accessToken: string;
  readonly catalogId: string;
  readonly businessAccountId: string;
  /** Milliseconds for one call; a minute unless given: a batch may be megabytes. */
  readonly timeoutMs?: number;
}

/** They take 5000 changes and 28 MB a call, and recommend fewer than 3000. */
const limits = { changes: 2_900, bytes: 20_000_000 } as const;
const PAGE = 250;
const UNSAID = 'WhatsApp did not say why.';

/** Failures never carry the access token. */
export function createWhatsAppCatalogueClient(options: CatalogueClientOptions): CatalogueClient {
  const call = createGraphCaller({ ...options, timeoutMs: options.timeoutMs ?? 60_000 });
  const catalogue = encodeURIComponent(options.catalogId);

  return {
    limits,
    sizeOf: (change) => Buffer.byteLength(JSON.stringify(composeChange(change))),

    submit: async (changes) => {
      const json = { item_type: 'PRODUCT_ITEM', allow_upsert: true, requests: changes.map(composeChange) };
      const answer = await call({ method: 'POST', path: `${catalogue}/items_batch`, json, answer: submitAnswer, once: true });
      if (!answer.ok) return answer;
      const refused = answer.value.validation_status.flatMap(({ retailer_id: retailerId, errors }) =>
        errors.length === 0 ? [] : [{ retailerId, message: errors.map((each) => each.message).join(' ') }],
      );
      const [handle] = answer.value.handles;
      return handle === undefined
        ? failed({ kind: 'in_doubt', retry: 'confirm', detail: 'a batch without a handle' })
        : ok({ handle, refused });
    },

    batch: (handle) => batchReport(call, catalogue, handle),

    isLinked: async () => {
      const path = `${encodeURIComponent(options.businessAccountId)}/product_catalogs?fields=id&limit=100`;
      const answer = await call({ method: 'GET', path, answer: linkedAnswer });
      return answer.ok ? ok(answer.value.data.some((each) => each.id === options.catalogId)) : answer;
    },

    list: async (after) => {
      const query = new URLSearchParams({ fields: listFields, limit: String(PAGE), ...given('after', after) });
      const answer = await call({ method: 'GET', path: `${catalogue}/products?${query}`, answer: listAnswer });
      if (!answer.ok) return answer;
      const { data, paging } = answer.value;
      // The last page has a cursor too; only `next` says that something follows.
      const next = paging?.next ? (paging.cursors?.after ?? undefined) : undefined;
      return ok({ items: data.map(listedItem), ...given('next', next) });
    },
  };
}

async function batchReport(call: GraphCaller, catalogue: string, handle: string): ReturnType<CatalogueClient['batch']> {
  const query = new URLSearchParams({ handle });
  const answer = await call({ method: 'GET', path: `${catalogue}/check_batch_request_status?${query}`, answer: batchAnswer });
  if (!answer.ok) {
    // A parameter they cannot place is the handle: everything else in this call was right a moment ago.
    const isUnknown = answer.refusal.kind === 'bad_message' && answer.refusal.code === '100';
    return isUnknown ? ok({ state: 'unknown' }) : answer;
  }
  const [told] = answer.value.data;
  if (!told) return ok({ state: 'unknown' });
  return ok(reportOf(told));
}

function reportOf(told: {
  readonly status: string;
  readonly errors: readonly { readonly id?: string | undefined; readonly message: string }[];
  readonly ids_of_invalid_requests: readonly string[];
}): BatchReport {
  const status = told.status.toLowerCase();
  if (status === 'finished') {
    const words = new Map<string, string[]>(told.ids_of_invalid_requests.map((id) => [id, []]));
    for (const { id, message } of told.errors) if (id !== undefined) words.set(id, [...(words.get(id) ?? []), message]);
    return {
      state: 'done',
      refused: [...words].map(([retailerId, said]): CatalogueProblem => ({ retailerId, message: said.join(' ') || UNSAID })),
    };
  }
  if (status === 'started' || status === 'in_progress' || status === 'queued') return { state: 'working' };
  return { state: 'failed', detail: `their batch ended as ${told.status}${told.errors[0] ? `: ${told.errors[0].message}` : ''}` };
}
