/** Sends a form with files and tells how much of it has gone; refusals become Problems like everywhere. */
import { addressOf, Problem, problemOf, type Query } from './api.ts';
import { readAnswer } from './own-address.ts';

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
      const answer = readAnswer(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve((answer as { readonly data: T }).data);
      else reject(problemOf(request.status, answer));
    });
    request.send(form);
  });
}
