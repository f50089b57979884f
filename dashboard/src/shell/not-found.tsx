/** An address that leads nowhere. */
import { useWords } from '../speech/speech.ts';
import { LinkButton } from '../ui/link-button.tsx';
import { Empty } from '../ui/states.tsx';
import { shellWords } from './shell-words.ts';

export function NotFound() {
  const say = useWords(shellWords);
  return (
    <Empty title={say('not_found')} text={say('not_found_text')}>
      <LinkButton to="/">{say('go_home')}</LinkButton>
    </Empty>
  );
}
