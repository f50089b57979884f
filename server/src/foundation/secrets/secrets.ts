/**
 * Everything made from SECRET_KEY: sealed values at rest (AES-256-GCM), signed links, keys for tokens. Each purpose has a key of
 * its own; former keys still open and verify, only the current one seals and signs.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Secrets {
  /** @param context what the value belongs to (merchant id and kind); opening with another context fails. */
  seal(purpose: string, plain: string, context: string): Buffer;
  /** @throws SealBroken when the key is unknown, the context differs or a byte was changed. */
  open(purpose: string, sealed: Uint8Array, context: string): string;
  /** A text for a link: readable by anybody, changeable by nobody, until `expiresAt`. */
  signToken(purpose: string, payload: Readonly<Record<string, unknown>>, expiresAt: Date): string;
  /** The payload, or undefined when forged, for another purpose or expired at `now`. */
  verifyToken(purpose: string, token: string, now: Date): Record<string, unknown> | undefined;
  /** 32 bytes of the current key for `purpose`. */
  keyFor(purpose: string): Uint8Array;
  /** The current key and the former ones, for verifying. */
  keysFor(purpose: string): readonly Uint8Array[];
  /** A keyed digest (hex): equal texts give equal digests, and nobody without the key can guess at the text. */
  fingerprint(purpose: string, text: string): string;
}

/** A sealed value cannot be opened: SECRET_KEY was changed without keeping the former one, or the row was tampered with. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

const FORMAT = 1;
const ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + ID_BYTES + NONCE_BYTES + TAG_BYTES;

interface Ring {
  readonly id: Buffer;
  keyFor(purpose: string): Buffer;
}

export function createSecrets(input: { readonly current: string; readonly previous?: readonly string[] }): Secrets {
  const current = ringOf(input.current);
  const rings = [current, ...(input.previous ?? []).map(ringOf)];
  const sign = (ring: Ring, purpose: string, body: string) =>
    createHmac('sha256', ring.keyFor(`sign:${purpose}`))
      .update(body)
      .digest('base64url');
  return {
    seal(purpose, plain, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.keyFor(`seal:${purpose}`), nonce);
      cipher.setAAD(Buffer.from(`${purpose}\n${context}`));
      const hidden = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(FORMAT), current.id, nonce, cipher.getAuthTag(), hidden]);
    },
    open(purpose, sealed, context) {
      return openWith(rings, purpose, Buffer.from(sealed), context);
    },
    signToken(purpose, payload, expiresAt) {
      const body = Buffer.from(JSON.stringify({ p: payload, e: expiresAt.getTime() })).toString('base64url');
      return `${body}.${sign(current, purpose, body)}`;
    },
    verifyToken(purpose, token, now) {
      const [body = '', signature = '', ...rest] = token.split('.');
      if (rest.length > 0 || !rings.some((ring) => equalInConstantTime(sign(ring, purpose, body), signature))) return undefined;
      const { p, e } = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as { p: Record<string, unknown>; e: number };
      return e > now.getTime() ? p : undefined;
    },
    keyFor: (purpose) => current.keyFor(purpose),
    keysFor: (purpose) => rings.map((ring) => ring.keyFor(purpose)),
    fingerprint: (purpose, text) =>
      createHmac('sha256', current.keyFor(`fingerprint:${purpose}`))
        .update(text)
        .digest('hex'),
  };
}

function openWith(rings: readonly Ring[], purpose: string, sealed: Buffer, context: string): string {
  const id = sealed.subarray(1, 1 + ID_BYTES);
  const ring = rings.find((each) => each.id.equals(id));
  if (sealed.length < HEAD_BYTES || sealed[0] !== FORMAT || ring === undefined)
    throw new SealBroken('sealed with a key that is not known here');
  const nonce = sealed.subarray(1 + ID_BYTES, 1 + ID_BYTES + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', ring.keyFor(`seal:${purpose}`), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(`${purpose}\n${context}`));
  decipher.setAuthTag(sealed.subarray(HEAD_BYTES - TAG_BYTES, HEAD_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]).toString('utf8');
  } catch (error) {
    throw new SealBroken('a sealed value does not match its key or context', { cause: error });
  }
}

function ringOf(secretKey: string): Ring {
  const known = new Map<string, Buffer>();
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secretKey, 'parley', purpose, 32));
  return {
    id: derive('key-id').subarray(0, ID_BYTES),
    keyFor(purpose) {
      const found = known.get(purpose) ?? derive(purpose);
      // Purposes are words of the program, so the map stays small.
      known.set(purpose, found);
      return found;
    },
  };
}

/** Whether two texts are equal, in a time that does not tell where they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** SHA-256 in hex: how tokens are kept, never as themselves. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A new unguessable token of 32 random bytes. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}
