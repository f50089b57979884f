/**
 * X-Twilio-Signature: HMAC-SHA1 over the exact public address and every parameter. What the address looked like to them is not always
 * what it looks like to us, so the spellings they are known to sign are all tried. Pure; compares in constant time.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export const twilioSignatureHeader = 'x-twilio-signature';

/** @param url as asked for, with our public origin and the query. Header names are lower-case, as Node gives them. */
export function isSigned(body: Uint8Array, headers: Readonly<Record<string, string | undefined>>, token: string, url: string): boolean {
  const told = headers[twilioSignatureHeader];
  if (token === '' || told === undefined || !/^[A-Za-z0-9+/]{27}=$/.test(told) || !URL.canParse(url)) return false;
  const hash = new URL(url).searchParams.get('bodySHA256');
  // A body that is no form is proven by its hash in the address, and no parameter is signed.
  if (hash !== null && !isEqual(createHash('sha256').update(body).digest('hex'), hash.toLowerCase())) return false;
  const parameters = hash === null ? signedParameters(body) : '';
  let isRight = false;
  for (const spelling of spellingsOf(url)) if (isEqual(signatureOf(spelling + parameters, token), told)) isRight = true;
  return isRight;
}

/** For one address and one body, as they would sign it. */
export function sign(body: Uint8Array, token: string, url: string): string {
  return signatureOf(url + signedParameters(body), token);
}

function signatureOf(text: string, token: string): string {
  return createHmac('sha1', token).update(text, 'utf8').digest('base64');
}

/** Sorted by name; of a name that comes often each value once, sorted. */
function signedParameters(body: Uint8Array): string {
  const form = new URLSearchParams(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  return [...new Set(form.keys())]
    .toSorted(compare)
    .flatMap((name) => [...new Set(form.getAll(name))].toSorted(compare).map((value) => name + value))
    .join('');
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function spellingsOf(address: string): ReadonlySet<string> {
  const url = new URL(address);
  const userinfo = url.username === '' ? '' : `${url.username}${url.password === '' ? '' : `:${url.password}`}@`;
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  const spellings = new Set<string>();
  for (const query of [url.search, url.search.replaceAll("'", '%27'), url.search.replaceAll('%27', "'")])
    for (const host of [url.host, url.hostname, `${url.hostname}:${port}`])
      spellings.add(`${url.protocol}//${userinfo}${host}${url.pathname}${query}`);
  return spellings.add(address.split('#')[0] ?? address);
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
