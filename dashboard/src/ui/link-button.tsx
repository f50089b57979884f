/** Links that look like buttons: for going somewhere, while buttons do something. */
import { buttonVariants } from '@heroui/styles';
import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

type Variant = 'primary' | 'secondary' | 'tertiary' | 'ghost' | 'outline';
interface Look {
  readonly variant?: Variant;
  readonly size?: 'sm' | 'md' | 'lg';
}

function Anchor({ variant = 'secondary', size = 'md', className = '', ...props }: ComponentProps<'a'> & Look) {
  return <a {...props} className={buttonVariants({ variant, size, className })} />;
}

/** To a page of the dashboard. */
export const LinkButton = createLink(Anchor);
/** To anywhere else: a file, the shop window. */
export const OutsideButton = Anchor;
