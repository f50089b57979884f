/** What was printed before, once more: the same files with the same wishes, as far as the files are still here. Pays and places nothing. */
import type { OrderId } from '@parley/contract/values/id.ts';
import type { PrintJob } from '../../../domains/printing/index.ts';
import { nameOf } from '../screens/print-screens.ts';
import { askFile, type Making, show } from './make-print.ts';
import { type Draft, type DraftFile, emptyDraft } from './print-draft.ts';
import type { PrintReply } from './print-step.ts';

/** Another person's order, or one that prints nothing, asks for a file like any new order. */
export async function printAgain(at: Making, orderId: OrderId): Promise<PrintReply> {
  const { scene, verbs, settings } = at;
  const { customer, tx, voice } = scene;
  const all = (await verbs.jobsOf(tx, orderId)).filter(({ isReprint, file }) => !isReprint && file.customerId === customer.id);
  const here = all.filter(({ file }) => file.state === 'ready');
  const gone = all.filter(({ file }) => file.state !== 'ready').map(({ file }) => nameOf(new Map([[file.id, file]]), file.id));
  const notes = gone.length === 0 ? [] : [voice.say('print.again_gone', { names: [...new Set(gone)].join(', '), count: gone.length })];
  if (here.length === 0) return askFile(at, emptyDraft, notes);
  const isRush = here.some((job) => job.isRush) && settings.rush.offered;
  const draft: Draft = { ...emptyDraft, files: here.map(draftFileOf), rush: isRush, asks: 'nothing' };
  return show(at, draft, notes);
}

function draftFileOf({ file, ticket }: PrintJob): DraftFile {
  const { mode, color_pages: pages, copies, paper, sides, pages_per_sheet: per, note } = ticket;
  return {
    id: file.id,
    mode,
    copies,
    paper,
    sides,
    per,
    ...(mode === 'both' && pages !== undefined ? { pages } : {}),
    ...(note === undefined ? {} : { note }),
  };
}
