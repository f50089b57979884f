/** Sends a form with files and tells how much of it has gone; refusals become Problems like everywhere. */
import type { ErrorEnvelope } from '@parley/contract/api/envelope.ts';
import { addressOf, Problem, type Query } from './api.ts';

interface Upload {
  readonly query?: Query;
  /** 0 to 1, as the bytes leave. */
  readonly onProgress?: (part: number) => void;
  readonly key?: string;
}

/** @returns the answer's `data`. */
export function upload<T>(path: string, form: FormData, { query, onProgress, key }: Upload = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', addressOf(path, query));
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('idempotency-key', key ?? crypto.randomUUID());
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    });
    request.addEventListener('error', () => reject(new Problem(0, 'offline', '')));
    request.addEventListener('load', () => {
      const answer = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve((answer as { readonly data: T }).data);
      else reject(problemOf(request.status, answer));
    });
    request.send(form);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemOf(status: number, answer: unknown): Problem {
  const error = (answer as Partial<ErrorEnvelope> | undefined)?.error;
  if (!error) return new Problem(status, 'unexpected', '');
  const fields = Object.fromEntries((error.details ?? []).map((each) => [each.field, each.message]));
  return new Problem(status, error.code, error.message, fields);
}
