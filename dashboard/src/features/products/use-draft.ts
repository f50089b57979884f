/** What was typed and not saved yet: only the differences are kept, in this browser tab, so that neither a reload nor a walk elsewhere loses them. */
import { useCallback, useEffect, useMemo, useState } from 'react';

export interface Draft<T extends object> {
  /** How it would be saved. */
  readonly values: T;
  /** What differs from what is saved. */
  readonly edits: Partial<T>;
  readonly isDirty: boolean;
  /** These edits were found from an earlier visit. */
  readonly wasKept: boolean;
  readonly set: <K extends keyof T>(field: K, value: T[K]) => void;
  readonly discard: () => void;
}

/** @param name where it is kept. @param saved as the server has it now. */
export function useDraft<T extends object>(name: string, saved: T): Draft<T> {
  const place = `parley.draft.${name}`;
  const [found] = useState(() => readKept<T>(place));
  const [typed, setTyped] = useState<Partial<T>>(found ?? {});
  const edits = useMemo(() => differing(typed, saved), [typed, saved]);
  const isDirty = Object.keys(edits).length > 0;
  useEffect(() => {
    try {
      if (isDirty) sessionStorage.setItem(place, JSON.stringify(edits));
      else sessionStorage.removeItem(place);
    } catch {
      // Where storage is closed the warning below still holds.
    }
  }, [place, edits, isDirty]);
  useWarnBeforeLeaving(isDirty);
  const set = useCallback(<K extends keyof T>(field: K, value: T[K]) => setTyped((before) => ({ ...before, [field]: value })), []);
  const discard = useCallback(() => setTyped({}), []);
  return { values: { ...saved, ...edits }, edits, isDirty, wasKept: found !== undefined && isDirty, set, discard };
}

function differing<T extends object>(typed: Partial<T>, saved: T): Partial<T> {
  const names = Object.keys(typed) as (keyof T)[];
  return Object.fromEntries(
    names.filter((name) => JSON.stringify(typed[name]) !== JSON.stringify(saved[name])).map((name) => [name, typed[name]]),
  ) as Partial<T>;
}

function readKept<T>(place: string): Partial<T> | undefined {
  try {
    const kept = sessionStorage.getItem(place);
    return kept === null ? undefined : (JSON.parse(kept) as Partial<T>);
  } catch {
    return undefined;
  }
}

/** The browser's own question on closing the tab. */
function useWarnBeforeLeaving(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isDirty]);
}
