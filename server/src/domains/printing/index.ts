/**
 * Front door of printing: files that customers send, what printing them costs, and the queue in which paid pages come out. Nothing is
 * printed unpaid, twice, or after a cancel; where nobody can know, a person is asked.
 */
import { changeSettings } from './change-settings.ts';
import { mediaArrived, mediaLost } from './files/follow-media.ts';
import { forgetFiles } from './files/forget-files.ts';
import { allFilesOf, fileById, filesByIds, moveFiles } from './files/print-file.store.ts';
import { takeIn } from './files/take-in.ts';
import { cancelPrintOrder } from './order/cancel-print-order.ts';
import { followCancelled, followConfirmed, followDelivered, followMoneyBack } from './order/follow-order.ts';
import { jobsOfOrder, printOrdersOf } from './order/job.store.ts';
import { placePrintOrder } from './order/place-print-order.ts';
import { priceWishes } from './price/price-wishes.ts';
import type { Printing } from './printing.ts';
import type { PrintingDeps } from './printing-deps.ts';
import { readSettings, settingsOf } from './settings.store.ts';

export { printFileJobs, printFileSchedules } from './files/file.jobs.ts';
export { createPrepareFile } from './files/prepare/prepare-apart.ts';
export type * from './printing.ts';
export { fileRefusals } from './printing.ts';
export type { PrintingDeps } from './printing-deps.ts';
export { createPrintQueue, type PrintQueue } from './queue/create-queue.ts';

export function createPrinting(deps: PrintingDeps): Printing {
  return {
    settings: settingsOf,
    isSetUp: async (tx) => (await readSettings(tx)) !== undefined,
    changeSettings: (tx, settings, actor) => changeSettings(deps, tx, settings, actor),
    takeIn: (tx, input) => takeIn(deps, tx, input),
    mediaArrived: (tx, blob) => mediaArrived(deps, tx, blob),
    mediaLost: (tx, blob, why) => mediaLost(deps, tx, blob, why),
    file: fileById,
    files: filesByIds,
    moveToCustomer: moveFiles,
    forgetCustomer: (tx, id) => forgetFiles(deps, tx, id),
    filesOf: allFilesOf,
    async price(tx, wishes, options) {
      const priced = await priceWishes(deps, tx, wishes, options);
      return priced.ok ? { ok: true, value: priced.value.price } : priced;
    },
    order: (tx, input) => placePrintOrder(deps, tx, input),
    jobsOf: jobsOfOrder,
    ordersOf: printOrdersOf,
    cancelOrder: (tx, orderId, actor) => cancelPrintOrder(deps, tx, orderId, actor),
    onOrderConfirmed: (tx, orderId) => followConfirmed(deps, tx, orderId),
    onOrderCancelled: (tx, orderId) => followCancelled(deps, tx, orderId),
    onMoneyBack: (tx, orderId) => followMoneyBack(deps, tx, orderId),
    onOrderDelivered: (tx, orderId) => followDelivered(deps, tx, orderId),
  };
}
