/** One product: its fields in a form that keeps what is not saved, its pictures, its variants, and the ways to the shop window and the archive. */

import type { ProductDetailAnswer } from '@parley/contract/api/catalog.ts';
import { selling } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Archive, ExternalLink } from 'lucide-react';
import { patch, post, remove } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { OutsideButton } from '../../ui/link-button.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure, WaitingPage } from '../../ui/states.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { Pictures } from './pictures.tsx';
import { StateChip } from './product-columns.tsx';
import { changeOf, draftOf, type ProductDraft } from './product-draft.ts';
import { MainFields, SellingFields, ShownFields } from './product-fields.tsx';
import { productWords } from './product-words.ts';
import { changeProduct, productQuery } from './products-queries.ts';
import { SaveBar } from './save-bar.tsx';
import { useDraft } from './use-draft.ts';
import { VariantsPanel } from './variants-panel.tsx';

const route = getRouteApi('/shell/products/$id');

export function ProductPage() {
  const say = useWords(productWords);
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(productQuery(id));
  if (error && !data)
    return (
      <Page title={say('back')} back={{ to: '/products', label: say('back') }}>
        <Failure error={error} retry={() => void refetch()} />
      </Page>
    );
  if (!data) return <WaitingPage />;
  return <Editor key={id} product={data} />;
}

function Editor({ product }: { readonly product: ProductDetailAnswer }) {
  const say = useWords(productWords);
  const me = useMe();
  const edits = mayDo(me, selling);
  const draft = useDraft<ProductDraft>(`${me.merchant.id}.product.${product.id}`, draftOf(product));
  const save = useAct<Partial<ProductDraft>, ProductDetailAnswer>(
    {
      send: (change) => changeProduct(product.id, changeOf(change)),
      touches: [['products'], ['stock']],
      done: (saved) => {
        draft.discard();
        tellDone(say('saved', { name: saved.name }));
      },
    },
    true,
  );
  return (
    <Page
      title={product.name}
      back={{ to: '/products', label: say('back') }}
      marks={<StateChip state={product.state} />}
      actions={
        <>
          {product.state === 'published' && (
            <OutsideButton href={`/${me.merchant.slug}/p/${product.slug}`} target="_blank" rel="noreferrer" variant="tertiary">
              <ExternalLink size={16} aria-hidden="true" />
              {say('in_window')}
            </OutsideButton>
          )}
          {edits && <ArchiveButton product={product} />}
        </>
      }
    >
      <Form className="flex flex-col" problems={save.problems} failure={save.failure} onSend={() => draft.isDirty && save.run(draft.edits)}>
        {draft.wasKept && (
          <p role="status" className="mb-4 rounded-lg bg-turmeric-soft px-3 py-2 text-turmeric">
            {say('unsaved_kept')}
          </p>
        )}
        <fieldset disabled={!edits} className="contents">
          <div className="grid items-start gap-4 lg:grid-cols-[1fr_20rem]">
            <div className="flex min-w-0 flex-col gap-4">
              <MainFields values={draft.values} set={draft.set} />
              <Pictures product={product} edits={edits} />
              <VariantsPanel product={product} edits={edits} />
              <SellingFields
                values={draft.values}
                set={draft.set}
                hasOptions={product.has_options}
                isCounted={product.variants.some((each) => each.is_tracked)}
              />
            </div>
            <ShownFields values={draft.values} set={draft.set} />
          </div>
        </fieldset>
        <SaveBar shown={draft.isDirty && edits} busy={save.busy} onDiscard={draft.discard} save={say('save')} />
      </Form>
    </Page>
  );
}

/** Into the archive at once; the way back is offered instead of a question. */
function ArchiveButton({ product }: { readonly product: ProductDetailAnswer }) {
  const say = useWords(productWords);
  const navigate = route.useNavigate();
  const bringBack = useAct({
    send: async () => {
      await post(`/products/${product.id}/restore`);
      if (product.state === 'published') await patch(`/products/${product.id}`, { state: 'published' });
    },
    touches: [['products'], ['stock']],
    done: () => tellDone(say('back_again', { name: product.name })),
  });
  const archive = useAct({
    send: () => remove(`/products/${product.id}`),
    touches: [['stock']],
    done: () => {
      void navigate({ to: '/products' });
      tellDone(say('archived', { name: product.name }), { undo: { label: say('undo'), act: () => bringBack.run() } });
    },
  });
  return (
    <Button variant="tertiary" isPending={archive.busy} onPress={() => archive.run()}>
      <Archive size={16} aria-hidden="true" />
      {say('archive')}
    </Button>
  );
}
