/**
 * Fetches what a customer sent. The address comes from outside, so the token goes to allowed hosts only, redirects are looked at before
 * they are followed, and reading stops at the cap.
 */
import type { Result } from '@parley/contract/values/result.ts';
import { failed, transportFailure } from '../lost-answer.ts';
import type { MessagingClient, SendFailure } from '../messaging.port.ts';
import { asAnnounced, type FetchedFile, mediaProblem, readFile } from '../read-file.ts';
import type { GraphCaller, GraphCallerOptions } from './graph-call.ts';
import { hexHash, mediaAnswer } from './wire.ts';

/** Where they keep media; spoken to over HTTPS only. */
const mediaHost = 'lookaside.fbsbx.com';
const mostRedirects = 3;

export interface MediaDownloadOptions extends GraphCallerOptions {
  readonly call: GraphCaller;
  readonly phoneNumberId: string;
}

type Outcome = Result<FetchedFile, SendFailure>;

export function createMediaDownload(options: MediaDownloadOptions): MessagingClient['downloadMedia'] {
  const lookUp = async (mediaId: string): Promise<Result<{ readonly url: string; readonly sha256?: string | undefined }, SendFailure>> =>
    options.call({
      method: 'GET',
      path: `${encodeURIComponent(mediaId)}?phone_number_id=${encodeURIComponent(options.phoneNumberId)}`,
      answer: mediaAnswer,
    });

  return async (ref, { maxBytes }) => {
    const direct = ref.url === undefined ? undefined : await fetchFile(options, ref.url, maxBytes);
    if (direct?.ok) return asAnnounced(ref, direct.value, hexHash(ref.sha256));
    // An address lives five minutes; an old one is looked up again, other failures stand.
    if (direct && !isExpired(direct.refusal)) return direct;
    const found = await lookUp(ref.mediaId);
    if (!found.ok) return found;
    const fetched = await fetchFile(options, found.value.url, maxBytes);
    return fetched.ok ? asAnnounced(ref, fetched.value, hexHash(ref.sha256 ?? found.value.sha256)) : fetched;
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
