/** The id of a document. */
import type { Branded } from '@parley/contract/values/id.ts';

export type DocumentId = Branded<string, 'DocumentId'>;
