/** Changes the options of a known product: names, new options, more values; each combination that is missing becomes a variant. */
import type { ProductDetailAnswer } from '@parley/contract/api/catalog.ts';
import { useState } from 'react';
import { Problem, post, put } from '../../api.ts';
import { useWords } from '../../speech/speech.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, Submit } from '../../ui/form.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { newOption, OptionFields } from './option-fields.tsx';
import { combinationsOf, countOf, isComplete, MOST_VARIANTS, missingOf, type OptionDraft, valuesOf } from './option-plan.ts';
import { variantWords } from './variant-words.ts';

export function OptionsDialog({ product, onClose }: { readonly product: ProductDetailAnswer; readonly onClose: () => void }) {
  const say = useWords(variantWords);
  const [options, setOptions] = useState<readonly OptionDraft[]>(() =>
    product.options.length === 0
      ? [newOption()]
      : product.options.map(({ name, values }) => ({ key: name, was: name, name, values: values.join(', ') })),
  );
  const save = useAct<readonly OptionDraft[], number>(
    {
      send: (drafts) => {
        if (!isComplete(drafts)) throw new Problem(400, 'request.invalid', say('needs_value'));
        return saveOptions(product, drafts);
      },
      touches: [['products'], ['stock']],
      done: (n) => {
        tellDone(say('options_saved', { n }));
        onClose();
      },
    },
    true,
  );
  const tooMany = countOf(options) > MOST_VARIANTS;
  return (
    <Dialog title={say('edit_options')} open onClose={onClose} size="lg">
      <Form onSend={() => !tooMany && save.run(options)} problems={save.problems} failure={save.failure ?? save.problems['options']}>
        <OptionFields options={options} onChange={setOptions} valueForOld />
        <Submit busy={save.busy}>{say('options_save')}</Submit>
      </Form>
    </Dialog>
  );
}

/** @returns how many variants were added. */
async function saveOptions(product: ProductDetailAnswer, drafts: readonly OptionDraft[]): Promise<number> {
  const changed = await put<ProductDetailAnswer>(`/products/${product.id}/options`, {
    options: drafts.map(({ name, was, values }) => ({
      name: name.trim(),
      ...(was === undefined ? { value: valuesOf(values)[0] } : { was }),
    })),
  });
  const missing = missingOf(
    combinationsOf(drafts),
    changed.variants.map((each) => each.options),
  );
  // One after another: each is a change of the same product.
  for (const options of missing) await post(`/products/${product.id}/variants`, { options, price: priceFor(changed, options) });
  return missing.length;
}

/** What the nearest variant costs: the one that shares the most values. */
function priceFor(product: ProductDetailAnswer, options: Readonly<Record<string, string>>): string {
  const shared = (other: Readonly<Record<string, string>>): number =>
    Object.entries(options).filter(([name, value]) => other[name] === value).length;
  const nearest = product.variants.toSorted((a, b) => shared(b.options) - shared(a.options))[0];
  return nearest?.price ?? product.price;
}
