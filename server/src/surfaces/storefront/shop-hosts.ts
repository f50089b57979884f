/**
 * Which shop a host leads to: hosts below ours by their first word, hosts of a shop's own by what it has proved. Any other host is the
 * program's, as if it were ours. It changes no address of the program itself.
 */
import { isIP } from 'node:net';
import { isReservedSlug } from '../../domains/merchants/index.ts';

export interface ShopHosts {
  /** Where an address asked for at this host leads: into the shop's pages, or as it stands. */
  lead(host: string | undefined, url: string): string;
  /** The shop that this host is all about. */
  slugAt(hostname: string): string | undefined;
  /** Learns of hosts that were proved or lost since. */
  refresh(): Promise<void>;
}

/** First words of addresses that pay, show files and answer machines: the same at every host. */
const EVERYWHERE = new Set([
  'checkout',
  'order',
  'assets',
  'files',
  'payments',
  'webhooks',
  'health',
  'cdn-cgi',
  'print-agent.mjs',
  'print-agent.tgz',
]);

export function createShopHosts(deps: {
  readonly publicUrl: string;
  /** Hosts of shops' own → the shop's slug. */
  readonly load: () => Promise<ReadonlyMap<string, string>>;
}): ShopHosts {
  const ours = new URL(deps.publicUrl).hostname;
  const above = isIP(ours) === 0 ? [ours, 'localhost'] : ['localhost'];
  let own: ReadonlyMap<string, string> = new Map();

  function slugAt(hostname: string): string | undefined {
    const host = hostname.toLowerCase();
    if (host === ours) return undefined;
    for (const base of above) {
      if (!host.endsWith(`.${base}`)) continue;
      const label = host.slice(0, -base.length - 1);
      return /^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/.test(label) && !isReservedSlug(label) ? label : undefined;
    }
    return own.get(host);
  }

  return {
    slugAt,
    lead(host, url) {
      const slug = host === undefined ? undefined : slugAt(host.replace(/:\d+$/, ''));
      if (slug === undefined || !url.startsWith('/')) return url;
      const first = /^\/([^/?#]*)/.exec(url)?.[1] ?? '';
      if (EVERYWHERE.has(first)) return url;
      return `/${slug}${url === '/' ? '' : url.startsWith('/?') ? url.slice(1) : url}`;
    },
    async refresh() {
      own = await deps.load();
    },
  };
}

/** The shop's host below ours, without a port; undefined where our own address is a number. */
export function hostBelow(publicUrl: string, slug: string): string | undefined {
  const { hostname } = new URL(publicUrl);
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? `${slug}.${hostname}` : undefined;
}

/** Where customers find the shop: its own host where that is proved, else its path below our address. No slash at the end. */
export function shopUrlOf(publicUrl: string, shop: { readonly slug: string; readonly host?: string | undefined }): string {
  return shop.host === undefined ? `${publicUrl}/${shop.slug}` : originAt(publicUrl, shop.host);
}

/** The same scheme and port as ours, at another host. */
export function originAt(publicUrl: string, host: string): string {
  const url = new URL(publicUrl);
  return `${url.protocol}//${host}${url.port === '' ? '' : `:${url.port}`}`;
}
