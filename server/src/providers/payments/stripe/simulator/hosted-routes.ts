/** The checkout of sessions: what each of its buttons does. */
import type { Route } from '../../../simulation/router.ts';
import { type PayPageRoutes, payPageRoutes } from '../../pay-page/routes.ts';
import { type PaymentMethod, paymentMethods } from './entities.ts';
import { hostedActions, hostedPage, returnAddress } from './hosted-page.ts';
import type { OwnedSession } from './ledger.ts';
import { failSession, paySession, settleSession } from './payments.ts';
import { currentSession, type Desk } from './sessions.ts';

const colours = `
:root { --leaf: #5046d6; --leaf-wash: #ecebfb; }
@media (prefers-color-scheme: dark) { :root { --leaf: #9d97f5; --leaf-ink: #0d0b2b; --leaf-wash: #1f1d40; } }
`;

export function hostedRoutes(desk: Desk): readonly Route[] {
  return payPageRoutes({
    path: '/c/pay',
    thing: 'checkout',
    colours,
    find: (id) => currentSession(desk, id),
    show: (record, notice) => hostedPage(record, desk.ledger.accounts.get(record.owner)?.merchantName ?? 'the shop', notice),
    press: pressOf(desk),
  });
}

function pressOf(desk: Desk): PayPageRoutes<OwnedSession>['press'] {
  return ({ entity: session }, form) => {
    const action = hostedActions.find((each) => each === form.get('action')) ?? 'pay';
    const method: PaymentMethod = paymentMethods.find((each) => each === form.get('method')) ?? 'card';
    switch (action) {
      case 'leave':
        return 'left';
      case 'fail':
        failSession(desk, session.id, method);
        return 'failed';
      case 'arrives':
      case 'bounces':
        settleSession(desk, session.id, action === 'arrives' ? 'succeeded' : 'failed');
        return undefined;
      default: {
        const paid = paySession(desk, session.id, { method });
        // Somebody was faster, or time was: the page itself tells how the session stands now.
        if (!paid.ok) return undefined;
        if (action === 'twice') paySession(desk, session.id, { method, late: true });
        return action === 'lost' ? 'lost' : { leavesFor: returnAddress(session) };
      }
    }
  };
}
