/** The courier's map as a honeycomb of states laid out like the country, the PIN prefixes of one state, and the parcels. */

import type { ParcelView } from '../courier/courier.routes.ts';
import { h, icon, refill, svg } from './dom.ts';

interface District {
  readonly prefix: string;
  readonly city: string;
  readonly state: string;
  served: boolean;
}

/** State → short name, column and row of the honeycomb; odd rows stand half a cell to the right. */
const cells: Readonly<Record<string, readonly [string, number, number]>> = {
  'Jammu and Kashmir': ['JK', 3, 0],
  Ladakh: ['LA', 4, 0],
  Punjab: ['PB', 2, 1],
  Chandigarh: ['CH', 3, 1],
  'Himachal Pradesh': ['HP', 4, 1],
  Haryana: ['HR', 3, 2],
  Delhi: ['DL', 4, 2],
  Uttarakhand: ['UK', 5, 2],
  Rajasthan: ['RJ', 2, 3],
  'Uttar Pradesh': ['UP', 3, 3],
  Bihar: ['BR', 4, 3],
  Sikkim: ['SK', 5, 3],
  Assam: ['AS', 7, 3],
  'Arunachal Pradesh': ['AR', 8, 3],
  Gujarat: ['GJ', 2, 4],
  'Madhya Pradesh': ['MP', 3, 4],
  Chhattisgarh: ['CG', 4, 4],
  Jharkhand: ['JH', 5, 4],
  'West Bengal': ['WB', 6, 4],
  Meghalaya: ['ML', 7, 4],
  Nagaland: ['NL', 8, 4],
  Manipur: ['MN', 9, 4],
  Maharashtra: ['MH', 2, 5],
  Telangana: ['TS', 3, 5],
  Odisha: ['OD', 4, 5],
  Tripura: ['TR', 7, 5],
  Mizoram: ['MZ', 8, 5],
  Goa: ['GA', 2, 6],
  Karnataka: ['KA', 3, 6],
  'Andhra Pradesh': ['AP', 4, 6],
  Kerala: ['KL', 2, 7],
  'Tamil Nadu': ['TN', 3, 7],
  Puducherry: ['PY', 4, 7],
  Lakshadweep: ['LD', 1, 8],
  'Andaman and Nicobar Islands': ['AN', 8, 8],
};
const SIZE = 31;
const WIDE = SIZE * Math.sqrt(3);

const by = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
let districts: District[] = [];
let chosen = 'Karnataka';

async function call<T>(path: string, init?: RequestInit): Promise<T | undefined> {
  const answer = await fetch(`/sandbox/courier/api${path}`, init).catch(() => undefined);
  return answer?.ok && answer.status !== 204 ? ((await answer.json()) as T) : undefined;
}

const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

function drawMap(): void {
  const states = Map.groupBy(districts, (each) => each.state);
  const drawn = [...states].flatMap(([state, list]) => {
    const cell = cells[state];
    if (!cell) return [];
    const [short, column, row] = cell;
    const x = (column + (row % 2 === 1 ? 0.5 : 0)) * WIDE;
    const y = row * SIZE * 1.5 + SIZE + 4;
    const served = list.filter((each) => each.served).length;
    const tone = served === list.length ? 'all' : served === 0 ? 'none' : 'some';
    const points = Array.from({ length: 6 }, (_, index) => {
      const angle = (Math.PI / 180) * (60 * index - 30);
      return `${(x + (SIZE - 2) * Math.cos(angle)).toFixed(1)},${(y + (SIZE - 2) * Math.sin(angle)).toFixed(1)}`;
    }).join(' ');
    const choose = (): void => {
      chosen = state;
      drawAll();
      document.querySelector<SVGElement>(`[data-state="${state}"]`)?.focus();
    };
    const hex = svg(
      'g',
      {
        class: `hex ${tone}${state === chosen ? ' chosen' : ''}`,
        tabindex: 0,
        role: 'button',
        'aria-pressed': String(state === chosen),
        'aria-label': `${state}: ${served} of ${list.length} districts served`,
        'data-state': state,
      },
      svg('polygon', { points, 'stroke-linejoin': 'round' }),
      svg('text', { x, y: y + 1, class: 'hex-name' }, short),
      svg('text', { x, y: y + 14, class: 'hex-count' }, served === list.length ? String(list.length) : `${served}/${list.length}`),
      svg('title', {}, state),
    );
    hex.addEventListener('click', choose);
    hex.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      choose();
    });
    return [hex];
  });
  refill(
    by('map'),
    svg(
      'svg',
      { viewBox: `${WIDE * 0.3} 0 ${WIDE * 9.4} ${SIZE * 14.4}`, class: 'honeycomb', role: 'group', 'aria-label': 'Map of India by state' },
      ...drawn,
    ),
  );
}

