/** Payments that need a person: what happened, what to do, and the button for it where there is one. */
import type { AttentionRow } from '@parley/contract/api/payments.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Pager } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { PaymentsTabs, RetryButton } from './payments-parts.tsx';
import { attentionQuery } from './payments-queries.ts';
import { gatewayNames } from './payments-search.ts';
import { paymentsWords } from './payments-words.ts';

const route = getRouteApi('/shell/payments/attention');

export function AttentionPage() {
  const say = useWords(paymentsWords);
  const { page } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(attentionQuery(page));
  return (
    <Page title={say('title')}>
      <PaymentsTabs />
      <Panel flush>
        {!data ? (
          error ? (
            <Failure error={error} retry={() => void refetch()} />
          ) : (
            <Waiting rows={6} />
          )
        ) : data.data.length === 0 ? (
          <Empty title={say('fine')} text={say('fine_text')} />
        ) : (
          <>
            <ul className="divide-y divide-line">
              {data.data.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </ul>
            <Pager pagination={data.pagination} onPage={(next) => void navigate({ search: { page: next } })} />
          </>
        )}
      </Panel>
    </Page>
  );
}

function Row({ row }: { readonly row: AttentionRow }) {
  const say = useWords(paymentsWords);
  const format = useFormat();
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-3">
      <div className="min-w-0 grow basis-80">
        <p className="font-medium">{say(`kind_${row.kind}`)}</p>
        <p className="text-ink-2">{say(`help_${row.kind}`)}</p>
        <p className="mt-1 text-sm text-ink-2">
          <Link to="/orders/$id" params={{ id: row.order.id }} className="underline decoration-line underline-offset-4 hover:text-leaf">
            {row.order.order_number}
          </Link>
          {' · '}
          {row.order.customer_name ?? say('somebody')}
          {' · '}
          {gatewayNames[row.gateway] ?? row.gateway}
          {' · '}
          {say('since', { when: format.ago(row.since) })}
        </p>
        {row.detail !== null && <p className="mt-1 text-sm break-words text-ink-2">{row.detail}</p>}
      </div>
      <div className="flex items-center gap-3">
        <Amount value={row.amount} currency={row.currency} className="font-medium" />
        {row.kind === 'refund_failed' || row.kind === 'refund_stuck' ? (
          <RetryButton id={row.id} amount={row.amount} currency={row.currency} />
        ) : row.payment_id !== null ? (
          <LinkButton size="sm" to="/payments/$id" params={{ id: row.payment_id }}>
            {say('payment')}
          </LinkButton>
        ) : (
          <LinkButton size="sm" to="/orders/$id" params={{ id: row.order.id }}>
            {say('order')}
          </LinkButton>
        )}
      </div>
    </li>
  );
}
