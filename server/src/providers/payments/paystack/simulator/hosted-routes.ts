/** The payment page of transactions: what each of its buttons does. */
import type { Route } from '../../../simulation/router.ts';
import { type PayPageRoutes, payPageRoutes } from '../../pay-page/routes.ts';
import { channels, type TransactionEntity } from './entities.ts';
import { hostedActions, hostedPage, returnAddress } from './hosted-page.ts';
import type { Owned } from './ledger.ts';
import { type Desk, decline, pay } from './transactions.ts';

const colours = `
:root { --leaf: #0a6c94; --leaf-wash: #e5f3f9; }
@media (prefers-color-scheme: dark) { :root { --leaf: #4fc3f1; --leaf-wash: #10283a; } }
`;

export function hostedRoutes(desk: Desk): readonly Route[] {
  return payPageRoutes({
    path: '/c',
    thing: 'payment',
    colours,
    find: (code) => desk.ledger.byCode.get(code),
    show: ({ entity, integration }, notice) => hostedPage(entity, desk.ledger.accountOf(integration)?.merchantName ?? 'the shop', notice),
    press: pressOf(desk),
  });
}

function pressOf(desk: Desk): PayPageRoutes<Owned<TransactionEntity>>['press'] {
  return (record, form) => {
    const action = hostedActions.find((each) => each === form.get('action')) ?? 'pay';
    const channel = channels.find((each) => each === form.get('channel')) ?? 'card';
    if (action === 'leave') return 'left';
    if (action === 'fail') {
      decline(desk, record);
      return 'failed';
    }
    const paid = pay(desk, record, { channel, bearsFees: action === 'fees' });
    // Somebody was faster: the page itself tells how it stands now.
    if (!paid.ok) return undefined;
    if (action === 'lost') return 'lost';
    const leavesFor = returnAddress(paid.value);
    return leavesFor === undefined ? undefined : { leavesFor };
  };
}
