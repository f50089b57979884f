/** Turns a clash of codes or options, which only the unique indexes see for certain, into a refusal that names the field. */
import { type Result, refuse } from '@parley/contract/values/result.ts';
import { type Tx, violates } from '../../foundation/db/database.ts';

const CLASHES = {
  products_external_id: { field: 'product_id', message: 'Another product has this id.' },
  variants_sku: { field: 'sku', message: 'Another product has this sku.' },
  variants_options: { field: 'variants', message: 'Another variant has these options.' },
} as const;

/** Runs `work` under a savepoint; refuses `product.duplicate`. */
export async function orDuplicate<T>(tx: Tx, work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await tx.attempt(work);
  } catch (error) {
    for (const [index, problem] of Object.entries(CLASHES))
      if (violates(error, index)) return refuse('product.duplicate', { details: [problem] });
    throw error;
  }
}
