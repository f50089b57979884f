/** Canary: the foundation must know no commerce. */
import type { Stock } from '../domains/stock/index.ts';

export type Ground = Stock;
