/** A template message in the service's shape. Components without variables are left out: the service refuses empty ones. */

import { given } from '../given.ts';
import type { MediaSource, OutboundContent, TemplateParameter } from '../messaging.port.ts';
import { mediaObject, type WireObject } from './compose-media.ts';

type Template = Extract<OutboundContent<MediaSource>, { kind: 'template' }>;

export function composeTemplate(content: Template): WireObject {
  const header = headerParameter(content);
  const components = [
    ...(header ? [{ type: 'header', parameters: [header] }] : []),
    ...(content.body?.length ? [{ type: 'body', parameters: content.body.map(bodyParameter) }] : []),
    ...(content.buttons ?? []).map((button) => ({
      type: 'button',
      sub_type: button.kind,
      index: String(button.index),
      parameters: [buttonParameter(button.kind, button.value)],
    })),
  ];
  return {
    name: content.name,
    language: { code: content.language },
    ...(components.length > 0 ? { components } : {}),
  };
}

function headerParameter({ header }: Template): WireObject | undefined {
  if (header?.image) return { type: 'image', image: mediaObject(header.image) };
  if (header?.document)
    return { type: 'document', document: { ...mediaObject(header.document.source), filename: header.document.filename } };
  return header?.text === undefined ? undefined : { type: 'text', text: header.text };
}

function bodyParameter({ name, text }: TemplateParameter): WireObject {
  return { type: 'text', ...given('parameter_name', name), text };
}

function buttonParameter(kind: 'quick_reply' | 'url' | 'copy_code', value: string): WireObject {
  if (kind === 'quick_reply') return { type: 'payload', payload: value };
  if (kind === 'url') return { type: 'text', text: value };
  return { type: 'coupon_code', coupon_code: value };
}
