/** Passing the shop on: its links and QR codes. That it was done only the person knows. */

import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { SharePanel } from '../settings/share-panel.tsx';
import type { StepProps } from './step-props.ts';
import { stepWords } from './step-words.ts';

export function ShareStep({ progress, goOn, markShared }: StepProps) {
  const say = useWords(stepWords);
  return (
    <div className="flex flex-col items-start gap-4">
      <div className="w-full">
        <SharePanel />
      </div>
      {progress.share !== 'done' && (
        <Button
          onPress={() => {
            markShared();
            goOn();
          }}
        >
          {say('shared')}
        </Button>
      )}
    </div>
  );
}
