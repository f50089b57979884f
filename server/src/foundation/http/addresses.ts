/** The other names an address goes by. The canonical one is the only one that routes know. */

/** Alias → canonical path; `:name` stands for one segment: `{ '/api/webhooks/whatsapp/:slug': '/webhooks/whatsapp/:slug' }`. */
export type Aliases = Readonly<Record<string, string>>;

/** @returns a function from the address asked for to the canonical one, query kept. `/api/x` means `/api/v1/x` unless an alias says more. */
export function createRewrite(aliases: Aliases): (url: string) => string {
  const exact = new Map<string, string>();
  const patterns: { readonly pattern: RegExp; readonly target: string }[] = [];
  for (const [alias, target] of Object.entries(aliases)) {
    if (!alias.includes(':')) exact.set(alias, target);
    else
      patterns.push({
        pattern: new RegExp(`^${alias.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
        target,
      });
  }
  return (url) => {
    const cut = url.indexOf('?');
    const path = (cut < 0 ? url : url.slice(0, cut)).replace(/(?<=.)\/$/, '');
    const query = cut < 0 ? '' : url.slice(cut);
    const known = exact.get(path);
    if (known !== undefined) return known + query;
    for (const { pattern, target } of patterns) {
      const groups = pattern.exec(path)?.groups;
      if (groups !== undefined) return target.replace(/:(\w+)/g, (_, name: string) => groups[name] ?? '') + query;
    }
    return /^\/api\/(?!v\d+(?:\/|$))/.test(path) ? `/api/v1${path.slice(4)}${query}` : url;
  };
}
