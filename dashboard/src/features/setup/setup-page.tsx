/** The guided way from a new shop to its first sale: one step at a time, each to be left for later, in the state the shop is really in. */

import { managing } from '@parley/contract/values/role.ts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ComponentType, useEffect, useRef } from 'react';
import { Problem } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure, Waiting } from '../../ui/states.tsx';
import { DeliveryStep } from './delivery-step.tsx';
import { PaymentsStep } from './payments-step.tsx';
import { ProductsStep } from './products-step.tsx';
import { ProgressList } from './progress-list.tsx';
import { SaleStep } from './sale-step.tsx';
import { nextStep, type Progress, type StepId, stepAfter } from './setup-progress.ts';
import { setupWords } from './setup-words.ts';
import { ShareStep } from './share-step.tsx';
import { ShopStep } from './shop-step.tsx';
import { StepChip } from './step-chip.tsx';
import type { StepProps } from './step-props.ts';
import { useProgress } from './use-progress.ts';
import { WhatsappStep } from './whatsapp-step.tsx';

const pages: Readonly<Record<StepId, ComponentType<StepProps>>> = {
  shop: ShopStep,
  products: ProductsStep,
  whatsapp: WhatsappStep,
  payments: PaymentsStep,
  delivery: DeliveryStep,
  share: ShareStep,
  sale: SaleStep,
};

export function SetupPage() {
  const say = useWords(setupWords);
  const me = useMe();
  const { progress, error, retry, skip, markShared } = useProgress();
  return (
    <Page title={say('title')} about={say('about')}>
      {!mayDo(me, managing) ? (
        <Failure error={new Problem(403, 'auth.forbidden', '')} />
      ) : progress ? (
        <Guide progress={progress} skip={skip} markShared={markShared} />
      ) : error ? (
        <Failure error={error} retry={retry} />
      ) : (
        <Waiting />
      )}
    </Page>
  );
}

interface GuideProps {
  readonly progress: Progress;
  readonly skip: (step: StepId) => void;
  readonly markShared: () => void;
}

function Guide({ progress, skip, markShared }: GuideProps) {
  const say = useWords(setupWords);
  const navigate = useNavigate();
  const { step: asked } = useSearch({ from: '/shell/setup' });
  // Where one goes on is decided when the page opens: a step that is done meanwhile stays until one leaves it.
  const opened = useRef(nextStep(progress) ?? 'sale');
  const step = asked ?? opened.current;
  const after = stepAfter(step);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    heading.current?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, [step]);
  const goOn = (): void => void (after ? navigate({ to: '/setup', search: { step: after } }) : navigate({ to: '/' }));
  const StepPage = pages[step];
  const state = progress[step];
  return (
    <div className="grid items-start gap-x-8 gap-y-4 lg:grid-cols-[15rem_minmax(0,1fr)]">
      <ProgressList progress={progress} open={step} />
      <div className="min-w-0">
        <div className="mb-3 flex items-center gap-3">
          <h2 ref={heading} tabIndex={-1} className="text-xl font-semibold tracking-tight outline-none">
            {say(`step_${step}`)}
          </h2>
          <StepChip state={state} />
        </div>
        <StepPage progress={progress} goOn={goOn} markShared={markShared} />
        <div className="mt-6 flex flex-wrap items-center gap-2 border-t border-line pt-4">
          {state === 'done' ? (
            <Button onPress={goOn}>{say(after ? 'go_on' : 'finish')}</Button>
          ) : (
            <Button
              variant="secondary"
              onPress={() => {
                skip(step);
                goOn();
              }}
            >
              {say('later')}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
