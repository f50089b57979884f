/** Orders. */

import { shellWords } from '../../shell/shell-words.ts';
import { useWords } from '../../speech/speech.ts';
import { Page } from '../../ui/page.tsx';

export function PageOrders() {
  const say = useWords(shellWords);
  return <Page title={say('orders')}>{null}</Page>;
}
