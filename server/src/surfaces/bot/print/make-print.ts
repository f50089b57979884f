/** Puts a print order together: files come in and are looked at, the customer says what is wanted, the order is shown with its price. */
import type { PrintSettings } from '@parley/contract/api/printing.ts';
import { parseMoney } from '@parley/contract/values/money.ts';
import type { PrintFile, PrintFileId, Printing } from '../../../domains/printing/index.ts';
import type { Scene } from '../dialog.ts';
import { button, buttons, text } from '../screens/compose.ts';
import { waysOn } from '../screens/menu-screens.ts';
import {
  askCopiesScreen,
  askFileScreen,
  askModeScreen,
  askPaperScreen,
  askSheetScreen,
  askSidesScreen,
  filesScreen,
  nameOf,
  optionsScreen,
  previewMessage,
  summaryScreen,
} from '../screens/print-screens.ts';
import {
  changed,
  currentOf,
  type Draft,
  type DraftFile,
  fitsFile,
  inheriting,
  MOST_FILES,
  nextOf,
  wishesOf,
  withFile,
  withoutFile,
  withoutPages,
} from './print-draft.ts';
import { making, type PrintReply } from './print-step.ts';

export type Verbs = Pick<Printing, 'settings' | 'takeIn' | 'file' | 'files' | 'price' | 'order' | 'jobsOf' | 'ordersOf' | 'cancelOrder'>;

/** What every act of this dialog works with. */
export interface Making {
  readonly scene: Scene;
  readonly verbs: Verbs;
  readonly settings: PrintSettings;
}

export async function filesOf({ scene, verbs }: Making, draft: Draft): Promise<ReadonlyMap<string, PrintFile>> {
  const ids = draft.files.map(({ id }) => id as PrintFileId);
  const found = await verbs.files(scene.tx, ids);
  return new Map([...found].filter(([, file]) => file.customerId === scene.customer.id));
}

/** Asks what is asked next, or shows the order. */
export async function show(at: Making, given: Draft, notes: readonly string[] = []): Promise<PrintReply> {
  const { scene, settings } = at;
  const { voice } = scene;
  const files = await filesOf(at, given);
  const draft = inheriting({ ...given, files: given.files.filter(({ id }) => isAlive(files.get(id))) });
  const gone = draft.files.length < given.files.length ? [voice.say('print.not_ready')] : [];
  const next = nextOf(draft, files);
  const told = { notes: [...notes, ...gone] };
  if ('waits' in next)
    return { ...told, screen: [text(voice.say('print.checking', { count: next.waits }))], next: making({ ...draft, asks: 'nothing' }) };
  if ('shows' in next) return showSummary(at, draft, files, told.notes);
  if (next.asks === 'file') return askFile(at, draft, told.notes);
  const id = draft.files[next.at]?.id;
  const pages = (id === undefined ? undefined : files.get(id)?.pages) ?? 0;
  const screens = {
    mode: () => askModeScreen(voice, nameOf(files, id)),
    pages: () => text(voice.say('print.ask_pages', { count: pages })),
    copies: () => askCopiesScreen(voice),
  };
  return { ...told, screen: [screens[next.asks]()], next: making({ ...draft, at: next.at, asks: next.asks }) };

  function isAlive(file: PrintFile | undefined): boolean {
    return file !== undefined && file.state !== 'refused' && file.state !== 'wiped' && settings.enabled;
  }
}

export function askFile({ scene, settings }: Making, draft: Draft, notes: readonly string[] = []): PrintReply {
  return { notes, screen: [askFileScreen(scene.voice, settings, scene.shop.currency)], next: making({ ...draft, asks: 'file' }) };
}

