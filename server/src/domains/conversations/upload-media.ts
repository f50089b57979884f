/** Turns files of our own store in a message into ids the service knows. Ids are remembered for a while, so that a picture travels once. */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { type Clock, dayMs } from '@parley/contract/values/time.ts';
import type { Blobs } from '../../foundation/blobs/blobs.ts';
import type {
  MediaSource,
  MessageHeader,
  MessagingClient,
  OutboundContent,
  OutboundMedia,
  SendFailure,
} from '../../providers/messaging/messaging.port.ts';

/** The service keeps uploads for 30 days. */
const REMEMBER_MS = 20 * dayMs;
const MOST_REMEMBERED = 5_000;

export interface MediaUploads {
  /** @param scope ids belong to one number of one merchant. */
  resolve(client: MessagingClient, scope: string, content: OutboundContent): Promise<Result<OutboundContent<MediaSource>, SendFailure>>;
  /** The service did not take an id: upload again next time. True when there was something to forget. */
  forget(scope: string, content: OutboundContent): boolean;
}

class UploadFailed extends Error {
  readonly failure: SendFailure;
  constructor(failure: SendFailure) {
    super(failure.detail);
    this.failure = failure;
  }
}

/** A process that does not remember uploads once more; nothing else depends on it. */
export function createMediaUploads(deps: { readonly blobs: Pick<Blobs, 'get'>; readonly clock: Clock }): MediaUploads {
  const remembered = new Map<string, { readonly mediaId: string; readonly until: number }>();

  async function upload(client: MessagingClient, scope: string, media: OutboundMedia, filename: string): Promise<MediaSource> {
    if (!('blob' in media)) return media;
    const key = `${scope}\n${media.blob}`;
    const known = remembered.get(key);
    if (known !== undefined && known.until > deps.clock.now().getTime()) return { mediaId: known.mediaId };
    const blob = await deps.blobs.get(media.blob);
    if (blob === undefined) throw new UploadFailed({ kind: 'media_problem', retry: 'never', detail: 'the file is no longer there' });
    const uploaded = await client.uploadMedia({ bytes: blob.bytes, mimeType: media.mimeType, filename, keptAs: media.blob });
    if (!uploaded.ok) throw new UploadFailed(uploaded.refusal);
    const [oldest] = remembered.size >= MOST_REMEMBERED ? remembered.keys() : [];
    if (oldest !== undefined) remembered.delete(oldest);
    remembered.set(key, { mediaId: uploaded.value.mediaId, until: deps.clock.now().getTime() + REMEMBER_MS });
    return { mediaId: uploaded.value.mediaId };
  }

  return {
    async resolve(client, scope, content) {
      try {
        return ok(await withSources(content, (media, filename) => upload(client, scope, media, filename)));
      } catch (error) {
        if (error instanceof UploadFailed) return { ok: false, refusal: error.failure };
        throw error;
      }
    },
    forget(scope, content) {
      return blobsIn(content)
        .map((blob) => remembered.delete(`${scope}\n${blob}`))
        .includes(true);
    },
  };
}

type Resolve = (media: OutboundMedia, filename: string) => Promise<MediaSource>;

async function withSources(content: OutboundContent, resolve: Resolve): Promise<OutboundContent<MediaSource>> {
  switch (content.kind) {
    case 'image':
    case 'video':
    case 'audio':
      return { ...content, source: await resolve(content.source, content.kind) };
    case 'document':
      return { ...content, source: await resolve(content.source, content.filename) };
    case 'buttons':
    case 'link_button':
    case 'template': {
      const { header, ...rest } = content;
      return header === undefined ? rest : { ...rest, header: await headerWith(header, resolve) };
    }
    default:
      return content;
  }
}

async function headerWith(header: MessageHeader, resolve: Resolve): Promise<MessageHeader<MediaSource>> {
  const { image, document, ...rest } = header;
  return {
    ...rest,
    ...(image === undefined ? {} : { image: await resolve(image, 'picture') }),
    ...(document === undefined
      ? {}
      : { document: { source: await resolve(document.source, document.filename), filename: document.filename } }),
  };
}

function blobsIn(content: OutboundContent): readonly string[] {
  const header = 'header' in content && typeof content.header === 'object' ? content.header : undefined;
  const media = ['source' in content ? content.source : undefined, header?.image, header?.document?.source];
  return media.flatMap((each) => (each !== undefined && 'blob' in each ? [each.blob] : []));
}
