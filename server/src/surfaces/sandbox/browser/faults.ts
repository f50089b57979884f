/** The fault panel's moving parts: sliders a service, presets for all, and the live log of webhooks. It invents no state of its own. */

import type { Faults } from '../../../providers/simulation/simulator.port.ts';
import { bootOf, h, refill } from './dom.ts';

interface Service {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  faults: Faults;
}

interface Delivery {
  readonly service: string;
  readonly id: number;
  readonly at: string;
  readonly label: string;
  readonly path: string;
  readonly body: string;
  readonly outcome: string;
  readonly attempts: number;
  readonly status?: number;
  readonly repeated: boolean;
  readonly wrongSignature: boolean;
}

interface Knob {
  readonly name: keyof Faults;
  readonly title: string;
  readonly about: string;
  /** Most, in milliseconds; chances have none. */
  readonly waits?: number;
}

const groups: readonly { readonly title: string; readonly knobs: readonly Knob[] }[] = [
  {
    title: 'When the product calls it',
    knobs: [
      { name: 'answerDelayMs', title: 'Slow answers', about: 'Every call waits first', waits: 10_000 },
      { name: 'refuse500', title: 'Refuse', about: 'Answers 500, nothing was done' },
      { name: 'effectThen500', title: 'Do, then fail', about: 'It was done, and the answer is lost' },
    ],
  },
  {
    title: 'When it calls the product',
    knobs: [
      { name: 'webhookDelayMs', title: 'Late', about: 'Every webhook waits first', waits: 30_000 },
      { name: 'webhookRepeat', title: 'Repeat', about: 'Delivered twice' },
      { name: 'webhookReorder', title: 'Reorder', about: 'Held back behind the next' },
      { name: 'webhookDrop', title: 'Drop', about: 'Never sent' },
      { name: 'webhookWrongSignature', title: 'Wrong signature', about: 'Sent once more, forged' },
    ],
  },
];

const calm: Faults = {
  answerDelayMs: 0,
  refuse500: 0,
  effectThen500: 0,
  webhookDelayMs: 0,
  webhookRepeat: 0,
  webhookReorder: 0,
  webhookDrop: 0,
  webhookWrongSignature: 0,
};
const presets: readonly (readonly [string, Faults])[] = [
  ['Calm', calm],
  ['Bad network', { ...calm, answerDelayMs: 1_200, refuse500: 0.08, webhookDelayMs: 1_500, webhookRepeat: 0.15, webhookReorder: 0.15 }],
  [
    'Chaos',
    {
      answerDelayMs: 800,
      refuse500: 0.25,
      effectThen500: 0.15,
      webhookDelayMs: 1_000,
      webhookRepeat: 0.5,
      webhookReorder: 0.4,
      webhookDrop: 0.1,
      webhookWrongSignature: 0.3,
    },
  ],
];

const main = document.querySelector<HTMLElement>('#main') ?? document.body;
const cards = document.querySelector<HTMLElement>('#cards') ?? main;
const presetBar = document.querySelector<HTMLElement>('#presets') ?? main;
const log = document.querySelector<HTMLElement>('#log') ?? main;
const tally = document.querySelector<HTMLElement>('#tally') ?? main;
const empty = document.querySelector<HTMLElement>('#empty') ?? main;
const { services } = bootOf<{ services: Service[] }>(main);
const shows: (() => void)[] = [];

const words = (knob: Knob, value: number): string => {
  if (value === 0) return knob.waits ? 'none' : 'never';
  return knob.waits ? `${(value / 1_000).toFixed(1)} s` : `${Math.round(value * 100)} %`;
};