async function showSummary(at: Making, draft: Draft, files: ReadonlyMap<string, PrintFile>, notes: readonly string[]): Promise<PrintReply> {
  const { scene, verbs, settings } = at;
  const { voice } = scene;
  const priced = await verbs.price(scene.tx, wishesOf(draft), { rush: draft.rush });
  if (priced.ok) {
    const { minor, currency } = priced.value.total;
    const shown: Draft = { ...draft, asks: 'nothing', shown: { minor: minor.toString(), currency } };
    return { notes, screen: [summaryScreen(voice, { draft: shown, files, settings, price: priced.value })], next: making(shown) };
  }
  // The shop changed what it offers while the order lay here: what no longer goes is asked anew.
  const { code } = priced.refusal;
  if (code === 'print.paper_not_offered') {
    const plain = draft.files.map((file): DraftFile => ({ ...file, paper: 'A4', sides: 'one' }));
    if (draft.files.some((file) => file.paper !== 'A4' || file.sides !== 'one'))
      return show(at, { ...draft, files: plain }, [...notes, voice.say('print.paper_gone')]);
  }
  if (code === 'print.pages_invalid') {
    const anew = draft.files.map(({ pages: _pages, ...file }): DraftFile => file);
    return show(at, { ...draft, files: anew }, notes);
  }
  return { notes, screen: [waysOn(voice, voice.say('unclear.failed'))], next: making({ ...draft, asks: 'nothing' }) };
}

/** A file in the chat: it joins the order, or begins one. */
export async function takeFile(at: Making, draft: Draft, name: string): Promise<PrintReply> {
  const { scene, verbs } = at;
  const { voice } = scene;
  if (draft.files.length >= MOST_FILES) return show(at, draft, [voice.say('print.too_many')]);
  const { customer, entryId, thread, tx } = scene;
  const taken = await verbs.takeIn(tx, { customerId: customer.id, name, messageId: entryId, threadId: thread.id });
  const grown = withFile(draft, taken.id);
  const files = await filesOf(at, grown);
  const count = grown.files.filter(({ id }) => files.get(id)?.state !== 'ready').length;
  return { screen: [text(voice.say('print.checking', { count }))], next: making(grown) };
}

/** The file was looked at. It may belong to an order that the customer has dropped meanwhile. */
export async function fileChecked(at: Making, draft: Draft | undefined, fileId: PrintFileId): Promise<PrintReply> {
  const { scene, verbs } = at;
  const { voice } = scene;
  const file = await verbs.file(scene.tx, fileId);
  if (!file || file.customerId !== scene.customer.id) return { next: 'same' };
  const isOurs = draft?.files.some(({ id }) => id === fileId) === true;
  if (file.state === 'refused') {
    const told = voice.say(`print_refused.${file.refusal ?? 'broken'}`, { name: nameOf(new Map([[fileId, file]]), fileId) });
    if (!isOurs) return { messages: [text(told)], next: 'same' };
    const left = withoutFile(
      draft,
      draft.files.findIndex(({ id }) => id === fileId),
    );
    return left.files.length === 0 ? { screen: [text(told)], next: making({ ...left, asks: 'file' }) } : show(at, left, [told]);
  }
  if (file.state !== 'ready') return { next: 'same' };
  const preview = previewMessage(voice, file);
  const above = preview ? [preview] : [];
  if (draft !== undefined && !isOurs) return { next: 'same' };
  if (!isOurs) {
    // They are at something else by now: that goes on, and the file lies ready.
    const offer = buttons({
      body: voice.say('print.file', { name: nameOf(new Map([[fileId, file]]), fileId), count: file.pages ?? 1 }),
      buttons: [button(`print.with:${fileId}`, voice.say('button.print_this')), button('menu', voice.say('button.menu'))],
    });
    return { above, messages: [offer], next: 'same' };
  }
  // Of several only the last to be ready asks: three questions at once help nobody.
  const files = await filesOf(at, draft);
  if (draft.files.some(({ id }) => files.get(id)?.state === 'arriving')) return { above, next: making(draft) };
  return { ...(await show(at, draft)), above };
}

/** A file that was looked at before joins the order. */
export async function useFile(at: Making, draft: Draft, fileId: PrintFileId): Promise<PrintReply> {
  const { scene, verbs } = at;
  const file = await verbs.file(scene.tx, fileId);
  if (!file || file.customerId !== scene.customer.id || file.state !== 'ready')
    return draft.files.length === 0
      ? askFile(at, draft, [scene.voice.say('print.gone')])
      : show(at, draft, [scene.voice.say('print.gone')]);
  if (draft.files.some(({ id }) => id === fileId)) return show(at, draft);
  if (draft.files.length >= MOST_FILES) return show(at, draft, [scene.voice.say('print.too_many')]);
  return show(at, withFile(draft, fileId));
}

