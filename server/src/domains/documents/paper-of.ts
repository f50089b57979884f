/** The paper of a document as bytes: the stored page where there is one, else drawn again from its snapshot, which makes the same page. */
import type { Blobs } from '../../foundation/blobs/blobs.ts';
import type { DocumentView } from './document.ts';
import type { Draw } from './draw-apart.ts';
import type { Paper } from './draw-document.ts';

export async function paperOf(
  { blobs, draw }: { readonly blobs: Pick<Blobs, 'get'>; readonly draw: Draw },
  document: Pick<DocumentView, 'content' | 'blobKey'>,
  paper: Paper,
): Promise<Buffer> {
  const kept = paper === 'a4' && document.blobKey !== undefined ? await blobs.get(document.blobKey) : undefined;
  return kept?.bytes ?? draw(document.content, paper);
}
