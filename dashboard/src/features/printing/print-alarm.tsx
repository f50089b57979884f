/** Says, wherever somebody works, that a printer just began to need a person. What was wrong before the page opened is told on Home. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useWords } from '../../speech/speech.ts';
import { tellProblem } from '../../ui/told.tsx';
import { keyOf, sentenceOf } from './attention.tsx';
import { careWords } from './care-words.ts';
import { attentionQuery } from './printing-queries.ts';

export function PrintAlarm() {
  const say = useWords(careWords);
  const { data } = useQuery(attentionQuery);
  const known = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    if (!data) return;
    const before = known.current;
    // A toast is read aloud by itself.
    if (before) for (const each of data) if (!before.has(keyOf(each))) tellProblem(sentenceOf(each, say));
    known.current = new Set(data.map(keyOf));
  }, [data, say]);
  return null;
}
