/** One return: what comes back and why, what became of it, and the one next step. */
import { Dropdown } from '@heroui/react';
import type { ReturnAnswer } from '@parley/contract/api/returns.ts';
import { handling, managing, type Role, selling } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Facts, Page, Panel } from '../../ui/page.tsx';
import { Failure, WaitingPage } from '../../ui/states.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { isNothing } from '../orders/money-text.ts';
import { orderWords } from '../orders/order-words.ts';
import { ReturnChip } from './return-chip.tsx';
import { ReturnQuestion } from './return-questions.tsx';
import { ReturnSteps } from './return-steps.tsx';
import { type ReturnDetail, type ReturnStep, returnQuery, sendStep, touchedByReturns } from './returns-queries.ts';
import { returnsWords } from './returns-words.ts';

const route = getRouteApi('/shell/returns/$id');

/** The first is the obvious one. */
function stepsOf({ state, refundable_amount: worth }: ReturnAnswer): readonly ReturnStep[] {
  switch (state) {
    case 'asked':
      return ['approve', 'decline'];
    case 'approved':
      return ['receive', 'decline', 'close'];
    case 'receiving':
      return ['receive', 'refund', 'close'];
    case 'received':
      return isNothing(worth) ? ['close'] : ['refund', 'close'];
    default:
      return [];
  }
}
const roles: Readonly<Record<ReturnStep, readonly Role[]>> = {
  approve: selling,
  decline: selling,
  receive: [...selling, ...handling],
  refund: managing,
  close: selling,
};

export function ReturnPage() {
  const say = useWords(returnsWords);
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(returnQuery(id));
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <WaitingPage />;
  return (
    <Page
      title={data.return_number}
      back={{ to: '/returns', label: say('title') }}
      marks={<ReturnChip state={data.state} />}
      actions={<Actions shown={data} />}
    >
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-6">
        <div className="flex min-w-0 flex-col gap-4">
          <ReturnLines shown={data} />
          <ReturnSteps shown={data} />
        </div>
        <ReturnFacts shown={data} />
      </div>
    </Page>
  );
}

function Actions({ shown }: { readonly shown: ReturnDetail }) {
  const say = useWords(returnsWords);
  const more = useWords(orderWords);
  const me = useMe();
  const [asked, setAsked] = useState<ReturnStep>();
  const direct = useAct<ReturnStep, ReturnAnswer>({
    send: (step) => sendStep(shown.id, step),
    touches: touchedByReturns,
    done: (_answer, step) => tellDone(say(`done_${step}`, { number: shown.return_number })),
  });
  const act = (step: ReturnStep): void => (step === 'approve' || step === 'close' ? direct.run(step) : setAsked(step));
  const [next, ...others] = stepsOf(shown).filter((step) => mayDo(me, roles[step]));
  return (
    <>
      {others.length > 0 && (
        <Dropdown>
          <Button variant="secondary">
            {more('more')}
            <ChevronDown size={16} aria-hidden="true" />
          </Button>
          <Dropdown.Popover placement="bottom end" className="min-w-44">
            <Dropdown.Menu aria-label={more('more')} onAction={(key) => act(key as ReturnStep)}>
              {others.map((step) => (
                <Dropdown.Item key={step} id={step} textValue={say(step)}>
                  {say(step)}
                </Dropdown.Item>
              ))}
            </Dropdown.Menu>
          </Dropdown.Popover>
        </Dropdown>
      )}
      {next && (
        <Button isPending={direct.busy} onPress={() => act(next)}>
          {say(next)}
        </Button>
      )}
      <ReturnQuestion shown={shown} asked={asked} onClose={() => setAsked(undefined)} />
    </>
  );
}

function ReturnLines({ shown }: { readonly shown: ReturnDetail }) {
  const say = useWords(returnsWords);
  return (
    <Panel title={say('lines')} flush>
      <ul className="divide-y divide-line border-t border-line">
        {shown.lines.map((line) => {
          const still = line.quantity - line.restocked - line.damaged - line.missing;
          const became = (['restocked', 'damaged', 'missing'] as const).filter((outcome) => line[outcome] > 0);
          return (
            <li key={line.variant_id} className="flex items-start justify-between gap-4 px-4 py-2.5">
              <div className="min-w-0">
                <div className="font-medium">{line.name}</div>
                <div className="text-sm text-ink-2">
                  {[
                    line.options,
                    ...became.map((outcome) => `${say(outcome)}: ${line[outcome]}`),
                    still > 0 && became.length > 0 ? say('still', { n: still }) : '',
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </div>
              <span className="shrink-0 tabular-nums">{say('unit_count', { n: line.quantity })}</span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function ReturnFacts({ shown }: { readonly shown: ReturnDetail }) {
  const say = useWords(returnsWords);
  const format = useFormat();
  return (
    <Panel title={say('facts')}>
      <Facts
        items={[
          [
            say('order'),
            <Link key="order" to="/orders/$id" params={{ id: shown.order_id }} className="text-leaf hover:underline">
              {shown.order_number}
            </Link>,
          ],
          [
            say('customer'),
            <Link key="customer" to="/customers/$id" params={{ id: shown.customer.id }} className="text-leaf hover:underline">
              {shown.customer.name ?? shown.customer.phone ?? '–'}
            </Link>,
          ],
          [say('when'), format.time(shown.created_at)],
          [say('reason'), shown.reason],
          shown.message !== '' && [say('told'), shown.message],
          [say('value'), <Amount key="worth" value={shown.refundable_amount} currency={shown.currency} />],
          !isNothing(shown.refund_amount) && [say('refund'), <Amount key="refund" value={shown.refund_amount} currency={shown.currency} />],
        ]}
      />
      {shown.refund_by && <p className="mt-2 text-sm text-ink-2">{say(`by_${shown.refund_by}`)}</p>}
    </Panel>
  );
}
