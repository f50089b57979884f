/** The ways to bring the print program onto a computer, each one line to copy: through npx in either family of shells, or as a file. */
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../../speech/speech.ts';
import { OutsideButton } from '../../ui/link-button.tsx';
import { FilterTabs } from '../../ui/list-tools.tsx';
import { CopyLine } from '../settings/copy-line.tsx';
import { pairWords } from './pair-words.ts';
import { printerWords } from './printer-words.ts';
import { ownPath, type Pairing } from './printing-queries.ts';

const ways = ['unix', 'windows', 'file'] as const;
type Way = (typeof ways)[number];
const lines = { unix: 'command', windows: 'windows_command', file: 'file_command' } as const;

export function PairWays({ pairing }: { readonly pairing: Pairing }) {
  const say = useWords(pairWords);
  const words = useWords(printerWords);
  const [way, setWay] = useState<Way>(() => (/windows/i.test(navigator.userAgent) ? 'windows' : 'unix'));
  return (
    <div className="flex flex-col gap-3">
      <FilterTabs
        label={say('ways')}
        value={way}
        withoutAll
        options={ways.map((id) => ({ id, label: say(`way_${id}`) }))}
        onChange={(next) => setWay(ways.find((each) => each === next) ?? 'unix')}
      />
      <p className="text-ink-2">{say(`text_${way}`)}</p>
      {way === 'file' && (
        <div>
          <OutsideButton href={ownPath(pairing.file_url)} download>
            <Download size={16} aria-hidden="true" />
            {say('download')} print-agent.mjs
          </OutsideButton>
        </div>
      )}
      <CopyLine label={words('pair_command')} text={pairing[lines[way]]} />
      <p className="text-sm text-ink-2">
        {say('needs')}{' '}
        <a href="https://nodejs.org" target="_blank" rel="noreferrer" className="underline">
          nodejs.org
        </a>
        . {say('next')}
      </p>
    </div>
  );
}
