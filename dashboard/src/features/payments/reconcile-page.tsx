/** Reconciliation: what the gateways still hold, statements taken in, and their lines that wait for a person. */
import { accounting } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Failure, Waiting } from '../../ui/states.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { isNothing } from '../books/decimals.ts';
import { Drill } from '../books/drill.tsx';
import { PaymentsTabs } from './payments-parts.tsx';
import { clearingQuery } from './payments-queries.ts';
import { gatewayNames } from './payments-search.ts';
import { paymentsWords } from './payments-words.ts';
import { reconcileWords } from './reconcile-words.ts';
import { StatementImport } from './statement-import.tsx';
import { StatementLines } from './statement-lines.tsx';

export function ReconcilePage() {
  const say = useWords(paymentsWords);
  const me = useMe();
  return (
    <Page title={say('reconcile')}>
      <PaymentsTabs />
      <div className="flex flex-col gap-4">
        <div className="grid items-start gap-4 lg:grid-cols-[1fr_24rem]">
          <ClearingPanel />
          {mayDo(me, accounting) && <StatementImport />}
        </div>
        <StatementLines />
      </div>
    </Page>
  );
}

function ClearingPanel() {
  const say = useWords(reconcileWords);
  const format = useFormat();
  const { data, error, refetch } = useQuery(clearingQuery);
  return (
    <Panel title={say('clearing')} about={say('clearing_text')}>
      {!data ? (
        error ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : (
          <Waiting rows={4} />
        )
      ) : (
        <>
          {data.gateways.map((each) => (
            <dl key={each.gateway} className="mb-4 grid grid-cols-[1fr_auto] gap-y-1">
              <dt className="font-semibold">{gatewayNames[each.gateway] ?? each.gateway}</dt>
              <dd className="text-right text-sm text-ink-2">{say('payments', { n: each.payments })}</dd>
              <Step label={say('captured')} value={each.captured} />
              <Step label={say('refunded')} value={each.refunded} less />
              <Step label={say('fees')} value={each.fees} less />
              <Step label={say('settled')} value={each.settled} less />
              <dt className="border-t border-ink-3 pt-1 font-medium">{say('open')}</dt>
              <dd className="border-t border-ink-3 pt-1 text-right font-medium">
                <Amount value={each.open} />
              </dd>
            </dl>
          ))}
          {!isNothing(data.by_hand) && (
            <dl className="mb-2 grid grid-cols-[1fr_auto]">
              <Step label={say('by_hand')} value={data.by_hand} less />
            </dl>
          )}
          <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line pt-3">
            <span>
              {say('in_books')}:{' '}
              <Drill path={data.drill}>
                <Amount value={data.books} className="font-semibold" />
              </Drill>
            </span>
            {Number(data.books) === Number(data.open) ? (
              <StatusChip tone="good">{say('fits')}</StatusChip>
            ) : (
              <StatusChip tone="bad">{say('differs', { amount: format.money(data.books) })}</StatusChip>
            )}
          </div>
          {!isNothing(data.refunds_due) && (
            <p className="mt-2 text-sm text-ink-2">{say('due_back', { amount: format.money(data.refunds_due) })}</p>
          )}
        </>
      )}
    </Panel>
  );
}

function Step({ label, value, less = false }: { readonly label: string; readonly value: string; readonly less?: boolean }) {
  return (
    <>
      <dt className="text-ink-2">{label}</dt>
      <dd className="text-right">
        {less && !isNothing(value) && '−'}
        <Amount value={value} />
      </dd>
    </>
  );
}
