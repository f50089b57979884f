/** Reads a customer's file out of an answer, up to a cap. It believes no length it was told and keeps nothing of what is too large. */
import { createHash } from 'node:crypto';
import { ok, type Result } from '@parley/contract/values/result.ts';
import { type Failed, failed } from './lost-answer.ts';
import type { MediaRef, SendFailure } from './messaging.port.ts';
import { judge } from './rulings.ts';

export interface FetchedFile {
  readonly bytes: Uint8Array;
  /** As the answer said; empty where it said nothing. */
  readonly mimeType: string;
}

/** A refusal carries `http_404` and the like as its code. */
export async function readFile(response: Response, maxBytes: number): Promise<Result<FetchedFile, SendFailure>> {
  if (!response.ok) {
    await response.body?.cancel();
    const failure = judge(undefined, { httpStatus: response.status, detail: `the file was answered with status ${response.status}` });
    return failed({ ...failure, kind: failure.kind === 'bad_message' ? 'media_problem' : failure.kind, code: `http_${response.status}` });
  }
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    await response.body?.cancel();
    return tooLarge(maxBytes);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.length;
    if (size > maxBytes) {
      await reader?.cancel();
      return tooLarge(maxBytes);
    }
    chunks.push(part.value);
  }
  return ok({ bytes: new Uint8Array(Buffer.concat(chunks)), mimeType: response.headers.get('content-type') ?? '' });
}

/** The file as it was announced: its hash must be right, and its type is the one that was told with the message. */
export function asAnnounced(
  ref: Pick<MediaRef, 'mimeType'>,
  { bytes, mimeType }: FetchedFile,
  sha256: string | undefined,
): Result<FetchedFile, SendFailure> {
  if (sha256 !== undefined && createHash('sha256').update(bytes).digest('hex') !== sha256)
    return mediaProblem('the file does not match its hash');
  return ok({ bytes, mimeType: ref.mimeType || mimeType || 'application/octet-stream' });
}

export function mediaProblem(detail: string): Failed {
  return failed({ kind: 'media_problem', retry: 'never', detail });
}

function tooLarge(maxBytes: number): Failed {
  return failed({ kind: 'media_problem', retry: 'never', code: 'too_large', detail: `the file is larger than ${maxBytes} bytes` });
}
