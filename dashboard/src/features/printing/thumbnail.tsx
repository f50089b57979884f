/** The first page of a job's file, small; a sheet of plain paper where there is no picture, or this person may not see it. */
import type { PrintJobView } from '@parley/contract/api/printing.ts';
import { FileText } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../../speech/speech.ts';
import { ownPath } from './printing-queries.ts';
import { printingWords } from './printing-words.ts';

const looks = 'grid shrink-0 place-items-center overflow-hidden rounded-md border border-line bg-sunken';

export function Thumbnail({ file, large = false }: { readonly file: PrintJobView['file']; readonly large?: boolean }) {
  const say = useWords(printingWords);
  const [shown, setShown] = useState(file.preview_url);
  const [isLost, setLost] = useState(false);
  // The link is signed anew with every answer; the picture stays until its own link has ended.
  const source = shown ?? file.preview_url;
  const size = large ? 'aspect-[1/1.414] w-full max-w-64' : 'h-20 w-[3.6rem]';
  if (source === null || isLost || file.wiped_at !== null)
    return (
      <span className={`${looks} ${size}`} aria-hidden="true">
        <FileText size={large ? 48 : 22} className="opacity-40" />
      </span>
    );
  return (
    <span className={`${looks} ${size}`}>
      <img
        src={ownPath(source)}
        alt={say('first_page', { file: file.name })}
        className="h-full w-full object-contain"
        onError={() => {
          if (source === file.preview_url) setLost(true);
          else setShown(file.preview_url);
        }}
      />
    </span>
  );
}
