/** Our words → the fields of `POST Messages.json`, for what needs no content of theirs. Pure; limits were seen to before. */
import type { MediaSource, OutboundContent } from '../messaging.port.ts';

type Content = OutboundContent<MediaSource>;
export type Plain = Extract<Content, { kind: 'text' | 'image' | 'video' | 'audio' | 'document' | 'location' }>;
export type Fields = Readonly<Record<string, string>>;

export function isPlain(content: Content): content is Plain {
  return ['text', 'image', 'video', 'audio', 'document', 'location'].includes(content.kind);
}

/** Undefined where a file of ours is not known any more. */
export function composeFields(content: Plain, linkOf: (source: MediaSource) => string | undefined): Fields | undefined {
  switch (content.kind) {
    case 'text':
      return { Body: content.text };
    case 'location':
      return locationFields(content);
    default: {
      const link = linkOf(content.source);
      if (link === undefined) return undefined;
      const caption = content.kind === 'image' || content.kind === 'video' ? content.caption : undefined;
      return { MediaUrl: link, ...(caption === undefined ? {} : { Body: caption }) };
    }
  }
}

/** The label stands on the map, the words under it; neither may be missing. */
function locationFields({ latitude, longitude, name, address }: Extract<Plain, { kind: 'location' }>): Fields {
  const words = [name, address].filter((part) => part !== undefined).join(', ');
  const label = (words === '' ? '' : `|${words.replace(/[|\r\n]+/g, ' ').slice(0, 200)}`) satisfies string;
  return {
    Body: words === '' ? `${latitude}, ${longitude}` : words.slice(0, 1_000),
    PersistentAction: `geo:${latitude},${longitude}${label}`,
  };
}
