/** Which word a step of a return has. Pure. */
import type { returnsWords } from './returns-words.ts';

const steps = {
  'return.asked': 'asked',
  'return.approved': 'approved',
  'return.declined': 'declined',
  'return.receipt': 'done_receive',
  'return.refunded': 'refunded',
  'return.closed': 'closed',
} as const satisfies Readonly<Record<string, keyof (typeof returnsWords)['en']>>;

export function wordOfStep(kind: string): (typeof steps)[keyof typeof steps] | undefined {
  return Object.entries(steps).find(([name]) => name === kind)?.[1];
}
