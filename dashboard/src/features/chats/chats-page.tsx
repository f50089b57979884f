/** Chats. */

import { shellWords } from '../../shell/shell-words.ts';
import { useWords } from '../../speech/speech.ts';
import { Page } from '../../ui/page.tsx';

export function PageChats() {
  const say = useWords(shellWords);
  return <Page title={say('chats')}>{null}</Page>;
}
