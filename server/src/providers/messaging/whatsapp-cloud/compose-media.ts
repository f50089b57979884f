/** How a file is named in a message: by the id of an upload or by a link they fetch. Pure. */
import type { MediaSource } from '../messaging.port.ts';

export type WireObject = Readonly<Record<string, unknown>>;

export function mediaObject(source: MediaSource): WireObject {
  return 'mediaId' in source ? { id: source.mediaId } : { link: source.link };
}
