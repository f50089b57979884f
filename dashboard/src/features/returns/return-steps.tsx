/** What happened to a return, oldest first. */
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Panel } from '../../ui/page.tsx';
import { orderEventWords } from '../orders/order-event-words.ts';
import { wordOfStep } from './return-step-word.ts';
import type { ReturnDetail } from './returns-queries.ts';
import { returnsWords } from './returns-words.ts';

export function ReturnSteps({ shown }: { readonly shown: ReturnDetail }) {
  const say = useWords(returnsWords);
  const event = useWords(orderEventWords);
  const format = useFormat();
  return (
    <Panel title={say('happened')}>
      <ol className="flex flex-col gap-3">
        {shown.timeline.map((step, index) => {
          const word = wordOfStep(step.kind);
          const detail = step.detail['message'] ?? step.detail['reason'];
          return (
            <li key={index} className="flex gap-3">
              <span aria-hidden="true" className="mt-2 size-2 shrink-0 rounded-full bg-leaf" />
              <div className="min-w-0">
                <div className="font-medium">{word === undefined ? event('other') : say(word)}</div>
                <p className="text-sm break-words text-ink-2">
                  <time dateTime={step.at}>{format.time(step.at)}</time>
                  {` · ${event(step.actor.startsWith('staff') ? 'by_staff' : step.actor === 'system' || step.actor.startsWith('program') ? 'by_program' : 'by_customer')}`}
                  {typeof detail === 'string' && detail !== '' && ` · ${detail}`}
                </p>
              </div>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
