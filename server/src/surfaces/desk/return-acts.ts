/** What staff may do with a return, by its state and their role. Pure; offers nothing that the returns' own table would refuse. */
import { handling, managing, type Role, selling } from '@parley/contract/values/role.ts';
import type { ReturnView } from '../../domains/returns/index.ts';

export const returnActs = ['approve', 'decline', 'receive', 'refund', 'close'] as const;
export type ReturnAct = (typeof returnActs)[number];

/** Who may do it, as on the API. */
export const returnRoles: Readonly<Record<ReturnAct | 'ask', readonly Role[]>> = {
  ask: selling,
  approve: selling,
  decline: selling,
  receive: [...new Set([...selling, ...handling])],
  refund: managing,
  close: selling,
};

/** The obvious act first. */
/** @param money.isStuck the gateway gave the refund up. */
export function returnActsFor(
  view: Pick<ReturnView, 'state'>,
  money: { readonly hasWorth: boolean; readonly isStuck: boolean },
): readonly ReturnAct[] {
  switch (view.state) {
    case 'asked':
      return ['approve', 'decline'];
    case 'approved':
      return ['receive', 'close'];
    case 'receiving':
      return ['receive'];
    case 'received':
      return money.hasWorth ? ['refund'] : ['close'];
    case 'refunded':
      return money.isStuck ? ['close'] : [];
    default:
      return [];
  }
}
