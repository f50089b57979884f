/** The way to the first sale in short, for other pages: what is done, where to go on. Shows nothing once nothing is left to do. */
import { managing } from '@parley/contract/values/role.ts';
import { Link } from '@tanstack/react-router';
import { mayDo, useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { Panel } from '../../ui/page.tsx';
import { Progress as Bar } from '../../ui/progress.tsx';
import { Mark } from './progress-mark.tsx';
import { doneCount, nextStep, steps } from './setup-progress.ts';
import { setupWords } from './setup-words.ts';
import { useProgress } from './use-progress.ts';

export function SetupChecklist() {
  const say = useWords(setupWords);
  const me = useMe();
  const { progress } = useProgress();
  const next = progress && nextStep(progress);
  if (!mayDo(me, managing) || progress === undefined || next === undefined) return null;
  const done = doneCount(progress);
  return (
    <Panel
      title={say('title')}
      about={say('progress', { done, all: steps.length })}
      actions={
        <LinkButton to="/setup" search={{ step: next }} variant="primary" size="sm">
          {say('go_on_with', { step: say(`step_${next}`) })}
        </LinkButton>
      }
    >
      <Bar label={say('title')} part={done / steps.length} quiet />
      <ol className="mt-3 flex flex-wrap gap-x-1 gap-y-1">
        {steps.map((step, index) => (
          <li key={step}>
            <Link to="/setup" search={{ step }} className="flex min-h-9 items-center gap-2 rounded-lg px-2 hover:bg-sunken">
              <Mark state={progress[step]} number={index + 1} />
              {say(`step_${step}`)}
              <span className="sr-only">{say(`state_${progress[step]}`)}</span>
            </Link>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
