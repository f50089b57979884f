/**
 * Files to be printed: sent in, looked at, said how, priced, paid, and asked after. A shop that does not print says so kindly. It prints
 * nothing itself: paid orders go into the queue by themselves.
 */

import { type PrintMode, papers } from '@parley/contract/api/printing.ts';
import type { OrderId } from '@parley/contract/values/id.ts';
import type { PrintFileId } from '../../../domains/printing/index.ts';
import { bare, defineDialog, type Heard, type IdEntry, type Scene } from '../dialog.ts';
import {
  ask,
  askFile,
  badPages,
  change,
  fileChecked,
  type Making,
  type Question,
  removeFile,
  show,
  showOptions,
  takeFile,
  useFile,
} from '../print/make-print.ts';
import { orderMoved, pay, showStatus } from '../print/pay-print.ts';
import { printAgain } from '../print/print-again.ts';
import { type Draft, type DraftFile, emptyDraft, typedPages } from '../print/print-draft.ts';
import { making, type PrintReply, type PrintStep, printSteps } from '../print/print-step.ts';
import { text } from '../screens/compose.ts';
import { shopName, waysOn } from '../screens/menu-screens.ts';
import { idArg, numberArg } from '../stable-id.ts';
import { plainWords } from '../words.ts';

export type PrintIntent =
  | { readonly do: 'begin' | 'more' | 'pay' | 'drop' | 'status' | 'files' | 'bad_copies' | 'bad_pages' }
  | { readonly do: 'file'; readonly name: string }
  | { readonly do: 'checked' | 'with'; readonly fileId: PrintFileId }
  | { readonly do: 'moved'; readonly orderId: OrderId; readonly change: 'queued' | 'held' | 'ready' }
  | { readonly do: 'again'; readonly orderId: OrderId }
  | { readonly do: 'change'; readonly wanted: Partial<DraftFile> }
  | { readonly do: 'options'; readonly place?: number }
  | { readonly do: 'remove'; readonly place: number }
  | { readonly do: 'rush'; readonly on: boolean }
  | { readonly do: 'ask'; readonly what: Question };

type Ids = Readonly<Record<string, IdEntry<PrintIntent>>>;

const sidesWords = { one: 'one', long: 'two_long_edge', short: 'two_short_edge' } as const;
const questions: readonly Question[] = ['mode', 'copies', 'paper', 'sides', 'sheet', 'note'];

function wanting(form: string, means: string, read: (arg: string) => Partial<DraftFile> | undefined): IdEntry<PrintIntent> {
  return {
    form,
    means,
    read(args) {
      const wanted = args.length === 1 ? read(args[0] ?? '') : undefined;
      return wanted && { do: 'change', wanted };
    },
  };
}

function mode(id: string, means: string, wanted: PrintMode): IdEntry<PrintIntent> {
  return bare(id, means, { do: 'change', wanted: { mode: wanted } });
}

const ids: Ids = {
  print: bare('print', 'print a file: asks for it, or shows the print order that is being put together', { do: 'begin' }),
  'print.bw': mode('print.bw', 'in black and white', 'bw'),
  'print.color': mode('print.color', 'in colour', 'color'),
  'print.both': mode('print.both', 'some pages in colour; asks which', 'both'),
  'print.pages': wanting('print.pages:<1,3-5>', 'these pages in colour', (arg) => {
    const pages = typedPages(arg);
    return pages === undefined ? undefined : { pages };
  }),
  copies: wanting('copies:<n>', 'how many copies, 1 to 100', (arg) => {
    const copies = numberArg(arg, 1, 100);
    return copies === undefined ? undefined : { copies };
  }),
  'print.paper': wanting('print.paper:<A4|A3|A5|Letter|Legal>', 'on this paper', (arg) => {
    const paper = papers.find((each) => each.toLowerCase() === arg.trim().toLowerCase());
    return paper && { paper };
  }),
  'print.sides': wanting('print.sides:<one|long|short>', 'on one side, or on both, turned at the long or the short edge', (arg) =>
    Object.hasOwn(sidesWords, arg) ? { sides: sidesWords[arg as keyof typeof sidesWords] } : undefined,
  ),
  'print.sheet': wanting('print.sheet:<1|2|4>', 'so many pages on one side of the paper', (arg) =>
    arg === '1' || arg === '2' || arg === '4' ? { per: Number(arg) as DraftFile['per'] } : undefined,
  ),
  'print.rush': {
    form: 'print.rush:<on|off>',
    means: 'before the others, for a price',
    read: ([arg, ...more]) => (more.length === 0 && (arg === 'on' || arg === 'off') ? { do: 'rush', on: arg === 'on' } : undefined),
  },
  'print.ask': {
    form: 'print.ask:<mode|copies|paper|sides|sheet|note>',
    means: 'asks for this once more',
    read([arg, ...more]) {
      const what = more.length === 0 ? questions.find((each) => each === arg) : undefined;
      return what && { do: 'ask', what };
    },
  },
  'print.change': {
    form: 'print.change[:<n>]',
    means: 'everything that can be wanted otherwise, of file n',
    read(args) {
      const place = numberArg(args[0], 1, 10);
      if (args.length === 0) return { do: 'options' };
      return place === undefined || args.length > 1 ? undefined : { do: 'options', place };
    },
  },
  'print.remove': {
    form: 'print.remove:<n>',
    means: 'takes file n out',
    read(args) {
      const place = args.length === 1 ? numberArg(args[0], 1, 10) : undefined;
      return place === undefined ? undefined : { do: 'remove', place };
    },
  },
  'print.with': {
    form: 'print.with:<file>',
    means: 'prints this file, which was looked at before',
    read(args) {
      const fileId = args.length === 1 ? idArg<PrintFileId>(args[0]) : undefined;
      return fileId && { do: 'with', fileId };
    },
  },
  'print.files': bare('print.files', 'the files of the order', { do: 'options' }),
  'print.more': bare('print.more', 'a further file', { do: 'more' }),
  'print.pay': bare('print.pay', 'places the order; the payment link follows', { do: 'pay' }),
  'print.drop': bare('print.drop', 'forgets the order that is being put together', { do: 'drop' }),
  'print.status': bare('print.status', 'where the latest print orders are', { do: 'status' }),
};