function drawZone(): void {
  const list = districts.filter((each) => each.state === chosen);
  const served = list.filter((each) => each.served).length;
  const set = async (prefixes: readonly string[], wanted: boolean): Promise<void> => {
    for (const each of districts) if (prefixes.includes(each.prefix)) each.served = wanted;
    drawAll();
    await call('/served', json('PUT', { prefixes, served: wanted }));
  };
  const whole = h(
    'button',
    {
      type: 'button',
      class: 'secondary',
      onclick: () =>
        void set(
          list.map((each) => each.prefix),
          served < list.length,
        ),
    },
    served < list.length ? 'Serve all of it' : 'Serve none of it',
  );
  refill(
    by('zone'),
    h('header', {}, h('div', {}, h('h2', {}, chosen), h('small', {}, `${served} of ${list.length} districts served`)), whole),
    h(
      'ul',
      { class: 'districts' },
      list.map((each) => {
        const box = h('input', {
          type: 'checkbox',
          role: 'switch',
          checked: each.served,
          'aria-label': `Serve ${each.city}, ${each.prefix}`,
        });
        box.addEventListener('change', () => void set([each.prefix], box.checked));
        return h('li', {}, h('label', {}, h('span', {}, h('b', {}, each.city), h('small', {}, each.prefix.padEnd(6, '·'))), box));
      }),
    ),
  );
}

function drawAll(): void {
  const at = document.querySelector('.districts')?.scrollTop ?? 0;
  const focus = document.activeElement?.getAttribute('aria-label');
  drawMap();
  drawZone();
  const list = document.querySelector('.districts');
  if (list) list.scrollTop = at;
  if (focus)
    [...document.querySelectorAll<HTMLElement>('#zone [aria-label]')].find((each) => each.getAttribute('aria-label') === focus)?.focus();
}

let drawnParcels = '';
function drawParcels(parcels: readonly ParcelView[]): void {
  const key = JSON.stringify(parcels);
  if (key === drawnParcels) return;
  drawnParcels = key;
  if (parcels.length === 0) {
    refill(
      by('parcels'),
      h(
        'p',
        { class: 'empty' },
        'No parcel yet. Pay for an order with delivery on ',
        h('a', { href: '/sandbox/phone' }, 'the phone'),
        ', ship it in ',
        h('a', { href: '/app' }, 'the dashboard'),
        ', and it shows here.',
      ),
    );
    return;
  }
  refill(by('parcels'), parcels.map(parcelCard));
}

function parcelCard(parcel: ParcelView): HTMLElement {
  const press = (path: string, body?: unknown) => (): void => {
    void call<{ parcels: readonly ParcelView[] }>(
      `/parcels/${encodeURIComponent(parcel.awb)}/${path}`,
      body === undefined ? { method: 'POST' } : json('POST', body),
    ).then((answer) => answer && drawParcels(answer.parcels));
  };
  return h(
    'article',
    { class: 'parcel' },
    h(
      'header',
      {},
      h('div', {}, h('b', {}, parcel.to), h('small', {}, parcel.place)),
      h('span', { class: `tag ${toneOf(parcel.state)}` }, parcel.status),
    ),
    h('p', { class: 'quiet cut' }, parcel.items),
    h(
      'p',
      { class: 'parcel-facts' },
      `${parcel.reference}${parcel.awb ? ` · ${parcel.awb}` : ''}${parcel.courier ? ` · ${parcel.courier}` : ''}${parcel.cashOnDelivery ? ' · cash on delivery' : ''}`,
    ),
    parcel.history.length > 0
      ? h(
          'ol',
          { class: 'trail' },
          parcel.history.slice(-4).map((each) => h('li', {}, each.status, h('small', {}, ` ${each.at.slice(11, 16)} ${each.place}`))),
        )
      : false,
    parcel.moves.length > 0
      ? h(
          'div',
          { class: 'moves' },
          parcel.moves.map(({ status, title }, index) =>
            h('button', { type: 'button', class: index === 0 ? 'primary' : 'secondary', onclick: press('move', { status }) }, title),
          ),
          h(
            'button',
            {
              type: 'button',
              class: 'round',
              'aria-label': 'Tell the last step again',
              title: 'Tell the last step again',
              onclick: press('repeat'),
            },
            icon('swap', 20),
          ),
        )
      : false,
  );
}

function toneOf(state: string): string {
  if (state === 'delivered') return 'good';
  return ['lost', 'returned', 'cancelled', 'attempt_failed', 'pickup_problem', 'returning'].includes(state) ? 'bad' : 'wait';
}

const pin = by<HTMLInputElement>('pin');
pin.addEventListener('input', () => void lookUp());

async function lookUp(): Promise<void> {
  const answer = by('pin-answer');
  answer.className = '';
  refill(answer);
  if (!/^\d{6}$/.test(pin.value)) return;
  const asked = pin.value;
  const found = await call<{ known: boolean; served: boolean; city?: string; state?: string }>(`/pins/${asked}`);
  if (!found || pin.value !== asked) return;
  answer.className = found.served ? 'good' : 'bad';
  refill(answer, found.known ? `${found.served ? 'Yes' : 'No'}: ${found.city}, ${found.state}` : 'There is no such PIN code');
  if (found.state === undefined || found.state === chosen) return;
  chosen = found.state;
  drawAll();
}
by('pin-form').addEventListener('submit', (event) => event.preventDefault());

async function refresh(): Promise<void> {
  const now = await call<{ districts: District[]; parcels: readonly ParcelView[] }>('');
  if (!now) return;
  if (JSON.stringify(now.districts) !== JSON.stringify(districts)) {
    districts = now.districts;
    drawAll();
  }
  drawParcels(now.parcels);
}

void refresh();
setInterval(() => {
  if (!document.hidden) void refresh();
}, 2_000);
