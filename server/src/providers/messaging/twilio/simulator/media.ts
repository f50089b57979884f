/** Files both ways: fetched from the business's address and handed to WhatsApp; of customers shown to the account and redirected to storage. */
import { createHash } from 'node:crypto';
import { answerError } from './answers.ts';
import { accessTokenOf, type Desk, phoneNumberIdOf } from './desk.ts';
import type { TwilioAccount } from './ledger.ts';

type Late = { readonly message: Readonly<Record<string, unknown>> } | { readonly code: number; readonly text: string };

/** What cannot be fetched, or not be carried, fails by status 63019. */
export async function fetchMedia(desk: Desk, account: TwilioAccount, url: string, caption: string): Promise<Late> {
  const unfetched = { code: 63_019, text: 'Media failed to download' };
  try {
    const response = await desk.fetch(url, { redirect: 'follow', signal: AbortSignal.timeout(10_000) });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const mimeType = response.headers.get('content-type')?.split(';')[0]?.trim() ?? '';
    if (!response.ok || bytes.length === 0) return unfetched;
    const kind = kindOf(mimeType);
    if (bytes.length > (kind === 'image' ? 5 : 16) * 1_048_576) return { code: 63_034, text: 'Media exceeds the size limit' };
    const filename = filenameIn(response.headers.get('content-disposition')) ?? new URL(url).pathname.split('/').at(-1) ?? 'file';
    const id = await upload(desk, account, { bytes, mimeType, filename });
    if (id === undefined) return { code: 63_021, text: `Media of type ${mimeType} is not supported` };
    // Only under a picture or a video are the words shown.
    const words = caption !== '' && (kind === 'image' || kind === 'video') ? { caption } : {};
    return { message: { type: kind, [kind]: { id, ...words, ...(kind === 'document' ? { filename } : {}) } } };
  } catch {
    return unfetched;
  }
}

function kindOf(mimeType: string): 'image' | 'video' | 'audio' | 'document' {
  const [family] = mimeType.split('/');
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'document';
}

function filenameIn(disposition: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  return /filename="([^"]+)"/i.exec(disposition ?? '')?.[1];
}

async function upload(
  desk: Desk,
  account: TwilioAccount,
  { bytes, mimeType, filename }: { readonly bytes: Uint8Array; readonly mimeType: string; readonly filename: string },
): Promise<string | undefined> {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', mimeType);
  form.set('file', new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mimeType }), filename);
  const address = `http://whatsapp.invalid/v25.0/${phoneNumberIdOf(account)}/media`;
  const headers = { authorization: `Bearer ${accessTokenOf(account)}` };
  const answer = await desk.behind().fetch(new Request(address, { method: 'POST', headers, body: form }));
  const json: unknown = await answer.json().catch(() => undefined);
  const id = typeof json === 'object' && json !== null && 'id' in json ? json.id : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** The sid under which a file of a customer is shown. */
export function mediaSid(id: string): string {
  return `ME${createHash('md5').update(id).digest('hex')}`;
}

function proofOf(sid: string, id: string): string {
  return createHash('sha256').update(`${sid} ${id}`).digest('hex').slice(0, 32);
}

export function redirectToStorage(desk: Desk, accountSid: string, messageSid: string, sid: string): Response {
  const message = desk.ledger.messages.get(messageSid);
  const id = message?.account === accountSid ? message.media.find((each) => mediaSid(each) === sid) : undefined;
  if (id === undefined) return answerError(404, 20_404, 'The requested resource was not found');
  return new Response(null, {
    status: 307,
    headers: { location: `${desk.publicUrl()}/temporary/${messageSid}/${sid}?proof=${proofOf(sid, id)}` },
  });
}

/** Like the storage behind it: open to whoever has the address, and not to whoever also brings a password. */
export function fromStorage(desk: Desk, messageSid: string, sid: string, request: Request): Response {
  if (request.headers.has('authorization')) return new Response('Only one auth mechanism allowed', { status: 400 });
  const id = desk.ledger.messages.get(messageSid)?.media.find((each) => mediaSid(each) === sid);
  const file = id === undefined ? undefined : desk.behind().phone.media(id);
  const proof = new URL(request.url).searchParams.get('proof');
  if (!file || proof !== proofOf(sid, id ?? '')) return new Response('Not Found', { status: 404 });
  return new Response(file.bytes as Uint8Array<ArrayBuffer>, { headers: { 'content-type': file.mimeType } });
}
