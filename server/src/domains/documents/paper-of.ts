/** The paper of a document as bytes: the stored page where there is one, else drawn again from its snapshot, which makes the same page. */
import type { Blobs } from '../../foundation/blobs/blobs.ts';
import type { DocumentView } from './document.ts';
import { drawDocument, type Paper } from './draw-document.ts';

export async function paperOf(blobs: Pick<Blobs, 'get'>, document: DocumentView, paper: Paper): Promise<Buffer> {
  const kept = paper === 'a4' && document.blobKey !== undefined ? await blobs.get(document.blobKey) : undefined;
  return kept?.bytes ?? drawDocument(document.content, paper);
}