/** What the customer wants of the file that is asked about. */
export async function change(at: Making, draft: Draft, wanted: Partial<DraftFile>): Promise<PrintReply> {
  const { scene, settings } = at;
  if (draft.files.length === 0) return askFile(at, draft);
  const offered = wanted.paper === undefined || settings.papers.some(({ paper }) => paper === wanted.paper);
  if (!offered || (wanted.sides !== undefined && wanted.sides !== 'one' && !settings.two_sided))
    return show(at, draft, [scene.voice.say('print.paper_gone')]);
  if (wanted.pages !== undefined) {
    const id = currentOf(draft)?.id;
    const pages = id === undefined ? undefined : (await filesOf(at, draft)).get(id)?.pages;
    if (pages === undefined || !fitsFile(wanted.pages, pages)) return badPages(at, draft);
    return show(at, changed(draft, { mode: 'both', pages: wanted.pages }));
  }
  if (wanted.mode === undefined) return show(at, changed(draft, wanted));
  return show(at, changed(withoutPages(draft), wanted));
}

export async function badPages(at: Making, draft: Draft): Promise<PrintReply> {
  const id = currentOf(draft)?.id;
  const count = (id === undefined ? undefined : (await filesOf(at, draft)).get(id)?.pages) ?? 0;
  return {
    screen: [text(at.scene.voice.say('print.bad_pages', { count }))],
    next: making({ ...draft, asks: 'pages' }),
    unclear: true,
  };
}

export type Question = 'mode' | 'copies' | 'paper' | 'sides' | 'sheet' | 'note';

/** One thing about the file that is asked about, asked again. */
export async function ask(at: Making, draft: Draft, what: Question): Promise<PrintReply> {
  const { scene, settings } = at;
  const { voice } = scene;
  const current = currentOf(draft);
  if (!current) return askFile(at, draft);
  const files = await filesOf(at, draft);
  const screens = {
    mode: () => askModeScreen(voice, nameOf(files, current.id)),
    copies: () => askCopiesScreen(voice),
    paper: () => askPaperScreen(voice, settings),
    sides: () => askSidesScreen(voice),
    sheet: () => askSheetScreen(voice),
    note: () => text(voice.say('print.ask_note')),
  };
  const asks = what === 'mode' || what === 'copies' || what === 'note' ? what : 'nothing';
  return { screen: [screens[what]()], next: making({ ...draft, asks }) };
}

/** @param place 1-based; absent: the only one, or the list of them */
export async function showOptions(at: Making, draft: Draft, place?: number): Promise<PrintReply> {
  const { scene, settings } = at;
  if (draft.files.length === 0) return askFile(at, draft);
  const files = await filesOf(at, draft);
  if (place === undefined && draft.files.length > 1)
    return { screen: [filesScreen(scene.voice, draft, files)], next: making({ ...draft, asks: 'nothing' }) };
  const index = Math.min((place ?? 1) - 1, draft.files.length - 1);
  const file = draft.files[index];
  if (!file) return askFile(at, draft);
  const rush = settings.rush.offered ? parseMoney(settings.rush.price, scene.shop.currency) : undefined;
  const rushPrice = rush && scene.voice.money(rush);
  return {
    screen: [optionsScreen(scene.voice, { draft, files, settings, file, rushPrice })],
    next: making({ ...draft, at: index, asks: 'nothing' }),
  };
}

export async function removeFile(at: Making, draft: Draft, place: number): Promise<PrintReply> {
  const file = draft.files[place - 1];
  if (!file) return show(at, draft);
  const name = nameOf(await filesOf(at, draft), file.id);
  return show(at, withoutFile(draft, place - 1), [at.scene.voice.say('print.removed', { name })]);
}
