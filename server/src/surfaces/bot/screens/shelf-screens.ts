/** Products as the service shows them itself, from its catalogue: one, or up to thirty in sections. Pure. */
import type { OutboundContent } from '../../../providers/messaging/messaging.port.ts';
import { fitLine, fitText, paragraphs } from '../fit.ts';
import type { Voice } from '../phrases/voice.ts';
import { room } from './compose.ts';

export interface ShelfShown {
  readonly catalogId: string;
  readonly products: readonly { readonly retailerId: string; readonly section: string }[];
  readonly title: string;
  readonly body: string;
}

export function shelfScreen(voice: Voice, { catalogId, products, title, body }: ShelfShown): OutboundContent {
  const text = fitText(paragraphs(body, voice.say('shelf.hint')), room.body);
  const footer = fitLine(voice.say('footer.type'), room.footer);
  const [only] = products;
  if (only && products.length === 1) return { kind: 'product', catalogId, retailerId: only.retailerId, body: text, footer };
  return { kind: 'products', catalogId, header: fitLine(title, room.header), body: text, footer, sections: sectionsOf(products, title) };
}

/** By category in the order met; in one where they are too many to be sections. */
function sectionsOf(
  products: ShelfShown['products'],
  title: string,
): { readonly title: string; readonly retailerIds: readonly string[] }[] {
  const groups = new Map<string, string[]>();
  for (const { section, retailerId } of products) {
    const name = fitLine(section, room.sectionTitle);
    groups.set(name, [...(groups.get(name) ?? []), retailerId]);
  }
  if (groups.size <= room.sections) return [...groups].map(([name, retailerIds]) => ({ title: name, retailerIds }));
  return [{ title: fitLine(title, room.sectionTitle), retailerIds: products.map((each) => each.retailerId) }];
}
