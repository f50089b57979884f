/** Who a signed-in person or program is, by role. Pure words; what a role may do is said at each route. */

export const roles = ['owner', 'manager', 'agent', 'fulfilment', 'print_operator', 'accountant', 'viewer', 'platform_admin'] as const;
export type Role = (typeof roles)[number];

/** Roles a shop gives; the operator's own is given by nobody. */
export const givenRoles = roles.filter((role) => role !== 'platform_admin');
export type GivenRole = (typeof givenRoles)[number];

/** Everybody who is signed in, for reading. */
export const anyRole: readonly Role[] = roles.slice();
/** People who run the shop: staff, keys, connections, settings. */
export const managing: readonly Role[] = ['owner', 'manager'];
/** People who sell: catalogue, orders, chats. */
export const selling: readonly Role[] = ['owner', 'manager', 'agent'];
/** People who pack and send: stock and shipments. */
export const handling: readonly Role[] = ['owner', 'manager', 'fulfilment'];
/** People who keep the books. */
export const accounting: readonly Role[] = ['owner', 'manager', 'accountant'];
