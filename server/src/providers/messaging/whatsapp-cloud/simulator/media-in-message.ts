/** Files named in a message: they must be known, of this number, unexpired, and of a kind the message can carry. */
import type { RegisteredNumber } from '../phone.port.ts';
import type { Exchange } from './exchange.ts';
import { type GraphFault, graphFault } from './graph-fault.ts';
import type { OutboundPost } from './outbound-schema.ts';

const carried: Readonly<Record<string, readonly string[]>> = {
  image: ['image/jpeg', 'image/png'],
  video: ['video/mp4', 'video/3gpp'],
  audio: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
  sticker: ['image/webp'],
};

/** An id that cannot be used is refused at once. */
export function mediaFault({ world, clock }: Exchange, number: RegisteredNumber, body: unknown): GraphFault | undefined {
  for (const id of fileIds(body)) {
    const file = world.media.get(id);
    if (file?.phoneNumberId === number.phoneNumberId && file.expiresMs > clock.now().getTime()) continue;
    return graphFault(100, `Param ['id'] is not a valid WhatsApp business account media attachment ID: ${id}`);
  }
  return undefined;
}

/** A file of the wrong kind is noticed only on the way. */
export function mediaMismatch({ world }: Exchange, { type, body }: OutboundPost): GraphFault | undefined {
  const allowed = carried[type];
  const id = typeof body === 'object' && body !== null && 'id' in body && typeof body.id === 'string' ? body.id : undefined;
  const file = id === undefined ? undefined : world.media.get(id);
  if (!allowed || !file || allowed.includes(file.mimeType.split(';')[0] ?? '')) return undefined;
  return graphFault(131053, `Unable to use ${file.mimeType} as ${type}.`);
}

/** Ids of the file objects anywhere in a message: its own, its header's, a template parameter's. */
function fileIds(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const ids: string[] = [];
  const own = value as { readonly id?: unknown };
  // A media message's own object; everything deeper sits under the name of its kind.
  if (typeof own.id === 'string') ids.push(own.id);
  collect(value, ids);
  return ids;
}

const fileKinds = new Set(['image', 'video', 'audio', 'document', 'sticker']);

function collect(value: object, ids: string[]): void {
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner !== 'object' || inner === null) continue;
    if (fileKinds.has(key) && typeof inner.id === 'string') ids.push(inner.id);
    collect(inner, ids);
  }
}
