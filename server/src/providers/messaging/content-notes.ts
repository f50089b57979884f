/** The small checks that limits are made of: lengths, addresses, files. Pure; they only note what is wrong. */
import type { OutboundMedia } from './messaging.port.ts';

export type Note = (field: string, message: string) => void;

export const imageTypes: readonly string[] = ['image/jpeg', 'image/png'];

const mediaTypes: Readonly<Record<'image' | 'video' | 'audio' | 'document', readonly string[] | undefined>> = {
  image: imageTypes,
  video: ['video/mp4', 'video/3gpp'],
  audio: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
  document: undefined,
};

/** Notes an empty (or blank) text and one longer than `most`. */
export function noteLength(note: Note, field: string, value: string, most: number): void {
  if (value.trim() === '') note(field, 'must not be empty');
  else if (value.length > most) note(field, `must have at most ${most} characters, has ${value.length}`);
}

export function noteUrl(note: Note, field: string, value: string, most: number): void {
  const right = /^https?:\/\//.test(value) && URL.canParse(value);
  if (!right) note(field, 'must be a web address that begins with http:// or https://');
  else if (value.length > most) note(field, `must have at most ${most} characters`);
}

export function noteMedia(
  note: Note,
  field: string,
  source: OutboundMedia,
  kind: keyof typeof mediaTypes,
  allowed: readonly string[] | undefined = mediaTypes[kind],
): void {
  if ('link' in source) return noteUrl(note, field, source.link, 2_000);
  if ('mediaId' in source) {
    if (source.mediaId === '') note(field, 'must name a file');
    return;
  }
  const type = source.mimeType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (allowed && !allowed.includes(type)) note(field, `${type || 'this type'} cannot be sent as ${kind}`);
}
