/** Who may give whom which role. Pure. */
import type { Role } from '@parley/contract/values/role.ts';

/** Owners are made and touched by owners alone; whoever else manages people does so below that. */
export function mayTouch(actor: Role, ...touched: readonly Role[]): boolean {
  if (actor === 'owner' || actor === 'platform_admin') return true;
  return actor === 'manager' && !touched.includes('owner') && !touched.includes('platform_admin');
}

/** Whether somebody who is an owner now could stop being one. */
export function leavesNoOwner(target: { readonly id: string; readonly role: Role }, owners: readonly string[], next?: Role): boolean {
  return target.role === 'owner' && next !== 'owner' && owners.every((id) => id === target.id);
}
