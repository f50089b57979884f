/** The pictures of a product: sent with their progress, put in order by dragging or by the keyboard, described, removed. */

import type { ProductDetailAnswer } from '@parley/contract/api/catalog.ts';
import { useQueryClient } from '@tanstack/react-query';
import { GripVertical, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { DropIndicator, GridList, GridListItem, Button as Handle, useDragAndDrop } from 'react-aria-components';
import { patch, put, remove } from '../../api.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { FileDrop, OWN_DRAG } from '../../ui/file-drop.tsx';
import { InlineEdit } from '../../ui/inline-edit.tsx';
import { Panel } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { useAct } from '../../ui/use-act.ts';
import { pictureAt, productQuery } from './products-queries.ts';
import { useUploads } from './use-uploads.ts';
import { variantWords } from './variant-words.ts';

export const pictureKinds = ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif'];
type Picture = ProductDetailAnswer['images'][number];

export function Pictures({ product, edits }: { readonly product: ProductDetailAnswer; readonly edits: boolean }) {
  const say = useWords(variantWords);
  const { uploads, send } = useUploads(product.id);
  const { images } = product;
  if (!edits && images.length === 0) return null;
  return (
    <Panel title={say('pictures')} {...(images.length > 1 && edits ? { about: say('pictures_about') } : {})}>
      <div className="flex flex-col gap-3">
        {images.length > 0 && <PictureGrid product={product} edits={edits} />}
        {uploads.map((each) =>
          each.failure === undefined ? (
            <Progress key={each.key} label={say('uploading', { name: each.name })} part={each.part} />
          ) : (
            <p key={each.key} role="alert" className="rounded-lg bg-brick-soft px-3 py-2 text-sm text-brick">
              {each.name}: {each.failure}
            </p>
          ),
        )}
        {edits && (
          <FileDrop
            title={say('drop')}
            hint={images.length === 0 ? say('drop_hint') : undefined}
            choose={say('choose')}
            accept={pictureKinds}
            many
            compact={images.length > 0}
            onFiles={send}
          />
        )}
      </div>
    </Panel>
  );
}

function PictureGrid({ product, edits }: { readonly product: ProductDetailAnswer; readonly edits: boolean }) {
  const say = useWords(variantWords);
  const [removing, setRemoving] = useState<Picture>();
  const { images } = product;
  const act = usePictureActs(product.id);
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ [OWN_DRAG]: String(key) })),
    // As wide as nothing, so that the pictures stay where they are.
    renderDropIndicator: (target) => (
      <DropIndicator
        target={target}
        className="-mx-1.5 w-0 self-stretch rounded-full outline-leaf data-[drop-target]:outline-2 data-[drop-target]:outline-solid"
      />
    ),
    onReorder: ({ keys, target }) => {
      const moved = images.filter((each) => keys.has(each.id));
      const rest = images.filter((each) => !keys.has(each.id));
      const at = rest.findIndex((each) => each.id === target.key) + (target.dropPosition === 'after' ? 1 : 0);
      act.order.run([...rest.slice(0, at), ...moved, ...rest.slice(at)]);
    },
  });
  return (
    <>
      <GridList
        aria-label={say('pictures')}
        items={images}
        layout="grid"
        keyboardNavigationBehavior="tab"
        {...(edits ? { dragAndDropHooks } : {})}
        className="flex flex-wrap gap-3 outline-none"
      >
        {(picture) => (
          <GridListItem
            textValue={picture.alt === '' ? say('pictures') : picture.alt}
            className="group relative flex w-32 flex-col gap-1 rounded-lg outline-none sm:w-36 data-[dragging]:opacity-50 data-[focus-visible]:outline-2 data-[focus-visible]:outline-offset-2 data-[focus-visible]:outline-leaf"
          >
            <img
              src={pictureAt(picture.url, 480)}
              alt={picture.alt}
              className="aspect-square w-full rounded-lg border border-line bg-sunken object-cover"
              draggable={false}
            />
            {edits && (
              <>
                <Handle
                  slot="drag"
                  aria-label={say('move_picture')}
                  className="absolute top-1.5 left-1.5 grid size-8 cursor-grab place-items-center rounded-md bg-surface/90 text-ink shadow"
                >
                  <GripVertical size={16} aria-hidden="true" />
                </Handle>
                <Button
                  isIconOnly
                  size="sm"
                  variant="secondary"
                  aria-label={say('remove_picture')}
                  className="absolute top-1.5 right-1.5 size-8 min-w-8 bg-surface/90"
                  onPress={() => setRemoving(picture)}
                >
                  <Trash2 size={15} aria-hidden="true" />
                </Button>
                <span className="px-2 text-sm text-ink-2">
                  <InlineEdit
                    value={picture.alt}
                    label={say('alt')}
                    width="w-full"
                    mayBeEmpty
                    onSave={(alt) => act.describe.run({ id: picture.id, alt })}
                  />
                </span>
              </>
            )}
          </GridListItem>
        )}
      </GridList>
      <Confirm
        title={say('remove_picture')}
        open={removing !== undefined}
        busy={act.drop.busy}
        act={say('remove')}
        onClose={() => setRemoving(undefined)}
        onAct={() => {
          if (removing) act.drop.run(removing.id);
          setRemoving(undefined);
        }}
      >
        {say('remove_picture_text')}
      </Confirm>
    </>
  );
}

function usePictureActs(productId: string) {
  const client = useQueryClient();
  const { queryKey } = productQuery(productId);
  const show = (images: readonly Picture[]) => {
    const before = client.getQueryData(queryKey);
    client.setQueryData(queryKey, (product) => product && { ...product, images: [...images] });
    return () => client.setQueryData(queryKey, before);
  };
  const touches = [['products']];
  return {
    order: useAct<readonly Picture[]>({
      send: (images) => put(`/products/${productId}/images/order`, { ids: images.map((each) => each.id) }),
      before: show,
      touches,
    }),
    describe: useAct<{ readonly id: string; readonly alt: string }>({
      send: ({ id, alt }) => patch(`/products/${productId}/images/${id}`, { alt }),
      before: ({ id, alt }) =>
        show((client.getQueryData(queryKey)?.images ?? []).map((each) => (each.id === id ? { ...each, alt } : each))),
      touches,
    }),
    drop: useAct<string>({
      send: (id) => remove(`/products/${productId}/images/${id}`),
      before: (id) => show((client.getQueryData(queryKey)?.images ?? []).filter((each) => each.id !== id)),
      touches,
    }),
  };
}
