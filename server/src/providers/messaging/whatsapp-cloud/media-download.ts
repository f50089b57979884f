/**
 * Fetches what a customer sent. The address comes from outside, so the token goes to allowed hosts only, redirects are looked at before
 * they are followed, and reading stops at the cap.
 */
import { createHash } from 'node:crypto';
import { ok, type Result } from '@parley/contract/values/result.ts';
import type { MediaRef, MessagingClient, SendFailure } from '../messaging.port.ts';
import { failureOf } from './failures.ts';
import { failed, type GraphCaller, type GraphCallerOptions, transportFailure } from './graph-call.ts';
import { hexHash, mediaAnswer } from './wire.ts';

/** Where they keep media; spoken to over HTTPS only. */
const mediaHost = 'lookaside.fbsbx.com';
const mostRedirects = 3;

export interface MediaDownloadOptions extends GraphCallerOptions {
  readonly call: GraphCaller;
  readonly phoneNumberId: string;
}

interface Fetched {
  readonly bytes: Uint8Array;
  readonly mimeType: string | undefined;
}

type Outcome = Result<Fetched, SendFailure>;

export function createMediaDownload(options: MediaDownloadOptions): MessagingClient['downloadMedia'] {
  const lookUp = async (mediaId: string): Promise<Result<{ readonly url: string; readonly sha256?: string | undefined }, SendFailure>> =>
    options.call({
      method: 'GET',
      path: `${encodeURIComponent(mediaId)}?phone_number_id=${encodeURIComponent(options.phoneNumberId)}`,
      answer: mediaAnswer,
    });

  return async (ref, { maxBytes }) => {
    const direct = ref.url === undefined ? undefined : await fetchFile(options, ref.url, maxBytes);
    if (direct?.ok) return checked(ref, ref.sha256, direct.value);
    // An address lives five minutes; an old one is looked up again, other failures stand.
    if (direct && !isExpired(direct.refusal)) return direct;
    const found = await lookUp(ref.mediaId);
    if (!found.ok) return found;
    const fetched = await fetchFile(options, found.value.url, maxBytes);
    return fetched.ok ? checked(ref, ref.sha256 ?? found.value.sha256, fetched.value) : fetched;
  };
}

function isExpired(failure: SendFailure): boolean {
  return failure.code === 'http_404' || failure.code === 'http_410';
}

async function fetchFile(options: MediaDownloadOptions, address: string, maxBytes: number): Promise<Outcome> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  let url = address;
  try {
    for (let step = 0; step <= mostRedirects; step += 1) {
      if (!isAllowed(url, options.baseUrl)) return mediaProblem('the file lies on a host that is not allowed');
      const response = await options.fetch(url, {
        headers: { authorization: `Bearer ${options.accessToken}`, 'user-agent': 'Parley' },
        redirect: 'manual',
        signal,
      });
      const onward = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
      if (onward === null) return await readFile(response, maxBytes);
      await response.body?.cancel();
      url = new URL(onward, url).href;
    }
    return mediaProblem('too many redirects');
  } catch (error) {
    return failed(transportFailure(error, false));
  }
}

function isAllowed(address: string, baseUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  return url.origin === new URL(baseUrl).origin || (url.protocol === 'https:' && url.host === mediaHost);
}

async function readFile(response: Response, maxBytes: number): Promise<Outcome> {
  if (!response.ok) {
    await response.body?.cancel();
    const failure = failureOf({ httpStatus: response.status, detail: `the file was answered with status ${response.status}` });
    const kind = failure.kind === 'bad_message' ? 'media_problem' : failure.kind;
    return failed({ ...failure, kind, code: `http_${response.status}` });
  }
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    await response.body?.cancel();
    return tooLarge(maxBytes);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.length;
    if (size > maxBytes) {
      await reader?.cancel();
      return tooLarge(maxBytes);
    }
    chunks.push(part.value);
  }
  return ok({ bytes: new Uint8Array(Buffer.concat(chunks)), mimeType: response.headers.get('content-type') ?? undefined });
}

function checked(
  ref: MediaRef,
  sha256: string | undefined,
  { bytes, mimeType }: Fetched,
): Awaited<ReturnType<MessagingClient['downloadMedia']>> {
  const wanted = hexHash(sha256);
  if (wanted !== undefined && createHash('sha256').update(bytes).digest('hex') !== wanted)
    return mediaProblem('the file does not match its hash');
  return ok({ bytes, mimeType: ref.mimeType === '' ? (mimeType ?? 'application/octet-stream') : ref.mimeType });
}

function tooLarge(maxBytes: number): { readonly ok: false; readonly refusal: SendFailure } {
  return failed({ kind: 'media_problem', retry: 'never', code: 'too_large', detail: `the file is larger than ${maxBytes} bytes` });
}

function mediaProblem(detail: string): { readonly ok: false; readonly refusal: SendFailure } {
  return failed({ kind: 'media_problem', retry: 'never', detail });
}
