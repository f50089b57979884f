/** A new product: its fields, its options as a matrix of variants, its opening stock, its pictures. What is typed is kept until it is added. */

import type { ProductDetailAnswer } from '@parley/contract/api/catalog.ts';
import { useNavigate } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { post } from '../../api.ts';
import { useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { Form, MoneyBox, TextBox } from '../../ui/form.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { tellDone, tellProblem } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { type NewProduct, newBody, nothingNew } from './new-product.ts';
import { NewVariants } from './new-variants.tsx';
import { OptionFields } from './option-fields.tsx';
import { pictureKinds } from './pictures.tsx';
import { type FieldsProps, MainFields, SellingFields, ShownFields } from './product-fields.tsx';
import { productWords } from './product-words.ts';
import { SaveBar } from './save-bar.tsx';
import { useDraft } from './use-draft.ts';
import { sendPicture } from './use-uploads.ts';
import { variantWords } from './variant-words.ts';

export function NewProductPage() {
  const say = useWords(productWords);
  const sayVariant = useWords(variantWords);
  const me = useMe();
  const navigate = useNavigate();
  const [files, setFiles] = useState<readonly File[]>([]);
  const { values, set, isDirty, discard } = useDraft<NewProduct>(`${me.merchant.id}.product.new`, nothingNew);
  const add = useAct<void, ProductDetailAnswer>(
    {
      send: async () => {
        const made = await post<ProductDetailAnswer>('/products', newBody(values));
        // The product is there; a picture that is refused is told, and can be sent again on its page.
        for (const file of files)
          await sendPicture(made.id, file).catch((problem: unknown) =>
            tellProblem(`${file.name}: ${problem instanceof Error ? problem.message : ''}`),
          );
        return made;
      },
      touches: [['products'], ['stock']],
      done: (made) => {
        discard();
        tellDone(say('added', { name: made.name }));
        void navigate({ to: '/products/$id', params: { id: made.id } });
      },
    },
    true,
  );
  const hasOptions = values.options.length > 0;
  const setField: FieldsProps['set'] = (field, value) => set(field, value as NewProduct[typeof field]);
  return (
    <Page title={say('new_title')} back={{ to: '/products', label: say('back') }}>
      <Form className="flex flex-col" problems={add.problems} failure={add.failure ?? add.problems['variants']} onSend={() => add.run()}>
        <div className="grid items-start gap-4 lg:grid-cols-[1fr_20rem]">
          <div className="flex min-w-0 flex-col gap-4">
            <MainFields values={values} set={setField} isNew />
            <NewPictures files={files} onChange={setFiles} />
            <SellingFields values={values} set={setField} hasOptions={false} isCounted={values.stock_quantity !== ''} />
            {!hasOptions && (
              <Panel title={say('stock')}>
                <div className="grid gap-4 sm:grid-cols-2">
                  <TextBox
                    name="stock_quantity"
                    label={say('stock_now')}
                    hint={say('stock_hint')}
                    inputMode="numeric"
                    autoComplete="off"
                    value={values.stock_quantity}
                    onChange={(text) => set('stock_quantity', text)}
                  />
                  <MoneyBox name="cost_price" label={say('cost')} value={values.cost_price} onChange={(text) => set('cost_price', text)} />
                </div>
              </Panel>
            )}
            <Panel title={sayVariant('variants')} {...(hasOptions ? {} : { about: sayVariant('no_options') })}>
              <OptionFields options={values.options} onChange={(options) => set('options', options)} />
              {hasOptions && <NewVariants values={values} set={set} problems={add.problems} />}
            </Panel>
          </div>
          <ShownFields values={values} set={setField} />
        </div>
        <SaveBar shown={isDirty || files.length > 0} busy={add.busy} save={say('add')} onDiscard={discard} />
      </Form>
    </Page>
  );
}

function NewPictures({ files, onChange }: { readonly files: readonly File[]; readonly onChange: (files: readonly File[]) => void }) {
  const say = useWords(variantWords);
  const urls = useMemo(() => files.map((file) => URL.createObjectURL(file)), [files]);
  useEffect(() => () => urls.forEach((url) => URL.revokeObjectURL(url)), [urls]);
  return (
    <Panel title={say('pictures')} {...(files.length > 0 ? { about: say('after_adding') } : {})}>
      <div className="flex flex-col gap-3">
        {files.length > 0 && (
          <ul className="grid grid-cols-3 gap-3 sm:grid-cols-5">
            {files.map((file, index) => (
              <li key={urls[index]} className="relative">
                <img src={urls[index]} alt={file.name} className="aspect-square w-full rounded-lg border border-line object-cover" />
                <Button
                  isIconOnly
                  size="sm"
                  variant="secondary"
                  className="absolute top-1 right-1 size-8 min-w-8 bg-surface/90"
                  aria-label={say('remove_picture')}
                  onPress={() => onChange(files.filter((each) => each !== file))}
                >
                  <Trash2 size={15} aria-hidden="true" />
                </Button>
              </li>
            ))}
          </ul>
        )}
        <FileDrop
          title={say('drop')}
          hint={say('drop_hint')}
          choose={say('choose')}
          accept={pictureKinds}
          many
          compact={files.length > 0}
          onFiles={(more) => onChange([...files, ...more].slice(0, 10))}
        />
      </div>
    </Panel>
  );
}
