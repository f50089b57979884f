/** The service's own shapes as a phone reads them, and one line that sums a message up. Reads leniently: an unknown kind is named, never a fault. */
import type { PhoneBubble } from './phone-api.ts';
import { mediaUrl } from './phone-api.ts';
import { webAddress } from './phone-text.ts';

export interface FileObject {
  readonly id?: string;
  readonly link?: string;
  readonly caption?: string;
  readonly filename?: string;
  readonly mime_type?: string;
  readonly voice?: boolean;
}

export interface ListRow {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
}

export interface Interactive {
  readonly type: string;
  readonly header?: {
    readonly type: string;
    readonly text?: string;
    readonly image?: FileObject;
    readonly video?: FileObject;
    readonly document?: FileObject;
  };
  readonly body?: { readonly text: string };
  readonly footer?: { readonly text: string };
  readonly action?: {
    readonly buttons?: readonly { readonly reply: { readonly id: string; readonly title: string } }[];
    readonly button?: string;
    readonly sections?: readonly {
      readonly title?: string;
      readonly rows?: readonly ListRow[];
      readonly product_items?: readonly { readonly product_retailer_id: string }[];
    }[];
    readonly parameters?: { readonly display_text?: string; readonly url?: string; readonly thumbnail_product_retailer_id?: string };
    readonly catalog_id?: string;
    readonly product_retailer_id?: string;
  };
  readonly button_reply?: ListRow;
  readonly list_reply?: ListRow;
}

export interface Rendered {
  readonly header?: string;
  readonly body: string;
  readonly footer?: string;
  readonly buttons: readonly { readonly type: string; readonly text: string; readonly payload?: string; readonly url?: string }[];
}

export interface OrderItem {
  readonly product_retailer_id: string;
  readonly quantity: number;
  readonly item_price: number;
  readonly currency: string;
}

export interface Wire {
  readonly type: string;
  readonly text?: { readonly body: string };
  readonly image?: FileObject;
  readonly video?: FileObject;
  readonly audio?: FileObject;
  readonly document?: FileObject;
  readonly sticker?: FileObject;
  /** Coordinates come as numbers and as texts. */
  readonly location?: {
    readonly latitude: number | string;
    readonly longitude: number | string;
    readonly name?: string;
    readonly address?: string;
  };
  readonly contacts?: readonly {
    readonly name?: { readonly formatted_name?: string };
    readonly phones?: readonly { readonly phone?: string }[];
  }[];
  readonly interactive?: Interactive;
  readonly template?: {
    readonly components?: readonly {
      readonly type: string;
      readonly parameters?: readonly { readonly image?: FileObject; readonly document?: FileObject }[];
    }[];
  };
  readonly rendered?: Rendered;
  readonly button?: { readonly text: string };
  readonly order?: { readonly catalog_id: string; readonly text?: string; readonly product_items: readonly OrderItem[] };
  readonly unsupported?: { readonly type: string };
}

export const wireOf = (bubble: PhoneBubble): Wire => bubble.message as unknown as Wire;

/** Where a file can be seen; nothing for an address that is none. */
export function fileUrl(file: FileObject | undefined): string | undefined {
  if (file?.id !== undefined) return mediaUrl(file.id);
  return file?.link === undefined ? undefined : webAddress(file.link);
}

/** One line for the chat list and for quotes, without the chat's own marks. */
export function summary(bubble: PhoneBubble): string {
  return said(bubble).replace(/(^|[\s(])[*_~]+(\S[^*_~\n]*?)[*_~]+(?=$|[\s).,!?:;])/g, '$1$2');
}

function said(bubble: PhoneBubble): string {
  const wire = wireOf(bubble);
  const file = wire.image ?? wire.video ?? wire.document;
  switch (wire.type) {
    case 'text':
      return wire.text?.body ?? '';
    case 'interactive':
      return wire.interactive?.button_reply?.title ?? wire.interactive?.list_reply?.title ?? wire.interactive?.body?.text ?? 'Product';
    case 'template':
      return wire.rendered?.body ?? 'Template';
    case 'button':
      return wire.button?.text ?? '';
    case 'image':
      return file?.caption ?? 'Photo';
    case 'video':
      return file?.caption ?? 'Video';
    case 'document':
      return file?.filename ?? 'Document';
    case 'audio':
      return 'Voice message';
    case 'location':
      return wire.location?.name ?? 'Location';
    case 'contacts':
      return wire.contacts?.[0]?.name?.formatted_name ?? 'Contact';
    case 'order':
      return `Cart: ${wire.order?.product_items.length ?? 0} items`;
    default:
      return wire.type.replace(/^./, (first) => first.toUpperCase());
  }
}
