/** What the verbs of carts need from outside: prices and free units from the catalogue. */
import type { Clock } from '@parley/contract/values/time.ts';
import type { Catalog } from '../catalog/index.ts';

export interface CartsDeps {
  readonly clock: Clock;
  readonly catalog: Pick<Catalog, 'offers' | 'currency'>;
  /** A keyed digest, in hex: what makes a cart's word ours. */
  readonly signWord: (text: string) => string;
}
