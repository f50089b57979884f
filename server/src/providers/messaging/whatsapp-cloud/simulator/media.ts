/** Files: upload, look-up, download and removal, with the service's types, sizes and terms. */
import { createHash } from 'node:crypto';
import { dayMs, minuteMs } from '@parley/contract/values/time.ts';
import type { RegisteredNumber } from '../phone.port.ts';
import { type Exchange, randomText } from './exchange.ts';
import { answerFault, graphFault, unknownObject } from './graph-fault.ts';
import type { StoredMedia } from './world.ts';

const megabyte = 1_048_576;
const documentTypes = [
  'text/plain',
  'application/pdf',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
];
const mostBytes: ReadonlyMap<string, number> = new Map([
  ...['image/jpeg', 'image/png'].map((type) => [type, 5 * megabyte] as const),
  ...['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg', 'video/mp4', 'video/3gpp'].map(
    (type) => [type, 16 * megabyte] as const,
  ),
  ...documentTypes.map((type) => [type, 100 * megabyte] as const),
  ['image/webp', 512_000],
]);

const uploadTermMs = 30 * dayMs;
/** Files of customers are kept shorter. */
export const inboundTermMs = 7 * dayMs;
const addressTermMs = 5 * minuteMs;

export function keepMedia(exchange: Exchange, file: Omit<StoredMedia, 'id' | 'expiresMs'>, termMs: number): StoredMedia {
  const kept: StoredMedia = {
    ...file,
    id: randomText(exchange.random, 16, '0123456789'),
    expiresMs: exchange.clock.now().getTime() + termMs,
  };
  exchange.world.media.set(kept.id, kept);
  exchange.world.onChange(undefined);
  return kept;
}

export async function uploadMedia(exchange: Exchange, number: RegisteredNumber, request: Request): Promise<Response> {
  const form = await request.formData().catch(() => undefined);
  if (form?.get('messaging_product') !== 'whatsapp') return answerFault(graphFault(100, 'The parameter messaging_product is required.'));
  const file = form.get('file');
  if (!(file instanceof File)) return answerFault(graphFault(100, 'The parameter file is required.'));
  const told = form.get('type');
  const mimeType = typeof told === 'string' ? told : file.type;
  const most = mostBytes.get(mimeType.split(';')[0]?.trim() ?? '');
  if (most === undefined)
    return answerFault(graphFault(100, `Param file must be a file with one of the supported types; received ${mimeType}`));
  if (file.size > most) return answerFault(graphFault(131053, `The file of ${file.size} bytes is larger than ${most}.`));
  if (file.size === 0) return answerFault(graphFault(100, 'Param file must not be empty.'));
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kept = keepMedia(exchange, { phoneNumberId: number.phoneNumberId, bytes, mimeType, filename: file.name }, uploadTermMs);
  return Response.json({ id: kept.id });
}

/** A file that may be shown to the holder of this token, or nothing. */
export function mediaFor(
  { world, clock }: Exchange,
  numbers: readonly RegisteredNumber[],
  id: string,
  phoneNumberId: string | null,
): StoredMedia | undefined {
  const file = world.media.get(id);
  if (!file || file.expiresMs <= clock.now().getTime()) return undefined;
  if (phoneNumberId !== null && phoneNumberId !== file.phoneNumberId) return undefined;
  return numbers.some((number) => number.phoneNumberId === file.phoneNumberId) ? file : undefined;
}

export function describeMedia(exchange: Exchange, file: StoredMedia, origin: string): Response {
  return Response.json({
    messaging_product: 'whatsapp',
    url: mediaAddress(exchange, file, exchange.publicUrl() ?? origin),
    mime_type: file.mimeType,
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    file_size: String(file.bytes.length),
    id: file.id,
  });
}

/** An address like theirs: it names the file and the second it stops working. */
export function mediaAddress({ clock }: Exchange, file: StoredMedia, origin: string): string {
  const until = Math.floor((clock.now().getTime() + addressTermMs) / 1_000);
  return `${origin}/whatsapp_business/attachments/?mid=${file.id}&ext=${until}&hash=${addressProof(file, String(until))}`;
}

function addressProof(file: StoredMedia, until: string): string {
  return createHash('sha256').update(`${file.id} ${until} ${file.expiresMs}`).digest('hex').slice(0, 32);
}

export function downloadMedia(exchange: Exchange, numbers: readonly RegisteredNumber[], url: URL): Response {
  const until = url.searchParams.get('ext') ?? '';
  const file = mediaFor(exchange, numbers, url.searchParams.get('mid') ?? '', null);
  const alive = Number(until) * 1_000 > exchange.clock.now().getTime();
  if (!file || !alive || url.searchParams.get('hash') !== addressProof(file, until)) return new Response('Not Found', { status: 404 });
  return new Response(file.bytes as Uint8Array<ArrayBuffer>, { headers: { 'content-type': file.mimeType } });
}

export function removeMedia(exchange: Exchange, numbers: readonly RegisteredNumber[], id: string): Response {
  const file = mediaFor(exchange, numbers, id, null);
  if (!file) return answerFault(unknownObject(id));
  exchange.world.media.delete(id);
  exchange.world.onChange(undefined);
  return Response.json({ success: true });
}
