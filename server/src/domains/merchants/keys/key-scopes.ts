/**
 * What a key with scopes may reach: the one table from addresses to rooms. An address that stands in no line is closed to such keys;
 * where a person must act, to every key. Pure.
 */
import { type Scope, type ScopeRoom, scopes } from '@parley/contract/values/scope.ts';

const API = '/api/v1';
/** `any`: every key, whatever its scopes; `person`: none. */
type Door = ScopeRoom | 'any' | 'person';

/** By the route's pattern below /api/v1; the first line that fits counts. */
const DOORS: readonly (readonly [RegExp, Door])[] = [
  [/^\/auth\/me$/, 'any'],
  [/^\/(?:auth|staff|api-keys)(?:\/|$)/, 'person'],
  [/^\/audit-log$/, 'audit'],
  [/^\/events$/, 'events'],
  [/^\/merchants\/:id\/products/, 'products'],
  [/^\/merchants\/:id\/whatsapp/, 'chat'],
  [/^\/(?:products|variants|categories|catalog|imports|exports)(?:\/|$)/, 'products'],
  [/^\/(?:inventory|purchases)(?:\/|$)/, 'stock'],
  [/^\/orders\/:(?:id|order_id)\/(?:invoice|documents|packing-slip)/, 'documents'],
  [/^\/(?:orders|returns|carts|checkouts|shipments|delivery|dashboard)(?:\/|$)/, 'orders'],
  [/^\/(?:customers|contacts)(?:\/|$)/, 'customers'],
  [/^\/(?:payments|refunds|reconciliation)(?:\/|$)/, 'payments'],
  [/^\/(?:whatsapp|chat|sessions|conversations|templates|campaigns)(?:\/|$)/, 'chat'],
  [/^\/(?:accounting|books)(?:\/|$)/, 'books'],
  [/^\/(?:reports|analytics|insights)(?:\/|$)/, 'reports'],
  [/^\/(?:documents|invoices|credit-notes|files)(?:\/|$)/, 'documents'],
  [/^\/(?:print_jobs|printers|print_agents|print-settings)(?:\/|$)/, 'print'],
  [/^\/(?:merchant|connections|storefront|setup|onboarding|sign-up)(?:\/|$)/, 'settings'],
];

/** What a key must carry for this route: a scope, nothing (`any`), or it is never let in. Undefined: the table does not know the address. */
export function scopeFor(method: string, route: string): Scope | 'any' | 'person' | undefined {
  if (!route.startsWith(`${API}/`)) return undefined;
  const path = route.slice(API.length);
  const door = DOORS.find(([pattern]) => pattern.test(path))?.[1];
  if (door === undefined || door === 'any' || door === 'person') return door;
  return `${door}:${method === 'GET' || method === 'HEAD' ? 'read' : 'write'}`;
}

/** What is missing for this route, in words for whoever made the key; undefined: nothing is. No scopes mean everything its role may do. */
export function missingScope(held: readonly string[], method: string, route: string): string | undefined {
  const needed = scopeFor(method, route);
  if (needed === 'any') return undefined;
  if (needed === 'person') return 'Only a person may do this: sign in instead of using a key.';
  if (held.length === 0) return undefined;
  if (needed === undefined) return 'A key with scopes does not reach this address.';
  return held.includes(needed) ? undefined : `This key needs the scope ${needed}.`;
}

export function isScope(text: string): text is Scope {
  return (scopes as readonly string[]).includes(text);
}
