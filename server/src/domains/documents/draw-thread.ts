/** The thread that draws: takes a snapshot, gives back a PDF. It reads no database, keeps nothing and speaks to nobody but the one who started it. */
import { parentPort } from 'node:worker_threads';
import type { DocumentContent } from './document-content.ts';
import type { Drawn, ToDraw } from './draw-apart.ts';
import { drawDocument } from './draw-document.ts';
import { drawTogether, type Printed } from './draw-together.ts';

parentPort?.on('message', (wanted: ToDraw) => void answer(wanted));

async function answer({ id, content, paper }: ToDraw): Promise<void> {
  const drawing = Array.isArray(content) ? drawTogether(content as Printed[], paper) : drawDocument(content as DocumentContent, paper);
  const drawn: Drawn = await drawing.then(
    (bytes) => ({ id, bytes }),
    (error: unknown) => ({ id, failure: error instanceof Error ? error.message : String(error) }),
  );
  parentPort?.postMessage(drawn, []);
}
