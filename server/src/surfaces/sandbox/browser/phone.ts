/** The stage: up to three phones side by side, who holds them kept in the address, one live wire for all. */
import { bootOf, h, icon } from './dom.ts';
import { api, type BusinessCard, type PhonePerson, watchChats } from './phone-api.ts';
import { createDevice, type Device } from './phone-device.ts';

interface Boot {
  readonly people: readonly PhonePerson[];
  readonly businesses: readonly BusinessCard[];
}

const MOST = 3;
const stage = document.querySelector<HTMLElement>('#stage') ?? document.body;
const boot = bootOf<Boot>(stage);
const isEmbedded = stage.dataset['embed'] === '1';
let people = boot.people;
let businesses = boot.businesses;
let devices: Device[] = [];
const asked = new URLSearchParams(location.search);
/** Person → chat, in the order they stand. An address without chats opens the first shop. */
const held = new Map<string, string | undefined>(placesOf(asked.get('p')));

function placesOf(text: string | null): readonly (readonly [string, string | undefined])[] {
  const known = (text ?? '').split(',').flatMap((each) => {
    const [id = '', chat] = each.split(':');
    return people.some((person) => person.id === id) ? [[id, chat] as const] : [];
  });
  if (known.length > 0) return known.slice(0, isEmbedded ? 1 : MOST);
  const first = people.find((person) => person.id === 'asha') ?? people[0];
  return first ? [[first.id, businesses[0]?.phoneNumberId]] : [];
}

function remember(): void {
  const query = new URLSearchParams(location.search);
  for (const name of ['business', 'to']) query.delete(name);
  query.delete('text');
  query.set('p', [...held].map(([id, chat]) => (chat === undefined ? id : `${id}:${chat}`)).join(','));
  history.replaceState(null, '', `${location.pathname}?${query.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')}`);
}

function deviceOf(person: PhonePerson): Device {
  return createDevice({
    person,
    businesses: () => businesses,
    people: () => people,
    start: held.get(person.id),
    become: (next) => {
      if (!people.some((each) => each.id === next.id)) people = [...people, next];
      const entries = [...held].map(([id, chat]) => (id === person.id ? ([next.id, chat] as const) : ([id, chat] as const)));
      held.clear();
      for (const [id, chat] of entries) held.set(id, chat);
      draw();
    },
    changed: (next, said) => {
      people = people.map((each) => (each.id === next.id ? next : each));
      const at = devices.find((device) => device.personId === next.id)?.element.querySelector('.sheet-body')?.scrollTop ?? 0;
      draw();
      const device = devices.find((each) => each.personId === next.id);
      device?.settings(said);
      device?.element.querySelector('.sheet-body')?.scrollTo(0, at);
    },
    moved: (chat) => {
      held.set(person.id, chat);
      remember();
    },
    putAway:
      held.size > 1
        ? () => {
            held.delete(person.id);
            draw();
          }
        : undefined,
  });
}

function draw(): void {
  for (const device of devices) device.close();
  devices = [...held.keys()].flatMap((id) => {
    const person = people.find((each) => each.id === id);
    return person ? [deviceOf(person)] : [];
  });
  stage.replaceChildren(...devices.map((device) => device.element));
  stage.dataset['phones'] = String(devices.length);
  add.disabled = held.size >= MOST;
  tick();
  remember();
}

function addCustomer(): void {
  const next = people.find((person) => !held.has(person.id));
  if (!next || held.size >= MOST) return;
  held.set(next.id, businesses[0]?.phoneNumberId);
  draw();
  devices.at(-1)?.element.scrollIntoView({ inline: 'center', block: 'nearest' });
}

function tick(): void {
  const now = new Date();
  for (const device of devices) device.tick(now);
}

const add = h('button', { type: 'button', class: 'bar-button', onclick: addCustomer }, icon('plus', 18), 'Add a customer');
document.querySelector('#bar-end')?.append(add);
draw();
const chat = asked.get('business') ?? asked.get('to');
if (chat !== null || asked.has('text')) devices[0]?.openChat(chat ?? '', asked.get('text') ?? '');
setInterval(tick, 10_000);

let known = JSON.stringify(businesses);
watchChats((personId, phoneNumberId) => {
  for (const device of devices) if (personId === undefined || personId === device.personId) device.told(phoneNumberId);
  if (personId === undefined) void meetBusinesses();
});

/** Shops that connected since: the lists learn of them; the first one ever opens its chat. */
async function meetBusinesses(): Promise<void> {
  const now = (await api.businesses().catch(() => ({ businesses }))).businesses;
  if (JSON.stringify(now) === known) return;
  known = JSON.stringify(now);
  const first = businesses.length === 0;
  businesses = now;
  if (first) for (const id of held.keys()) held.set(id, now[0]?.phoneNumberId);
  if (first) draw();
  else for (const device of devices) device.told(undefined);
}
