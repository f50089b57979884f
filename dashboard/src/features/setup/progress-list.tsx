/** The steps beside the one that is open (on a phone: above it, to be moved sideways), with what each already holds. */
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useWords } from '../../speech/speech.ts';
import { Progress as Bar } from '../../ui/progress.tsx';
import { Mark } from './progress-mark.tsx';
import { doneCount, type Progress, type StepId, steps } from './setup-progress.ts';
import { setupWords } from './setup-words.ts';
import { useStepFacts } from './use-step-facts.ts';

export function ProgressList({ progress, open }: { readonly progress: Progress; readonly open: StepId }) {
  const say = useWords(setupWords);
  const facts = useStepFacts();
  const list = useRef<HTMLOListElement>(null);
  const done = doneCount(progress);
  useEffect(() => {
    const row = list.current;
    const current = row?.querySelector<HTMLElement>(`[data-step="${open}"]`);
    // Only sideways: the page itself stays where it is.
    if (!row || !current) return undefined;
    // After the router has put the page where it belongs.
    const frame = requestAnimationFrame(() => row.scrollTo({ left: current.offsetLeft - (row.clientWidth - current.clientWidth) / 2 }));
    return () => cancelAnimationFrame(frame);
  }, [open]);
  return (
    <nav aria-label={say('steps')} className="min-w-0 lg:sticky lg:top-6">
      <div className="mb-3">
        <Bar label={say('title')} part={done / steps.length} quiet />
        <p className="mt-1 text-sm text-ink-2">{say('progress', { done, all: steps.length })}</p>
      </div>
      <ol ref={list} className="relative -mx-4 flex gap-1 overflow-x-auto px-4 [scrollbar-width:none] lg:mx-0 lg:flex-col lg:px-0">
        {steps.map((step, index) => (
          <li key={step} data-step={step} className="shrink-0">
            <Link
              to="/setup"
              search={{ step }}
              aria-current={step === open ? 'step' : undefined}
              className={`flex min-h-11 items-center gap-3 rounded-lg px-2.5 py-1.5 ${step === open ? 'bg-sunken' : 'hover:bg-sunken'}`}
            >
              <Mark state={progress[step]} number={index + 1} />
              <span className="min-w-0">
                <span className={`block whitespace-nowrap ${step === open ? 'font-semibold' : ''}`}>{say(`step_${step}`)}</span>
                <span className="hidden truncate text-sm text-ink-2 lg:block">
                  {progress[step] === 'done' ? (facts[step] ?? say('state_done')) : say(`why_${step}`)}
                </span>
                <span className="sr-only">{say(`state_${progress[step]}`)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
