/** The payment page of links: what each of its buttons does. */
import type { Owned } from '../../../simulation/records.ts';
import type { Route } from '../../../simulation/router.ts';
import { type PayPageRoutes, payPageRoutes } from '../../pay-page/routes.ts';
import { type LinkEntity, type PaymentMethod, paymentMethods } from './entities.ts';
import { hostedActions, hostedPage, returnAddress } from './hosted-page.ts';
import { currentLink, type Desk } from './payment-links.ts';
import { failLink, payLink } from './payments.ts';

export function hostedRoutes(desk: Desk): readonly Route[] {
  return payPageRoutes({
    path: '/l',
    thing: 'payment link',
    find: (id) => currentLink(desk, id),
    show: ({ entity, owner }, notice) => hostedPage(entity, desk.ledger.accounts.get(owner)?.merchantName ?? 'the shop', notice),
    press: pressOf(desk),
  });
}

function pressOf(desk: Desk): PayPageRoutes<Owned<LinkEntity>>['press'] {
  return ({ owner, entity: link }, form) => {
    const action = hostedActions.find((each) => each === form.get('action')) ?? 'pay';
    const method: PaymentMethod = paymentMethods.find((each) => each === form.get('method')) ?? 'upi';
    if (action === 'leave') return 'left';
    if (action === 'fail') {
      failLink(desk, link.id, { method });
      return 'failed';
    }
    const paid = payLink(desk, link.id, { method });
    // Somebody was faster, or time was: the page itself tells how the link stands now.
    if (!paid.ok) return undefined;
    if (action === 'twice') payLink(desk, link.id, { method, late: true });
    if (action === 'lost') return 'lost';
    const account = desk.ledger.accounts.get(owner);
    const leavesFor = account && returnAddress(link, paid.value, account.keySecret);
    return leavesFor === undefined ? undefined : { leavesFor };
  };
}
