/** Ids of services this shop does not offer yet, answered kindly. A dialog that takes one over takes it out of here. */
import { bare, defineDialog, type IdEntry } from '../dialog.ts';
import { shopName, waysOn } from '../screens/menu-screens.ts';

interface NotOffered {
  readonly do: 'not_offered';
}

function withArgument(form: string, means: string): IdEntry<NotOffered> {
  return { form, means, read: (args) => (args.length > 0 ? { do: 'not_offered' } : undefined) };
}

function alone(name: string, means: string): IdEntry<NotOffered> {
  return bare(name, means, { do: 'not_offered' });
}

export const notOfferedDialog = defineDialog<NotOffered>({
  name: 'not-offered',
  version: 1,
  ids: {
    book: alone('book', 'book an appointment'),
    slot: withArgument('slot:<…>', 'choose a time'),
  },
  act: async ({ shop, voice }) => ({ screen: [waysOn(voice, voice.say('not_offered', { shop: shopName(shop.name) }))] }),
});
