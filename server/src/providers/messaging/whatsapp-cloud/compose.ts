/** Our words → the service's message body: one function a shape. Pure; limits were checked before, nothing is shortened here. */

import { given } from '../given.ts';
import type { MediaSource, MessageHeader, OutboundContent } from '../messaging.port.ts';
import { mediaObject, type WireObject } from './compose-media.ts';
import { composeTemplate } from './compose-template.ts';

type Content = OutboundContent<MediaSource>;

/** `type` and the object of that name, as `POST /{number}/messages` wants them. */
export function composeMessage(content: Content): WireObject {
  switch (content.kind) {
    case 'text':
      return { type: 'text', text: { body: content.text, ...given('preview_url', content.previewUrl) } };
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
      return composeMedia(content);
    case 'location': {
      const { kind: _kind, ...place } = content;
      return { type: 'location', location: place };
    }
    case 'reaction':
      return { type: 'reaction', reaction: { message_id: content.to, emoji: content.emoji } };
    case 'template':
      return { type: 'template', template: composeTemplate(content) };
    default:
      return { type: 'interactive', interactive: composeInteractive(content) };
  }
}

function composeMedia(content: Extract<Content, { kind: 'image' | 'video' | 'audio' | 'document' }>): WireObject {
  const file = mediaObject(content.source);
  if (content.kind === 'audio') return { type: 'audio', audio: { ...file, ...given('voice', content.voice) } };
  const captioned = { ...file, ...given('caption', content.caption) };
  if (content.kind === 'document') return { type: 'document', document: { ...captioned, filename: content.filename } };
  return { type: content.kind, [content.kind]: captioned };
}

type Interactive = Exclude<Content, { kind: 'text' | 'image' | 'video' | 'audio' | 'document' | 'location' | 'reaction' | 'template' }>;

function composeInteractive(content: Interactive): WireObject {
  switch (content.kind) {
    case 'buttons':
      return { type: 'button', ...frame(content), action: { buttons: content.buttons.map((reply) => ({ type: 'reply', reply })) } };
    case 'list':
      return {
        type: 'list',
        ...frame({ ...content, ...given('header', content.header === undefined ? undefined : { text: content.header }) }),
        action: { button: content.button, sections: content.sections },
      };
    case 'link_button':
      return {
        type: 'cta_url',
        ...frame(content),
        action: { name: 'cta_url', parameters: { display_text: content.label, url: content.url } },
      };
    case 'location_request':
      return { type: 'location_request_message', body: { text: content.body }, action: { name: 'send_location' } };
    case 'contact_request':
      return { type: 'request_contact_info', body: { text: content.body }, action: { name: 'request_contact_info' } };
    default:
      return composeCommerce(content);
  }
}

function composeCommerce(content: Extract<Content, { kind: 'product' | 'products' | 'catalog' }>): WireObject {
  if (content.kind === 'product')
    return {
      type: 'product',
      ...frame(content),
      action: { catalog_id: content.catalogId, product_retailer_id: content.retailerId },
    };
  if (content.kind === 'catalog')
    return {
      type: 'catalog_message',
      ...frame(content),
      action: {
        name: 'catalog_message',
        ...(content.thumbnailRetailerId === undefined
          ? {}
          : { parameters: { thumbnail_product_retailer_id: content.thumbnailRetailerId } }),
      },
    };
  const sections = content.sections.map(({ title, retailerIds }) => ({
    title,
    product_items: retailerIds.map((id) => ({ product_retailer_id: id })),
  }));
  return {
    type: 'product_list',
    ...frame({ ...content, header: { text: content.header } }),
    action: { catalog_id: content.catalogId, sections },
  };
}

interface Framed {
  readonly header?: MessageHeader<MediaSource> | string;
  readonly body?: string;
  readonly footer?: string;
}

function frame({ header, body, footer }: Framed): WireObject {
  return {
    ...given('header', header === undefined || typeof header === 'string' ? undefined : composeHeader(header)),
    ...given('body', body === undefined ? undefined : { text: body }),
    ...given('footer', footer === undefined ? undefined : { text: footer }),
  };
}

function composeHeader({ text, image, document }: MessageHeader<MediaSource>): WireObject | undefined {
  if (image) return { type: 'image', image: mediaObject(image) };
  if (document) return { type: 'document', document: { ...mediaObject(document.source), filename: document.filename } };
  return text === undefined ? undefined : { type: 'text', text };
}
