/** Canary: a cycle by type imports. */
import type { Stock } from '../stock/index.ts';

export interface Forbidden {
  readonly stock: Stock;
}
