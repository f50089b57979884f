/** The noun storefront: how a shop shows itself, which hosts it may claim, what proves that a host is its own. Pure. */
import { domainToASCII } from 'node:url';
import { type StorefrontChange, type StorefrontLook, storefrontLook } from '@parley/contract/api/storefront.ts';

export interface Storefront {
  readonly look: StorefrontLook;
  /** Name of the logo in the blob store. */
  readonly logo: string | undefined;
  /** The host of its own that it is served at. */
  readonly host: string | undefined;
}

export interface ShopDomain {
  readonly host: string;
  readonly token: string;
  readonly state: 'waiting' | 'verified' | 'failing';
  readonly failure: string | undefined;
  readonly checkedAt: Date | undefined;
  readonly failingSince: Date | undefined;
}

/** What the owner of a host shows to prove it. `cname` is absent where shops have no hosts below ours. */
export interface DomainProof {
  readonly txt: { readonly name: string; readonly value: string };
  readonly cname: { readonly name: string; readonly value: string } | undefined;
  readonly file: { readonly url: string; readonly content: string };
}

/** Parts of an older form fall back to their defaults. */
export function readLook(stored: unknown): StorefrontLook {
  const whole = storefrontLook.safeParse(stored);
  return whole.success ? whole.data : storefrontLook.parse({});
}

export function changeLook(before: StorefrontLook, change: StorefrontChange): StorefrontLook {
  const { accent_color: accent, ...rest } = change;
  const { accent_color: had, ...kept } = before;
  const next = accent === undefined ? had : (accent ?? undefined);
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return storefrontLook.parse({ ...kept, ...given, ...(next === undefined ? {} : { accent_color: next }) });
}

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** The host as it is compared; undefined for what is no public name, and for ours and everything below it. */
export function readHost(text: string, ours: string): string | undefined {
  const host = domainToASCII(
    text
      .trim()
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/[/:].*$/, '')
      .replace(/\.$/, ''),
  );
  const labels = host.split('.');
  const isName = labels.length >= 2 && labels.every((label) => LABEL.test(label)) && /^[a-z][a-z0-9-]+$/.test(labels.at(-1) ?? '');
  if (!isName || host.length > 253 || ['localhost', 'local', 'internal', 'test', 'invalid'].includes(labels.at(-1) ?? '')) return undefined;
  return host === ours || host.endsWith(`.${ours}`) ? undefined : host;
}

/** @param shopHost the shop's host below ours, which names the shop, so that pointing at it proves the claim. */
export function proofOf({ host, token }: Pick<ShopDomain, 'host' | 'token'>, shopHost: string | undefined): DomainProof {
  return {
    txt: { name: `_parley.${host}`, value: `parley=${token}` },
    cname: shopHost === undefined ? undefined : { name: host, value: shopHost },
    file: { url: `http://${host}/.well-known/parley.txt`, content: token },
  };
}