async function put(service: Service, change: Partial<Faults>): Promise<void> {
  service.faults = { ...service.faults, ...change };
  for (const show of shows) show();
  await fetch(`/sandbox/faults/api/${service.name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  });
}

function knobOf(service: Service, knob: Knob): HTMLElement {
  const most = knob.waits ?? 1;
  const value = h('output', {});
  const slider = h('input', {
    type: 'range',
    min: '0',
    max: String(most),
    step: String(most / 20),
    'aria-label': `${service.title}: ${knob.title}`,
  });
  const row = h(
    'label',
    { class: 'knob', title: knob.about },
    h('span', {}, h('b', {}, knob.title), h('small', {}, knob.about)),
    slider,
    value,
  );
  slider.addEventListener('input', () => {
    value.textContent = words(knob, slider.valueAsNumber);
  });
  slider.addEventListener('change', () => void put(service, { [knob.name]: slider.valueAsNumber }));
  shows.push(() => {
    const now = service.faults[knob.name];
    if (document.activeElement !== slider || slider.valueAsNumber !== now) slider.value = String(now);
    value.textContent = words(knob, now);
    slider.setAttribute('aria-valuetext', words(knob, now));
    slider.style.setProperty('--at', `${(now / most) * 100}%`);
    row.classList.toggle('on', now > 0);
  });
  return row;
}

const isCalm = (faults: Faults): boolean => Object.values(faults).every((value) => value === 0);

refill(
  cards,
  services.map((service) => {
    const lamp = h('span', { class: 'lamp' });
    shows.push(() => {
      const quiet = isCalm(service.faults);
      lamp.className = quiet ? 'lamp' : 'lamp bad';
      lamp.textContent = quiet ? 'Calm' : 'Disturbed';
    });
    return h(
      'section',
      { class: 'fault-card' },
      h('header', {}, h('div', {}, h('h2', {}, service.title), h('small', {}, service.about)), lamp),
      groups.map((group) => [h('h3', {}, group.title), group.knobs.map((knob) => knobOf(service, knob))]),
    );
  }),
);
refill(
  presetBar,
  presets.map(([title, faults]) => {
    const button = h('button', { type: 'button', onclick: () => void Promise.all(services.map((service) => put(service, faults))) }, title);
    shows.push(() =>
      button.setAttribute('aria-pressed', String(services.every((service) => JSON.stringify(service.faults) === JSON.stringify(faults)))),
    );
    return button;
  }),
);
for (const show of shows) show();

const outcomes: Readonly<Record<string, readonly [string, string]>> = {
  waiting: ['On its way', 'wait'],
  delivered: ['Delivered', 'good'],
  retrying: ['Trying again', 'wait'],
  failed: ['Failed', 'bad'],
  given_up: ['Given up', 'bad'],
  dropped: ['Dropped', 'bad'],
};
const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
let drawn = '';
let opened: string | undefined;

function rowsOf(delivery: Delivery, title: string): readonly HTMLElement[] {
  const key = `${delivery.service} ${delivery.id}`;
  const [outcome, tone] = outcomes[delivery.outcome] ?? [delivery.outcome, 'wait'];
  const marks = [delivery.repeated && 'twice', delivery.wrongSignature && 'forged first'].filter(Boolean).join(', ');
  const isOpen = opened === key;
  const toggle = h(
    'button',
    {
      type: 'button',
      'aria-expanded': String(isOpen),
      onclick: () => {
        opened = isOpen ? undefined : key;
        drawn = '';
        void refresh();
      },
    },
    delivery.label,
  );
  const row = h(
    'tr',
    {},
    h('td', { class: 'time' }, time.format(new Date(delivery.at))),
    h('td', {}, title),
    h('td', {}, toggle, marks ? h('small', {}, ` ${marks}`) : false),
    h('td', {}, h('span', { class: `tag ${tone}` }, outcome)),
    h('td', { class: 'number' }, delivery.status ?? '–'),
    h('td', { class: 'number' }, delivery.attempts),
  );
  if (!isOpen) return [row];
  return [
    row,
    h('tr', { class: 'detail' }, h('td', { colspan: '6' }, h('small', {}, `POST ${delivery.path}`), h('pre', {}, pretty(delivery.body)))),
  ];
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}

async function refresh(): Promise<void> {
  const answer = await fetch('/sandbox/faults/api').catch(() => undefined);
  if (!answer?.ok) return;
  const now = (await answer.json()) as { services: Service[]; deliveries: readonly Delivery[] };
  for (const service of services) service.faults = now.services.find((each) => each.name === service.name)?.faults ?? service.faults;
  for (const show of shows) show();
  const key = JSON.stringify(now.deliveries.map((each) => [each.service, each.id, each.outcome, each.attempts, each.status]));
  if (key === drawn) return;
  drawn = key;
  const title = new Map(services.map((each) => [each.name, each.title]));
  refill(
    log,
    now.deliveries.map((each) => rowsOf(each, title.get(each.service) ?? each.service)),
  );
  empty.hidden = now.deliveries.length > 0;
  const good = now.deliveries.filter((each) => each.outcome === 'delivered').length;
  tally.textContent = now.deliveries.length === 0 ? '' : `${good} of the last ${now.deliveries.length} delivered`;
}

void refresh();
setInterval(() => {
  if (!document.hidden) void refresh();
}, 1_000);
