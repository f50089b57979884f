/** One product with what it needs to be sold: name, price, shelf, how many, a picture. Everything else has its own page. */

import type { ProductAnswer } from '@parley/contract/api/catalog.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Problem, post } from '../../api.ts';
import { useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { typedAmount } from '../../speech/typed-amount.ts';
import { Button } from '../../ui/button.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { Form, MoneyBox, Submit, TextBox } from '../../ui/form.tsx';
import { Panel } from '../../ui/page.tsx';
import { tellDone, tellProblem } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { categoriesQuery } from '../products/products-queries.ts';
import { sendPicture } from '../products/use-uploads.ts';
import { stepWords } from './step-words.ts';

type Values = Readonly<Record<string, string>>;

function bodyOf({ name = '', price = '', category = '', stock_quantity: stock = '' }: Values): object {
  return { name, price: typedAmount(price), category, ...(stock === '' ? {} : { stock_quantity: Number(stock) }) };
}

export function QuickProduct() {
  const say = useWords(stepWords);
  const { merchant } = useMe();
  const client = useQueryClient();
  const { data: categories } = useQuery(categoriesQuery);
  // A new round empties the fields; the shelf stays, since the next one often stands beside it.
  const [round, setRound] = useState(0);
  const [shelf, setShelf] = useState<string>();
  const [picture, setPicture] = useState<File>();
  const add = useAct(
    {
      send: async (values: Values) => {
        const product = await post<ProductAnswer>('/products', bodyOf(values));
        if (picture) await hang(product, picture);
        return product;
      },
      touches: [['products'], ['stock']],
      done: ({ name }) => {
        tellDone(say('added', { name }));
        setPicture(undefined);
        setRound(round + 1);
      },
    },
    true,
  );
  /** The product is there by then: a picture that is refused is told, and nothing is sent twice. */
  const hang = async ({ id, name }: ProductAnswer, file: File): Promise<void> => {
    try {
      await sendPicture(id, file);
    } catch (error) {
      const why = error instanceof Problem ? (Object.values(error.fields)[0] ?? error.message) : '';
      tellProblem(say('picture_failed', { name, why }));
      void client.invalidateQueries({ queryKey: ['products'] });
    }
  };
  return (
    <Panel title={say('add_title')} about={say('add_about')}>
      <Form key={round} onSend={(values) => add.run(values)} problems={add.problems} failure={add.failure}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextBox
            name="name"
            label={say('name')}
            required
            autoFocus={round > 0}
            autoComplete="off"
            maxLength={200}
            className="sm:col-span-2"
          />
          <MoneyBox name="price" label={say('price', { currency: merchant.currency })} required />
          <TextBox name="stock_quantity" label={say('stock')} hint={say('stock_hint')} inputMode="numeric" autoComplete="off" />
          <TextBox
            name="category"
            label={say('category')}
            hint={say('category_hint')}
            value={shelf ?? categories?.[0]?.name ?? ''}
            onChange={setShelf}
            required
            autoComplete="off"
            className="sm:col-span-2"
          />
        </div>
        <Picture file={picture} onFile={setPicture} />
        <div>
          <Submit busy={add.busy}>{say('add')}</Submit>
        </div>
      </Form>
    </Panel>
  );
}

function Picture({ file, onFile }: { readonly file: File | undefined; readonly onFile: (file: File | undefined) => void }) {
  const say = useWords(stepWords);
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!file) return setAddress(undefined);
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  if (!file)
    return (
      <FileDrop title={say('picture_drop')} choose={say('choose')} accept={['image/*']} compact onFiles={([first]) => onFile(first)} />
    );
  return (
    <div className="flex items-center gap-3">
      {address && <img src={address} alt="" className="size-20 rounded-lg bg-sunken object-cover" />}
      <span className="min-w-0 grow truncate text-sm text-ink-2">{file.name}</span>
      <Button size="sm" variant="tertiary" onPress={() => onFile(undefined)}>
        {say('take_off')}
      </Button>
    </div>
  );
}
