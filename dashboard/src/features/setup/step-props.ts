/** What every step of the set-up is given. */
import type { Progress } from './setup-progress.ts';

export interface StepProps {
  readonly progress: Progress;
  /** To the next step. */
  readonly goOn: () => void;
  readonly markShared: () => void;
}
