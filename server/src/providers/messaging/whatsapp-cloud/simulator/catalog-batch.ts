/** Batches of catalogue changes: taken at once, worked on a while later, asked about by handle. Time is the clock's; nothing waits here. */
import { hourMs } from '@parley/contract/values/time.ts';
import { z } from 'zod';
import type { RouteCall } from '../../../simulation/router.ts';
import { itemNotes, itemProblems } from './catalog-item.ts';
import { type Exchange, randomText } from './exchange.ts';
import { answerFault, graphFault } from './graph-fault.ts';
import type { CatalogBatch, CatalogItem, CatalogNote } from './world.ts';

const MOST_REQUESTS = 5_000;
const MOST_BYTES = 28 * 1024 * 1024;
/** Handles of older batches are forgotten. */
const KEPT = 100;

const batch = z.looseObject({
  item_type: z.literal('PRODUCT_ITEM'),
  allow_upsert: z.boolean().default(true),
  requests: z
    .array(z.looseObject({ method: z.enum(['CREATE', 'UPDATE', 'DELETE']), data: z.looseObject({ id: z.string().min(1).max(100) }) }))
    .min(1)
    .max(MOST_REQUESTS),
});

export async function takeBatch(exchange: Exchange, catalogId: string, request: Request): Promise<Response> {
  const { world, clock, catalogue } = exchange;
  const text = await request.text();
  if (Buffer.byteLength(text) > MOST_BYTES) return answerFault(graphFault(100, 'The payload is over 28 MB.'));
  const parsed = batch.safeParse(parsedJson(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return answerFault(graphFault(100, `Param ${issue?.path.join('.') ?? 'requests'}: ${issue?.message ?? 'is not valid'}`));
  }
  const nowMs = clock.now().getTime();
  const ofLate = [...world.catalogBatches.values()].filter(
    (each) => each.catalogId === catalogId && each.dueMs - catalogue.batchMs > nowMs - hourMs,
  );
  if (ofLate.length >= catalogue.batchesAnHour) return answerFault(graphFault(80014, 'Too many batches for this catalog within the hour.'));
  const handle = randomText(exchange.random, 32);
  world.catalogBatches.set(handle, { handle, catalogId, dueMs: nowMs + catalogue.batchMs, requests: parsed.data.requests });
  for (const old of [...world.catalogBatches.values()].slice(0, -KEPT)) if (old.result) world.catalogBatches.delete(old.handle);
  world.onChange(undefined);
  return Response.json({ handles: [handle], validation_status: [] });
}

export function batchStatus(exchange: Exchange, catalogId: string, { url }: RouteCall): Response {
  const handle = url.searchParams.get('handle');
  if (handle === null || handle === '') return answerFault(graphFault(100, 'The parameter handle is required.'));
  workOnBatches(exchange);
  const found = exchange.world.catalogBatches.get(handle);
  if (found?.catalogId !== catalogId) return answerFault(graphFault(100, 'Param handle is not a valid batch handle'));
  const { result } = found;
  const told = {
    handle,
    status: result ? 'finished' : 'in_progress',
    errors: result?.errors ?? [],
    errors_total_count: result?.errors.length ?? 0,
    warnings: result?.warnings ?? [],
    warnings_total_count: result?.warnings.length ?? 0,
    ids_of_invalid_requests: [...new Set(result?.errors.map((each) => each.id))],
  };
  return Response.json({ data: [told] });
}

/** The catalogue as it is now. */
export function itemsOf(exchange: Exchange, catalogId: string): ReadonlyMap<string, CatalogItem> {
  workOnBatches(exchange);
  return exchange.world.catalogs.get(catalogId) ?? new Map();
}

export function isApproved({ world, clock }: Exchange, catalogId: string, id: string): boolean {
  return (world.catalogReviews.get(`${catalogId} ${id}`) ?? 0) <= clock.now().getTime();
}

/** Whatever is due by now is done, in the order it came. */
function workOnBatches(exchange: Exchange): void {
  const nowMs = exchange.clock.now().getTime();
  let changed = false;
  for (const each of exchange.world.catalogBatches.values()) {
    if (each.result || each.dueMs > nowMs) continue;
    each.result = workOn(exchange, each);
    changed = true;
  }
  if (changed) exchange.world.onChange(undefined);
}

function workOn(exchange: Exchange, { catalogId, requests, dueMs }: CatalogBatch): NonNullable<CatalogBatch['result']> {
  const { world, catalogue } = exchange;
  const items = world.catalogs.get(catalogId) ?? new Map<string, CatalogItem>();
  world.catalogs.set(catalogId, items);
  const errors: CatalogNote[] = [];
  const warnings: CatalogNote[] = [];
  for (const [index, { method, data }] of requests.entries()) {
    const at = (message: string): CatalogNote => ({ line: index + 1, id: data.id, message });
    if (method === 'DELETE') {
      if (!items.delete(data.id)) warnings.push(at('The item to delete was not found.'));
      world.catalogReviews.delete(`${catalogId} ${data.id}`);
      continue;
    }
    const before = items.get(data.id);
    const after = { ...before, ...data };
    const problems = itemProblems(after, catalogue.ownOrigin());
    errors.push(...problems.map(at));
    if (problems.length > 0) continue;
    warnings.push(...itemNotes(after).map(at));
    items.set(data.id, after);
    const isNew = before?.['title'] !== after['title'] || before?.['image_link'] !== after['image_link'];
    if (isNew && catalogue.reviewMs > 0) world.catalogReviews.set(`${catalogId} ${data.id}`, dueMs + catalogue.reviewMs);
  }
  return { errors, warnings };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
