/** The end of the way: waits for the first order, live, and says what is still missing before one can be placed. */
import { useQuery } from '@tanstack/react-query';
import { ShoppingBag } from 'lucide-react';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { LinkButton, OutsideButton } from '../../ui/link-button.tsx';
import { Panel } from '../../ui/page.tsx';
import { shareQuery } from '../settings/settings-queries.ts';
import { Listening } from './listening.tsx';
import { newestOrderQuery } from './setup-queries.ts';
import { setupWords } from './setup-words.ts';
import type { StepProps } from './step-props.ts';
import { stepWords } from './step-words.ts';

const needed = ['products', 'whatsapp', 'payments'] as const;

export function SaleStep({ progress }: StepProps) {
  const say = useWords(stepWords);
  const sayStep = useWords(setupWords);
  const format = useFormat();
  const { data: share } = useQuery(shareQuery);
  const orders = useQuery(newestOrderQuery).data;
  const order = orders?.data[0];
  const missing = needed.filter((step) => progress[step] !== 'done');
  return (
    <Panel title={say('sale_title')} about={say('sale_text')}>
      <div className="flex flex-col items-start gap-3" aria-live="polite">
        {missing.length > 0 && (
          <p className="rounded-lg bg-turmeric-soft px-3 py-2 text-turmeric">
            {say('sale_before', { steps: missing.map((step) => sayStep(`step_${step}`)).join(', ') })}
          </p>
        )}
        {order ? (
          <p className="font-medium text-leaf">
            {say(orders.pagination.total === 1 ? 'sale_here' : 'sale_newest', { number: order.order_number })}
            <span className="ml-2 font-normal text-ink-2">{format.money(order.total_amount, order.currency)}</span>
          </p>
        ) : (
          <Listening icon={ShoppingBag}>{say('watching')}</Listening>
        )}
        <div className="flex flex-wrap gap-2">
          {order && (
            <LinkButton to="/orders/$id" params={{ id: order.id }} variant="primary">
              {say('open_order')}
            </LinkButton>
          )}
          {share?.chat_url && (
            <OutsideButton href={share.chat_url} target="_blank" rel="noopener">
              {say('try_chat')}
            </OutsideButton>
          )}
          {share && (
            <OutsideButton href={share.shop_url} target="_blank" rel="noopener">
              {say('try_shop')}
            </OutsideButton>
          )}
        </div>
      </div>
    </Panel>
  );
}
