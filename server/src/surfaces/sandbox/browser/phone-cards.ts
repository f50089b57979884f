/** What stands under a bubble's words and can be pressed: buttons, lists, links, products, requests, template buttons. Old ones stay pressable. */
import { type Child, h, type IconName, icon } from './dom.ts';
import { api, type PhoneBubble, type Product } from './phone-api.ts';
import { type BubbleDeeds, paper, picture, words } from './phone-parts.ts';
import { money } from './phone-text.ts';
import { fileUrl, type Interactive, type Rendered, type Wire } from './phone-wire.ts';

export function cardOf(bubble: PhoneBubble, wire: Wire, deeds: BubbleDeeds): readonly Child[] {
  if (wire.type === 'interactive' && wire.interactive) return interactive(bubble, wire.interactive, deeds);
  if (wire.type === 'template') return template(bubble, wire, deeds);
  return [];
}

function interactive(bubble: PhoneBubble, card: Interactive, deeds: BubbleDeeds): readonly Child[] {
  const reply = card.button_reply ?? card.list_reply;
  if (reply) return [answer(reply.title, reply.description)];
  if (card.type === 'product') return [...product(card, deeds), ...said(card, deeds), ...buttonsOf(bubble, card, deeds)];
  if (card.type === 'product_list' || card.type === 'catalog_message')
    return [...shelf(card, deeds), ...said(card, deeds), ...buttonsOf(bubble, card, deeds)];
  return [...headerOf(card, deeds), ...said(card, deeds), ...buttonsOf(bubble, card, deeds)];
}

function answer(title: string, description?: string): HTMLElement {
  return h('p', { class: 'words lead' }, title, description ? h('small', {}, description) : false);
}

function headerOf({ header }: Interactive, deeds: BubbleDeeds): readonly Child[] {
  if (!header) return [];
  if (header.type === 'image') return [h('div', { class: 'lead' }, picture(header.image, deeds))];
  if (header.type === 'video')
    return [h('video', { class: 'picture lead', controls: true, preload: 'metadata', src: fileUrl(header.video) })];
  if (header.type === 'document') return [h('div', { class: 'lead' }, paper(header.document))];
  return [h('p', { class: 'words heading lead' }, header.text ?? '')];
}

function said(card: Interactive, deeds: BubbleDeeds): readonly Child[] {
  const lead = (element: HTMLElement): HTMLElement => {
    element.classList.add('lead');
    return element;
  };
  return [card.body?.text && lead(words(card.body.text, deeds)), card.footer?.text && h('p', { class: 'footer lead' }, card.footer.text)];
}

function action(name: IconName, title: string, onclick: () => void): HTMLButtonElement {
  return h('button', { type: 'button', class: 'action', onclick }, icon(name, 20), h('span', {}, title));
}

function buttonsOf(bubble: PhoneBubble, card: Interactive, deeds: BubbleDeeds): readonly Child[] {
  const { action: wanted } = card;
  switch (card.type) {
    case 'button':
      return (wanted?.buttons ?? []).map(({ reply }) => action('reply', reply.title, () => deeds.press(bubble.id, reply.id, reply.title)));
    case 'list':
      return [action('list', wanted?.button ?? 'Choose', () => deeds.showList(bubble))];
    case 'cta_url': {
      const { display_text: title = 'Open', url = '' } = wanted?.parameters ?? {};
      return [action('out', title, () => deeds.openLink(url))];
    }
    case 'location_request_message':
      return [action('pin', 'Send location', deeds.askLocation)];
    case 'request_contact_info':
      return [action('person', 'Share phone number', () => deeds.shareContact(bubble.id))];
    case 'product':
      return [action('store', 'View', () => deeds.showProducts(bubble))];
    case 'product_list':
      return [action('store', 'View items', () => deeds.showProducts(bubble))];
    case 'catalog_message':
      return [action('store', 'View catalogue', () => deeds.showProducts(bubble))];
    default:
      return [h('p', { class: 'footer lead' }, `This phone does not know “${card.type}”.`)];
  }
}

function template(bubble: PhoneBubble, wire: Wire, deeds: BubbleDeeds): readonly Child[] {
  const shown: Rendered = wire.rendered ?? { body: 'Template', buttons: [] };
  const file = wire.template?.components?.find((each) => each.type === 'header')?.parameters?.[0];
  const header = file?.image
    ? { type: 'image', image: file.image }
    : file?.document
      ? { type: 'document', document: file.document }
      : undefined;
  const card: Interactive = {
    type: 'template',
    body: { text: shown.body },
    ...(header ? { header } : shown.header === undefined ? {} : { header: { type: 'text', text: shown.header } }),
    ...(shown.footer === undefined ? {} : { footer: { text: shown.footer } }),
  };
  const buttons = shown.buttons.map(({ type, text, payload, url }) => {
    if (type === 'URL') return action('out', text, () => deeds.openLink(url ?? ''));
    if (type === 'COPY_CODE') return action('copy', text, () => void navigator.clipboard?.writeText(payload ?? ''));
    return action('reply', text, () => deeds.press(bubble.id, payload ?? text, text));
  });
  return [...headerOf(card, deeds), ...said(card, deeds), ...buttons];
}

/** Products by catalogue, asked for once a while; a shop may change its prices. */
const shelves = new Map<string, { readonly at: number; readonly products: Promise<readonly Product[]> }>();

export function productsOf(catalogId: string): Promise<readonly Product[]> {
  const known = shelves.get(catalogId);
  if (known && Date.now() - known.at < 5_000) return known.products;
  const products = api.products(catalogId).catch(() => []);
  shelves.set(catalogId, { at: Date.now(), products });
  return products;
}

function product(card: Interactive, deeds: BubbleDeeds): readonly Child[] {
  const place = h('div', { class: 'product lead' });
  const show = async (): Promise<void> => {
    const item = (await productsOf(card.action?.catalog_id ?? '')).find((each) => each.id === card.action?.product_retailer_id);
    if (!item) {
      place.append(h('p', { class: 'words quiet' }, 'This product is not in the catalogue.'));
      return;
    }
    place.append(
      ...(item.image ? [h('img', { src: item.image, alt: '', class: 'product-picture' })] : []),
      h('span', {}, h('b', {}, item.title), h('small', {}, money(item.price, item.currency, deeds.voice.language))),
    );
  };
  void show();
  return [place];
}

function shelf(card: Interactive, deeds: BubbleDeeds): readonly Child[] {
  const ids = (card.action?.sections ?? []).flatMap((each) => each.product_items ?? []).map((each) => each.product_retailer_id);
  const first = ids[0] ?? card.action?.parameters?.thumbnail_product_retailer_id;
  const thumb = h('span', { class: 'shelf-thumb' }, icon('store'));
  const show = async (): Promise<void> => {
    const all = await productsOf(card.action?.catalog_id ?? deeds.business.catalogId ?? '');
    const image = (all.find((each) => each.id === first) ?? all[0])?.image;
    if (image !== undefined) thumb.replaceChildren(h('img', { src: image, alt: '' }));
  };
  void show();
  const title = card.header?.text ?? `${deeds.business.name}’s catalogue`;
  return [
    h(
      'div',
      { class: 'shelf lead' },
      thumb,
      h('span', {}, h('b', {}, title), h('small', {}, ids.length > 0 ? `${ids.length} items` : 'See what is on sale')),
    ),
  ];
}
