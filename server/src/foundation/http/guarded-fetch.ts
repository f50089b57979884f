/**
 * Fetches an address that a merchant typed. It never reaches a private, loopback or link-local address, whatever a name resolves to and
 * wherever a redirect leads: the address is checked at the moment of connecting, so that a name cannot change in between.
 */
import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

export interface FetchedFile {
  readonly bytes: Uint8Array;
  readonly mimeType: string;
}

export type GuardedAnswer =
  | { readonly ok: true; readonly value: FetchedFile }
  | {
      readonly ok: false;
      readonly refusal: { readonly kind: 'forbidden_address' | 'unreachable' | 'too_large' | 'refused'; readonly detail: string };
    };

export interface GuardedFetchOptions {
  readonly maxBytes: number;
  readonly timeoutMs?: number;
  /** Which resolved addresses may be reached; default: public ones. */
  readonly mayReach?: (address: string) => boolean;
}

const MOST_REDIRECTS = 3;
const forbidden = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  forbidden.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['100::', 64],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  forbidden.addSubnet(net, prefix, 'ipv6');

/** True for an address on the public internet; IPv4 inside IPv6 is judged as IPv4. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const bare = mapped ?? address;
  const version = isIP(bare);
  if (version === 0) return false;
  return !forbidden.check(bare, version === 4 ? 'ipv4' : 'ipv6');
}

export async function guardedFetch(address: string, options: GuardedFetchOptions): Promise<GuardedAnswer> {
  let at = address;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const url = readUrl(at);
    if (!url) return no('forbidden_address', 'only http and https addresses are fetched');
    const answer = await fetchOnce(url, options);
    if (!('location' in answer)) return answer;
    at = new URL(answer.location, url).href;
  }
  return no('refused', 'too many redirects');
}

function readUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '' ? url : undefined;
}

function fetchOnce(url: URL, options: GuardedFetchOptions): Promise<GuardedAnswer | { readonly location: string }> {
  const mayReach = options.mayReach ?? isPublicAddress;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A bare address is not looked up, so it is judged here.
  if (isIP(host) !== 0 && !mayReach(host)) return Promise.resolve(no('forbidden_address', `${host} is not a public address`));
  return new Promise((resolve) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(
      url,
      { lookup: guardedLookup(mayReach), timeout: options.timeoutMs ?? 15_000, headers: { 'user-agent': 'Parley', accept: '*/*' } },
      (response) => {
        const status = response.statusCode ?? 0;
        const { location } = response.headers;
        if (status >= 300 && status < 400 && location !== undefined) {
          response.destroy();
          resolve({ location });
          return;
        }
        if (status !== 200) {
          response.destroy();
          resolve(no('refused', `answered ${status}`));
          return;
        }
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          chunks.push(chunk);
          if (size <= options.maxBytes) return;
          response.destroy();
          resolve(no('too_large', `more than ${options.maxBytes} bytes`));
        });
        response.on('end', () =>
          resolve({
            ok: true,
            value: { bytes: Buffer.concat(chunks), mimeType: response.headers['content-type'] ?? 'application/octet-stream' },
          }),
        );
        response.on('error', (error) => resolve(no('unreachable', error.message)));
      },
    );
    request.on('timeout', () => request.destroy(new Error('took too long')));
    request.on('error', (error: NodeJS.ErrnoException) =>
      resolve(no(error.code === FORBIDDEN ? 'forbidden_address' : 'unreachable', error.message)),
    );
    request.end();
  });
}

const FORBIDDEN = 'EFORBIDDENADDRESS';

function guardedLookup(mayReach: (address: string) => boolean): LookupFunction {
  return (hostname, lookupOptions, done) => {
    lookup(hostname, { all: true, family: lookupOptions.family ?? 0 }, (error, found) => {
      if (error) return done(error, '', 4);
      const [first] = found;
      // One forbidden address among public ones is reason enough.
      if (!first || !found.every((each) => mayReach(each.address)))
        return done(Object.assign(new Error(`${hostname} is not a public address`), { code: FORBIDDEN }), '', 4);
      return lookupOptions.all ? done(null, found) : done(null, first.address, first.family);
    });
  };
}

function no(kind: Extract<GuardedAnswer, { ok: false }>['refusal']['kind'], detail: string): Extract<GuardedAnswer, { ok: false }> {
  return { ok: false, refusal: { kind, detail } };
}
