/** The world as one JSON document and back. A document of another shape is not believed: the stand-in then starts anew. */
import { z } from 'zod';
import { type Chat, createWorld, putPerson, type World } from './world.ts';

/** Larger files live only until the stop. */
const mostBytesOfOneFile = 1_000_000;
const mostBytesOfAllFiles = 10_000_000;

const person = z.object({
  id: z.string(),
  name: z.string(),
  phone: z.string(),
  username: z.string().exactOptional(),
  scopedId: z.string(),
  hidesPhone: z.boolean(),
  language: z.string(),
  timeZone: z.string(),
});
const number = z.object({
  phoneNumberId: z.string(),
  displayPhone: z.string(),
  verifiedName: z.string(),
  businessAccountId: z.string(),
  accessToken: z.string(),
  appSecret: z.string(),
  webhookUrl: z.string(),
  catalogId: z.string().exactOptional(),
});
const bubble = z.object({
  seq: z.number(),
  id: z.string(),
  from: z.enum(['business', 'person']),
  at: z.string(),
  ticks: z.enum(['accepted', 'sent', 'delivered', 'read', 'failed']),
  message: z.record(z.string(), z.unknown()),
  quotes: z.string().exactOptional(),
  reaction: z.string().exactOptional(),
  callbackData: z.string().exactOptional(),
  category: z.string().exactOptional(),
});
const chat = z.object({
  key: z.string(),
  personId: z.string(),
  phoneNumberId: z.string(),
  seq: z.number(),
  bubbles: z.array(bubble),
  lastInboundMs: z.number().exactOptional(),
  typingUntilMs: z.number(),
  marketingStopped: z.boolean(),
});
const media = z.object({
  id: z.string(),
  phoneNumberId: z.string(),
  base64: z.string(),
  mimeType: z.string(),
  filename: z.string().exactOptional(),
  expiresMs: z.number(),
});
const item = z.looseObject({ id: z.string() });
const note = z.object({ line: z.number(), id: z.string(), message: z.string() });
const catalogBatch = z.object({
  handle: z.string(),
  catalogId: z.string(),
  dueMs: z.number(),
  requests: z.array(z.object({ method: z.enum(['CREATE', 'UPDATE', 'DELETE']), data: item })),
  result: z.object({ errors: z.array(note), warnings: z.array(note) }).exactOptional(),
});
const snapshot = z.object({
  version: z.literal(1),
  numbers: z.array(number),
  people: z.array(person),
  chats: z.array(chat),
  media: z.array(media),
  catalogs: z.array(z.tuple([z.string(), z.array(item)])),
  // Absent in documents of earlier days.
  catalogOwners: z.array(z.tuple([z.string(), z.string()])).default([]),
  catalogBatches: z.array(catalogBatch).default([]),
  catalogReviews: z.array(z.tuple([z.string(), z.number()])).default([]),
  linkedCatalogs: z.array(z.tuple([z.string(), z.string()])),
  commerce: z.array(z.tuple([z.string(), z.object({ is_cart_enabled: z.boolean(), is_catalog_visible: z.boolean() })])),
});

export function snapshotOf(world: World): z.input<typeof snapshot> {
  return {
    version: 1,
    numbers: [...world.numbers.values()],
    people: [...world.people.values()],
    chats: [...world.chats.values()].map((each) => ({
      ...each,
      bubbles: each.bubbles.map((one) => ({ ...one, message: { ...one.message } })),
    })),
    media: keptMedia(world),
    catalogs: [...world.catalogs].map(([id, items]) => [id, [...items.values()].map((each) => ({ ...each }))]),
    catalogOwners: [...world.catalogOwners],
    catalogBatches: [...world.catalogBatches.values()].map(({ result, ...batch }) => ({
      ...batch,
      requests: batch.requests.map(({ method, data }) => ({ method, data: { ...data } })),
      ...(result ? { result: { errors: [...result.errors], warnings: [...result.warnings] } } : {}),
    })),
    catalogReviews: [...world.catalogReviews],
    linkedCatalogs: [...world.linkedCatalogs],
    commerce: [...world.commerce],
  };
}

function keptMedia(world: World): z.input<typeof media>[] {
  const kept: z.input<typeof media>[] = [];
  let room = mostBytesOfAllFiles;
  for (const { bytes, ...file } of [...world.media.values()].toReversed()) {
    if (bytes.length > mostBytesOfOneFile || bytes.length > room) continue;
    room -= bytes.length;
    kept.push({ ...file, base64: Buffer.from(bytes).toString('base64') });
  }
  return kept.toReversed();
}

export function worldFrom(document: unknown): World {
  const world = createWorld();
  const parsed = snapshot.safeParse(document);
  if (!parsed.success) return world;
  const told = parsed.data;
  for (const each of told.numbers) world.numbers.set(each.phoneNumberId, each);
  for (const each of told.people) putPerson(world, each);
  for (const each of told.chats) restoreChat(world, each);
  for (const { base64, ...file } of told.media) world.media.set(file.id, { ...file, bytes: new Uint8Array(Buffer.from(base64, 'base64')) });
  for (const [id, items] of told.catalogs) world.catalogs.set(id, new Map(items.map((each) => [each.id, each])));
  for (const [id, account] of told.catalogOwners) world.catalogOwners.set(id, account);
  for (const batch of told.catalogBatches) world.catalogBatches.set(batch.handle, batch);
  for (const [key, dueMs] of told.catalogReviews) world.catalogReviews.set(key, dueMs);
  for (const [account, catalog] of told.linkedCatalogs) world.linkedCatalogs.set(account, catalog);
  for (const [id, settings] of told.commerce) world.commerce.set(id, settings);
  return world;
}

function restoreChat(world: World, told: Chat): void {
  world.chats.set(told.key, told);
  for (const each of told.bubbles) world.places.set(each.id, { chat: told, bubble: each });
}
