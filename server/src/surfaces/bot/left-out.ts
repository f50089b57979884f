/** Tells what a replaced cart could not take over. Pure. */
import type { VariantId } from '@parley/contract/values/id.ts';
import type { VariantForSale } from '../../domains/catalog/index.ts';
import type { Voice } from './phrases/voice.ts';
import { itemName } from './screens/product-screens.ts';

const words = { gone: 'cart.gone', out_of_stock: 'cart.sold_out', reduced: 'cart.reduced' } as const;

/** One sentence a line; a variant that no longer exists at all is not named. */
export function leftOutNotes(
  voice: Voice,
  leftOut: readonly { readonly variantId: VariantId; readonly why: keyof typeof words }[],
  variants: ReadonlyMap<VariantId, Pick<VariantForSale, 'productName' | 'optionLabel'>>,
): readonly string[] {
  const unnamed = leftOut.filter((each) => !variants.has(each.variantId)).length;
  const named = leftOut.flatMap((each) => {
    const variant = variants.get(each.variantId);
    return variant ? [voice.say(words[each.why], { item: itemName(variant) })] : [];
  });
  return unnamed === 0 ? named : [...named, voice.say('cart.unknown_items', { count: unnamed })];
}
