/** Says what was done, with a way back: undo instead of "are you sure". */
import { toast } from '@heroui/react';

interface Told {
  /** Takes it back; the button shows for ten seconds. */
  readonly undo?: { readonly label: string; readonly act: () => void | Promise<unknown> };
  readonly detail?: string;
}

const UNDO_MS = 10_000;

export function tellDone(message: string, { undo, detail }: Told = {}): void {
  const key = toast(message, {
    ...(detail === undefined ? {} : { description: detail }),
    timeout: undo ? UNDO_MS : 4_000,
    ...(undo
      ? {
          actionProps: {
            children: undo.label,
            onPress: () => {
              toast.close(key);
              void undo.act();
            },
          },
        }
      : {}),
  });
}

export function tellProblem(message: string): void {
  toast.danger(message, { timeout: 8_000 });
}
