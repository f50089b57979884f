/** The button: HeroUI's, which while pending also says so to those who cannot see it. */
import { Button as Plain } from '@heroui/react';
import type { ComponentProps } from 'react';
import { ProgressBar } from 'react-aria-components';
import { useWords } from '../speech/speech.ts';
import { uiWords } from './ui-words.ts';

type ButtonProps = Omit<ComponentProps<typeof Plain>, 'children'> & { readonly children?: React.ReactNode };

export function Button({ children, ...props }: ButtonProps) {
  const say = useWords(uiWords);
  return (
    <Plain {...props}>
      {children}
      {/* A pending button announces its progress by name; without one it would announce nothing. */}
      {props.isPending && <ProgressBar aria-label={say('working')} isIndeterminate className="sr-only" />}
    </Plain>
  );
}
