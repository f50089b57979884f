/**
 * The log: JSON lines for machines, short lines for people. It writes only fields on an allow-list (scrub.ts), so that no
 * personal data and no secret can get out through it; there is no free text.
 */
import pino from 'pino';
import { scrubFields } from './scrub.ts';

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** `event` is a fixed word of the program (`order.placed`); the other fields are ids, codes and measures. `error` takes an Error. */
export interface LogFields {
  readonly event: string;
  readonly error?: unknown;
  readonly [field: string]: unknown;
}

export interface Log {
  debug(fields: LogFields): void;
  info(fields: LogFields): void;
  warn(fields: LogFields): void;
  error(fields: LogFields): void;
  /** The same log with fields that every line then carries. */
  with(fields: Readonly<Record<string, unknown>>): Log;
}

export interface LogOptions {
  readonly level: LogLevel;
  readonly form: 'json' | 'lines';
  /** One finished line with its line feed. Default: standard output. */
  readonly write?: (line: string) => void;
  readonly now?: () => Date;
}

type Writer = (level: Exclude<LogLevel, 'silent'>, fields: Record<string, unknown>) => void;

export function createLog(options: LogOptions): Log {
  const write = options.write ?? ((line: string) => void process.stdout.write(line));
  return logOn(options.form === 'json' ? jsonWriter(options, write) : lineWriter(options, write), options.level, {});
}

/** For tests that do not look at the log. */
export function createSilentLog(): Log {
  return createLog({ level: 'silent', form: 'json' });
}

function logOn(writer: Writer, lowest: LogLevel, bound: Readonly<Record<string, unknown>>): Log {
  const at = (level: Exclude<LogLevel, 'silent'>) =>
    // Striking out costs more than writing: not for lines that nobody will see.
    logLevels.indexOf(level) < logLevels.indexOf(lowest)
      ? () => {}
      : (fields: LogFields) => writer(level, scrubFields({ ...bound, ...fields }));
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: (fields) => logOn(writer, lowest, { ...bound, ...fields }),
  };
}

function jsonWriter({ level, now }: LogOptions, write: (line: string) => void): Writer {
  const stamp = now ?? (() => new Date());
  const logger = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${stamp().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  );
  return (at, fields) => logger[at](fields);
}

function lineWriter({ now }: LogOptions, write: (line: string) => void): Writer {
  const stamp = now ?? (() => new Date());
  return (at, { event, stack, ...rest }) => {
    const time = stamp().toISOString().slice(11, 19);
    const told = Object.entries(rest).map(([name, value]) => `${name}=${String(value)}`);
    const trace = typeof stack === 'string' && at === 'error' ? `\n  ${stack.replaceAll('\n', '\n  ')}` : '';
    write(`${time} ${at.padEnd(5)} ${String(event)}${told.length > 0 ? ` ${told.join(' ')}` : ''}${trace}\n`);
  };
}
