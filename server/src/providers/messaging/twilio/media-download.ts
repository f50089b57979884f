/**
 * Fetches what a customer sent. The address comes from outside: our secret goes to Twilio's own host alone and never along a redirect,
 * which leads to public addresses only, and reading stops at the cap.
 */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { guardedFetch } from '../../../foundation/http/guarded-fetch.ts';
import { failed, transportFailure } from '../lost-answer.ts';
import type { MessagingClient, SendFailure, TwilioCredentials } from '../messaging.port.ts';
import { asAnnounced, type FetchedFile, mediaProblem, readFile } from '../read-file.ts';
import { basicAuth } from './call.ts';

const ownHost = 'api.twilio.com';
const mostRedirects = 3;

export interface MediaDownloadOptions {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly credentials: TwilioCredentials;
  readonly timeoutMs: number;
}

type Fetched = Result<FetchedFile, SendFailure>;

export function createMediaDownload(options: MediaDownloadOptions): MessagingClient['downloadMedia'] {
  return async (ref, { maxBytes }) => {
    if (ref.url === undefined) return mediaProblem('the file came without an address');
    if (!isTheirs(ref.url, options.baseUrl)) return mediaProblem('the file lies on a host that is not allowed');
    const fetched = await follow(options, ref.url, maxBytes);
    return fetched.ok ? asAnnounced(ref, fetched.value, ref.sha256) : fetched;
  };
}

/** Where our secret may go. */
function isTheirs(address: string, baseUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  return url.origin === new URL(baseUrl).origin || (url.protocol === 'https:' && url.host === ownHost);
}

async function follow(options: MediaDownloadOptions, address: string, maxBytes: number): Promise<Fetched> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  let url = address;
  try {
    for (let step = 0; step <= mostRedirects; step += 1) {
      if (step > 0 && !isTheirs(url, options.baseUrl)) return await fromStorage(url, maxBytes, options.timeoutMs);
      const response = await options.fetch(url, {
        headers: { 'user-agent': 'Parley', ...(step === 0 ? { authorization: basicAuth(options.credentials) } : {}) },
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

/** Their temporary storage changes hosts: any public one will do, and it is told nothing of us. */
async function fromStorage(url: string, maxBytes: number, timeoutMs: number): Promise<Fetched> {
  if (!url.startsWith('https://')) return mediaProblem('the file lies where it could be changed on its way');
  const fetched = await guardedFetch(url, { maxBytes, timeoutMs });
  if (fetched.ok) return ok({ bytes: fetched.value.bytes, mimeType: fetched.value.mimeType });
  const { kind, detail } = fetched.refusal;
  return kind === 'unreachable' ? failed({ kind: 'unavailable', retry: 'later', detail }) : mediaProblem(detail);
}
