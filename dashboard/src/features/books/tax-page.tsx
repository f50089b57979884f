/** The tax of a period: charged on sales against what can be claimed, account by account. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount, Figure } from '../../ui/amount.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { type TaxSummary, taxQuery } from './books-queries.ts';
import { negated } from './decimals.ts';
import { Drill } from './drill.tsx';
import { rangeIn } from './ledger-search.ts';
import { StatementFrame } from './statement-frame.tsx';
import { statementWords } from './statement-words.ts';

const route = getRouteApi('/shell/books/tax');

export function TaxPage() {
  const word = useWords(statementWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const range = rangeIn(search, useFormat().day());
  const { data, error, refetch } = useQuery(taxQuery(range));
  return (
    <StatementFrame
      name="tax"
      path="/reports/tax-summary"
      range={range}
      onRange={(next) => void navigate({ search: next, replace: true })}
      note={word('tax_about')}
    >
      {data ? (
        <Summary summary={data} />
      ) : (
        <Panel>{error ? <Failure error={error} retry={() => void refetch()} /> : <Waiting rows={6} />}</Panel>
      )}
    </StatementFrame>
  );
}

function Summary({ summary }: { readonly summary: TaxSummary }) {
  const say = useWords(statementWords);
  const isClaim = summary.payable.startsWith('-');
  const columns: readonly Column<TaxSummary['taxes'][number]>[] = [
    { key: 'name', label: say('account'), cell: (row) => `${row.code} ${row.name}`, place: 'title' },
    { key: 'charged', label: say('tax_charged'), align: 'right', cell: (row) => <Amount value={row.charged} />, wideOnly: true },
    { key: 'back', label: say('tax_back'), align: 'right', cell: (row) => <Amount value={row.given_back} />, wideOnly: true },
    {
      key: 'net',
      label: say('tax_net'),
      align: 'right',
      place: 'end',
      cell: (row) => (
        <Drill path={row.drill}>
          <Amount value={row.net} />
        </Drill>
      ),
    },
  ];
  return (
    <div className="flex flex-col gap-4">
      <Panel>
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
          <Figure label={say('tax_output')}>
            <Amount value={summary.output} />
          </Figure>
          <Figure label={say('tax_input')}>
            <Amount value={summary.input} />
          </Figure>
          <Figure label={say(isClaim ? 'tax_claim' : 'tax_payable')}>
            <Amount value={isClaim ? negated(summary.payable) : summary.payable} />
          </Figure>
        </div>
      </Panel>
      <Panel flush className="print:border-0">
        {summary.taxes.length === 0 ? (
          <Empty title={say('none')} text={say('none_text')} />
        ) : (
          <DataTable label={say('tax_net')} columns={columns} rows={summary.taxes} idOf={(row) => row.account_id} />
        )}
      </Panel>
    </div>
  );
}