export const printDialog = defineDialog<PrintIntent, PrintStep>({
  name: 'print',
  version: 1,
  steps: printSteps,
  ids,
  answer: ({ data }, content) => (content.kind === 'text' ? answer(data, content.text) : undefined),
  hear,
  // The files stay; a question that was asked does not swallow what is said about something else.
  keeps: ({ data }) => making({ ...data, asks: 'nothing' }),
  act,
});

const modeWords: Readonly<Record<PrintMode, readonly string[]>> = {
  bw: ['bw', 'b w', 'black and white', 'black white', 'black', 'ब्लैक एंड व्हाइट', 'preto e branco', 'blanco y negro', 'noir et blanc'],
  color: ['color', 'colour', 'in color', 'in colour', 'रंगीन', 'colorido', 'em cores', 'cor', 'en color', 'couleur', 'en couleur'],
  both: ['both', 'some in colour', 'some in color', 'दोनों', 'ambos', 'os dois', 'los dos', 'les deux'],
};

function answer(draft: Draft, typed: string): PrintIntent | undefined {
  const plain = plainWords(typed);
  switch (draft.asks) {
    case 'mode': {
      const said = (['bw', 'color', 'both'] as const).find((each) => modeWords[each].some((word) => plainWords(word) === plain));
      return said && { do: 'change', wanted: { mode: said } };
    }
    case 'pages': {
      const pages = typedPages(typed);
      return pages === undefined ? { do: 'bad_pages' } : { do: 'change', wanted: { pages } };
    }
    case 'copies': {
      const copies = numberArg(/^\D*(\d+)\D*$/.exec(plain)?.[1], 1, 100);
      return copies === undefined ? { do: 'bad_copies' } : { do: 'change', wanted: { copies } };
    }
    case 'note':
      return plain === '' ? undefined : { do: 'change', wanted: { note: Array.from(typed.trim()).slice(0, 300).join('').slice(0, 300) } };
    default:
      return undefined;
  }
}

function hear(content: Heard): PrintIntent | undefined {
  if (content.kind === 'media') {
    const isFile = content.media === 'document' || content.media === 'image';
    return isFile ? { do: 'file', name: content.filename ?? 'photo.jpg' } : undefined;
  }
  if (content.kind !== 'event') return undefined;
  const { event } = content;
  if (event.kind === 'file_checked') return { do: 'checked', fileId: event.fileId as PrintFileId };
  return event.kind === 'print_changed' ? { do: 'moved', orderId: event.orderId as OrderId, change: event.change } : undefined;
}

async function act(scene: Scene, intent: PrintIntent, state: PrintStep | undefined): Promise<PrintReply> {
  const verbs = scene.deps.printing;
  if (!verbs) return notOffered(scene, intent);
  const settings = await verbs.settings(scene.tx);
  const at: Making = { scene, verbs, settings };
  if (intent.do === 'moved') return orderMoved(at, intent.orderId, intent.change);
  if (intent.do === 'status') return showStatus(at);
  if (!settings.enabled) return notOffered(scene, intent);
  return make(at, intent, state?.data);
}

async function make(at: Making, intent: Exclude<PrintIntent, { readonly do: 'moved' }>, stored: Draft | undefined): Promise<PrintReply> {
  const { voice } = at.scene;
  const draft = stored ?? emptyDraft;
  if (intent.do === 'again') return printAgain(at, intent.orderId);
  if (intent.do === 'checked') return fileChecked(at, stored, intent.fileId);
  if (intent.do === 'with') return useFile(at, draft, intent.fileId);
  if (intent.do === 'file') return takeFile(at, draft, intent.name);
  if (intent.do === 'drop') return { screen: [waysOn(voice, voice.say('print.dropped'))], next: null };
  if (draft.files.length === 0)
    return askFile(at, draft, stored || intent.do === 'begin' || intent.do === 'more' ? [] : [voice.say('print.gone')]);
  switch (intent.do) {
    case 'more':
      return askFile(at, draft);
    case 'pay':
      return pay(at, draft);
    case 'change':
      return change(at, draft, intent.wanted);
    case 'options':
      return showOptions(at, draft, intent.place);
    case 'remove':
      return removeFile(at, draft, intent.place);
    case 'rush':
      return show(at, { ...draft, rush: intent.on && at.settings.rush.offered });
    case 'ask':
      return ask(at, draft, intent.what);
    case 'bad_copies':
      return { screen: [text(voice.say('print.bad_copies'))], next: making({ ...draft, asks: 'copies' }), unclear: true };
    case 'bad_pages':
      return badPages(at, draft);
    default:
      return show(at, draft);
  }
}

/** A file that nobody asked for is only not understood; whoever asks to print hears that this shop does not. */
function notOffered(scene: Scene, intent: PrintIntent): PrintReply {
  const { shop, voice } = scene;
  if (intent.do === 'checked' || intent.do === 'moved') return { next: 'same' };
  if (intent.do === 'file') return { screen: [waysOn(voice, voice.say('unclear.media'))], next: 'same', unclear: true };
  return { screen: [waysOn(voice, voice.say('not_offered', { shop: shopName(shop.name) }))] };
}
