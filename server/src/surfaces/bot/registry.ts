/** Every dialog, in one line each; a new one is a file and a line here. Knows nothing of what they do. */
import type { StoredDialog } from '../../domains/conversations/index.ts';
import { type Dialog, type Heard, readStored, type Understood } from './dialog.ts';
import { cartDialog } from './dialogs/cart.dialog.ts';
import { checkoutDialog } from './dialogs/checkout.dialog.ts';
import { menuDialog } from './dialogs/menu.dialog.ts';
import { notOfferedDialog } from './dialogs/not-offered.dialog.ts';
import { noticesDialog } from './dialogs/notices.dialog.ts';
import { ordersDialog } from './dialogs/orders.dialog.ts';
import { printDialog } from './dialogs/print.dialog.ts';
import { returnsDialog } from './dialogs/returns.dialog.ts';
import { shopDialog } from './dialogs/shop.dialog.ts';
import { readStableId } from './stable-id.ts';

export const dialogs: readonly Dialog[] = [
  menuDialog,
  shopDialog,
  cartDialog,
  checkoutDialog,
  ordersDialog,
  returnsDialog,
  printDialog,
  noticesDialog,
  notOfferedDialog,
];

const ownerOf = new Map<string, Dialog>();
for (const dialog of dialogs)
  for (const { name } of dialog.ids) {
    if (ownerOf.has(name)) throw new Error(`two dialogs answer to ${name}`);
    ownerOf.set(name, dialog);
  }

/** The table of ids that buttons and rows carry, as documentation and for tests. */
export const stableIds = dialogs.flatMap((dialog) => dialog.ids.map((id) => ({ ...id, dialog: dialog.name })));

/** What pressing (or typing) this id means; undefined when it is no id of ours or its arguments are not right. */
export function readId(text: string): Understood | undefined {
  const id = readStableId(text);
  return id === undefined ? undefined : ownerOf.get(id.name)?.readId(id.name, id.args);
}

/** The stored state when some dialog still understands it; anything else counts as none. */
export function recognise(stored: unknown): StoredDialog | undefined {
  const state = readStored(stored);
  return state && dialogOf(state)?.recognise(state);
}

/** What is left of the waiting step when the customer goes elsewhere. */
export function leave(state: StoredDialog | undefined): StoredDialog | null {
  return (state && dialogOf(state)?.leave(state)) ?? null;
}

export function answer(state: StoredDialog | undefined, content: Heard): Understood | undefined {
  return state && dialogOf(state)?.answer(state, content);
}

export function hear(content: Heard): Understood | undefined {
  for (const dialog of dialogs) {
    const understood = dialog.hear(content);
    if (understood) return understood;
  }
  return undefined;
}

function dialogOf(state: StoredDialog): Dialog | undefined {
  return dialogs.find((dialog) => dialog.name === state.dialog);
}
