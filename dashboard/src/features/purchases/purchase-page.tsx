/** One purchase: its lines, its bill, what went back and what was corrected since. */

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Facts, Page, Panel } from '../../ui/page.tsx';
import { Failure, WaitingPage } from '../../ui/states.tsx';
import { nameOf } from '../stock/stock-columns.tsx';
import { locationsQuery } from '../stock/stock-queries.ts';
import { ChangeDialog } from './change-dialog.tsx';
import { buying } from './purchases-page.tsx';
import { type PurchaseDetail, type PurchaseLine, purchaseQuery } from './purchases-queries.ts';
import { purchasesWords } from './purchases-words.ts';

const route = getRouteApi('/shell/purchases/$id');

export function PurchasePage() {
  const say = useWords(purchasesWords);
  const { id } = route.useParams();
  const mayBuy = mayDo(useMe(), buying);
  const [changing, setChanging] = useState<'return' | 'correct'>();
  const { data, error, refetch } = useQuery(purchaseQuery(id));
  if (error && !data)
    return (
      <Page title={say('back')} back={{ to: '/purchases', label: say('back') }}>
        <Failure error={error} retry={() => void refetch()} />
      </Page>
    );
  if (!data) return <WaitingPage />;
  return (
    <Page
      title={say('page_title', { number: data.number })}
      about={data.supplier}
      back={{ to: '/purchases', label: say('back') }}
      actions={
        mayBuy && (
          <>
            <Button variant="secondary" onPress={() => setChanging('correct')}>
              {say('correct')}
            </Button>
            <Button variant="secondary" onPress={() => setChanging('return')}>
              {say('send_back')}
            </Button>
          </>
        )
      }
    >
      <div className="grid items-start gap-4 lg:grid-cols-[1fr_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Lines purchase={data} />
          <History purchase={data} />
        </div>
        <Bill purchase={data} />
      </div>
      {changing && <ChangeDialog what={changing} purchase={data} onClose={() => setChanging(undefined)} />}
    </Page>
  );
}

function Lines({ purchase }: { readonly purchase: PurchaseDetail }) {
  const say = useWords(purchasesWords);
  const format = useFormat();
  const columns: readonly Column<PurchaseLine>[] = [
    {
      key: 'product',
      label: say('product'),
      place: 'title',
      cell: (line) => (
        <span className="block min-w-0">
          <Link to="/stock/movements" search={{ variant: line.variant_id }} className="font-medium hover:underline">
            {nameOf(line)}
          </Link>
          <span className="block text-sm text-ink-2">
            {[line.sku, line.lot === null ? null : say('lot', { lot: line.lot })].filter(Boolean).join(' · ')}
          </span>
        </span>
      ),
    },
    {
      key: 'quantity',
      label: say('units'),
      align: 'right',
      cell: (line) => (
        <span className="tabular-nums">
          <span className="md:hidden">{say('units')} </span>
          {format.number(line.quantity)}
        </span>
      ),
    },
    {
      key: 'returned',
      label: say('returned'),
      align: 'right',
      cell: (line) =>
        line.returned_quantity === 0 ? null : (
          <span className="text-brick tabular-nums">
            <span className="md:hidden">{say('returned')} </span>
            {format.number(line.returned_quantity)}
          </span>
        ),
    },
    {
      key: 'cost',
      label: say('billed'),
      align: 'right',
      place: 'end',
      cell: (line) => (
        <span className="block text-right">
          <Amount value={line.billed_unit_cost} currency={purchase.currency} />
          {line.billed_unit_cost !== line.unit_cost && (
            <span className="block text-sm whitespace-nowrap text-ink-2">
              {say('was', { cost: format.money(line.unit_cost, purchase.currency) })}
            </span>
          )}
        </span>
      ),
    },
  ];
  return (
    <Panel title={say('goods')} flush>
      <DataTable label={say('goods')} columns={columns} rows={purchase.lines} idOf={(line) => `${line.position}`} />
    </Panel>
  );
}

function Bill({ purchase }: { readonly purchase: PurchaseDetail }) {
  const say = useWords(purchasesWords);
  const format = useFormat();
  const { data: places = [] } = useQuery(locationsQuery);
  const place = places.find((each) => each.id === purchase.location_id)?.name;
  return (
    <Panel title={say('facts')}>
      <Facts
        items={[
          [say('supplier'), purchase.supplier],
          purchase.reference !== null && [say('bill'), purchase.reference],
          [say('received'), format.date(`${purchase.received_on}T12:00:00Z`)],
          place !== undefined && [say('place'), place],
          [say('tax'), <Amount key="tax" value={purchase.tax} currency={purchase.currency} />],
          [say('total'), <Amount key="total" value={purchase.total} currency={purchase.currency} className="font-semibold" />],
          purchase.note !== null && [say('note'), purchase.note],
        ]}
      />
    </Panel>
  );
}

function History({ purchase }: { readonly purchase: PurchaseDetail }) {
  const say = useWords(purchasesWords);
  const format = useFormat();
  const lineAt = (position: number): string => {
    const line = purchase.lines.find((each) => each.position === position);
    return line ? nameOf(line) : '';
  };
  return (
    <Panel title={say('history')}>
      {purchase.changes.length === 0 ? (
        <p className="text-ink-2">{say('history_none')}</p>
      ) : (
        <ul className="divide-y divide-line">
          {purchase.changes.map((change) => (
            <li key={change.id} className="py-2">
              <div className="flex justify-between gap-3">
                <span className="font-medium">{say(`change_${change.kind}`)}</span>
                <span className="text-sm whitespace-nowrap text-ink-2">{format.time(change.at)}</span>
              </div>
              {change.lines.map((line) => (
                <p key={line.position} className="text-sm text-ink-2 tabular-nums">
                  {say('change_line', {
                    n: line.quantity,
                    name: lineAt(line.position),
                    cost: format.money(line.unit_cost, purchase.currency),
                  })}
                </p>
              ))}
              {change.note !== null && <p className="text-sm">{change.note}</p>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
