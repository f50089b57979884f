/**
 * Listens to every statement that leaves through `pg` in this process, transaction by transaction, so that what one deed costs can be
 * counted instead of timed. Knows no commerce word and changes nothing.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Client } from 'pg';

export interface SeenStatement {
  readonly text: string;
  readonly ms: number;
}

/** From begin to commit on one connection. */
export interface SeenTransaction {
  /** What `as` said; undefined where nobody said anything. */
  readonly step: string | undefined;
  /** Of the job that it finished, where it finished one. */
  readonly queue: string | undefined;
  readonly statements: readonly SeenStatement[];
}

export interface StatementWatch {
  /** All transactions that ended since the watch began, or since the last `forget`, oldest first. */
  readonly transactions: readonly SeenTransaction[];
  /** Names what `work` sends; jobs that run later are named by their queue. */
  as<T>(step: string, work: () => Promise<T>): Promise<T>;
  forget(): void;
  close(): void;
}

interface Open {
  step: string | undefined;
  queue: string | undefined;
  readonly statements: SeenStatement[];
}

type Query = (this: object, ...args: unknown[]) => unknown;

export function watchStatements(): StatementWatch {
  const steps = new AsyncLocalStorage<string>();
  const open = new WeakMap<object, Open>();
  const ended: Open[] = [];
  const prototype = Client.prototype as unknown as { query: Query };
  const real = prototype.query;
  prototype.query = function watched(...args) {
    const answered = real.apply(this, args);
    const { text, values } = said(args);
    if (text === undefined || !(answered instanceof Promise)) return answered;
    const current: Open = (text.startsWith('begin') ? undefined : open.get(this)) ?? {
      step: steps.getStore(),
      queue: undefined,
      statements: [],
    };
    open.set(this, current);
    if (text.includes('finish_job'))
      current.queue = values.find((value): value is string => typeof value === 'string' && value.includes('.'));
    const began = performance.now();
    const note = (): void => void current.statements.push({ text, ms: performance.now() - began });
    answered.then(note, note);
    if (text === 'commit' || text === 'rollback') {
      open.delete(this);
      ended.push(current);
    }
    return answered;
  };
  return {
    transactions: ended,
    as: (step, work) => steps.run(step, work),
    forget: () => void ended.splice(0),
    close: () => {
      prototype.query = real;
    },
  };
}

function said(args: readonly unknown[]): { readonly text: string | undefined; readonly values: readonly unknown[] } {
  const [first] = args;
  if (typeof first === 'string') return { text: first, values: [] };
  const config = first as { readonly text?: unknown; readonly values?: readonly unknown[] };
  return { text: typeof config.text === 'string' ? config.text : undefined, values: config.values ?? [] };
}
