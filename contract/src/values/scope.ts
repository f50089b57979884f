/** What a key may be let into. Pure words; what a room holds is said at each route. */

/** Rooms of the shop; each for reading, writing or both. */
export const scopeRooms = [
  'products',
  'stock',
  'orders',
  'customers',
  'payments',
  'chat',
  'books',
  'reports',
  'documents',
  'print',
  'settings',
  'audit',
  'events',
] as const;
export type ScopeRoom = (typeof scopeRooms)[number];
export type Scope = `${ScopeRoom}:${'read' | 'write'}`;
export const scopes = scopeRooms.flatMap((room) => [`${room}:read`, `${room}:write`] as const) satisfies readonly Scope[];
