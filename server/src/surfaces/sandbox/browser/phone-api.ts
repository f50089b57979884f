/** The phone's way to the stand-in: calls, the live wire, and polling where the wire is cut. It draws nothing. */
import type { PersonAct, PhoneBubble, PhonePerson } from '../../../providers/messaging/whatsapp-cloud/phone.port.ts';
import type { BusinessCard, ChatRow } from '../phone/views.ts';

export type { BusinessCard, ChatRow, PersonAct, PhoneBubble, PhonePerson };
export type ChatAct = Exclude<PersonAct, { kind: 'media' }>;

export interface ChatDelta {
  readonly bubbles: readonly PhoneBubble[];
  readonly typing: boolean;
  readonly seq: number;
}

export interface MediaAct {
  readonly file: Blob;
  readonly type: 'image' | 'video' | 'audio' | 'document';
  readonly filename?: string;
  readonly caption?: string;
  readonly voice?: boolean;
}

export interface Product {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly price: number;
  readonly currency: string;
  readonly image: string | undefined;
  readonly available: boolean;
}

const base = '/sandbox/phone/api';

async function call<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(base + path, init);
  if (response.status === 204) return undefined as T;
  const answer = (await response.json().catch(() => ({}))) as { error?: { message?: string; details?: readonly { message: string }[] } };
  if (!response.ok) throw new Error(answer.error?.details?.[0]?.message ?? answer.error?.message ?? 'The sandbox does not answer.');
  return answer as T;
}

const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const chatPath = (personId: string, phoneNumberId: string): string =>
  `/people/${encodeURIComponent(personId)}/chats/${encodeURIComponent(phoneNumberId)}`;

export const api = {
  businesses: () => call<{ businesses: readonly BusinessCard[] }>('/businesses'),
  people: () => call<{ people: readonly PhonePerson[] }>('/people'),
  addPerson: (person: object) => call<{ person: PhonePerson }>('/people', json('POST', person)),
  changePerson: (id: string, change: object) => call<{ person: PhonePerson }>(`/people/${encodeURIComponent(id)}`, json('PATCH', change)),
  rows: (personId: string) => call<{ chats: readonly ChatRow[] }>(`/people/${encodeURIComponent(personId)}/chats`),
  chat: (personId: string, numberId: string, after: number) => call<ChatDelta>(`${chatPath(personId, numberId)}?after=${after}`),
  open: (personId: string, numberId: string) => call<void>(`${chatPath(personId, numberId)}/open`, { method: 'POST' }),
  act: (personId: string, numberId: string, act: ChatAct, after: number) =>
    call<{ id: string; chat: ChatDelta }>(`${chatPath(personId, numberId)}/acts?after=${after}`, json('POST', act)),
  send: (personId: string, numberId: string, { file, type, filename, caption, voice }: MediaAct) => {
    const query = new URLSearchParams({ type });
    if (filename) query.set('filename', filename.slice(0, 240));
    if (caption) query.set('caption', caption);
    if (voice) query.set('voice', 'true');
    const headers = { 'content-type': file.type || 'application/octet-stream' };
    return call<{ id: string }>(`${chatPath(personId, numberId)}/media?${query}`, { method: 'POST', headers, body: file });
  },
  products: async (catalogId: string): Promise<readonly Product[]> =>
    (await call<{ products: readonly Record<string, unknown>[] }>(`/products/${encodeURIComponent(catalogId)}`)).products.map(asProduct),
};

export const mediaUrl = (id: string): string => `${base}/media/${encodeURIComponent(id)}`;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function asProduct(item: Record<string, unknown>): Product {
  const [amount = '0', currency = 'INR'] = textOf(item['price']).split(' ');
  const images = item['image'] as readonly { url?: string }[] | undefined;
  const link = item['image_link'] ?? item['image_url'] ?? (Array.isArray(images) ? images[0]?.url : undefined);
  return {
    id: String(item['id'] ?? item['retailer_id']),
    title: String(item['title'] ?? item['name'] ?? item['id']),
    description: textOf(item['description']),
    price: Number(amount) || 0,
    currency: /^[A-Z]{3}$/.test(currency) ? currency : 'INR',
    image: typeof link === 'string' ? link : undefined,
    available: item['availability'] !== 'out of stock',
  };
}

type Listener = (personId: string | undefined, phoneNumberId: string | undefined) => void;

/**
 * Calls back with the chat that changed, or with nothing when anything may have. One stream a page; none while the page is hidden,
 * since a browser grants six connections to one address.
 */
export function watchChats(listener: Listener): void {
  let source: EventSource | undefined;
  let poll: number | undefined;
  let failures = 0;
  const listen = (): void => {
    source = new EventSource('/sandbox/phone/events');
    source.addEventListener('open', () => {
      failures = 0;
      stopPolling();
      listener(undefined, undefined);
    });
    source.addEventListener('chat', (event) => {
      const told = JSON.parse((event as MessageEvent<string>).data) as { personId: string; phoneNumberId: string };
      listener(told.personId, told.phoneNumberId);
    });
    source.addEventListener('error', () => {
      failures += 1;
      if (failures >= 2) startPolling();
      if (source?.readyState === EventSource.CLOSED) setTimeout(restart, 2_000);
    });
  };
  const startPolling = (): void => {
    poll ??= window.setInterval(() => listener(undefined, undefined), 1_500);
  };
  const stopPolling = (): void => {
    window.clearInterval(poll);
    poll = undefined;
  };
  const restart = (): void => {
    source?.close();
    if (!document.hidden) listen();
  };
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) return restart();
    source?.close();
    stopPolling();
  });
  window.addEventListener('pagehide', () => source?.close());
  listen();
}
