/** The printer's page: its lamp and switches, the pages in its tray as they come out, and pairing where it has no key. */
import type { TrayAnswer } from '../printer/printer.routes.ts';
import { h, refill } from './dom.ts';

type Job = TrayAnswer['jobs'][number];

const by = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
const api = '/sandbox/printer/api';
const LOOK_MS = 600;
let drawnMachine = '';
const drawnJobs = new Map<string, string>();

async function call(path: string, init?: RequestInit): Promise<void> {
  const answer = await fetch(api + path, init).catch(() => undefined);
  if (!answer?.ok) return;
  const state = (await answer.json()) as TrayAnswer & { readonly problem?: string };
  drawMachine(state, state.problem);
  drawTray(state.jobs);
}

const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

function lampOf({ hasPower, isPaired, switches, jobs }: TrayAnswer): readonly [tone: string, words: string] {
  if (!isPaired) return ['off', 'Not paired with a shop'];
  if (!hasPower) return ['off', 'No power'];
  if (switches.offline) return ['off', 'Cable pulled'];
  if (switches.jammed) return ['bad', 'Paper jam'];
  if (switches.paperOut) return ['bad', 'Out of paper'];
  return jobs.some((job) => !job.isDone && job.problem === undefined) ? ['busy', 'Printing'] : ['good', 'Ready'];
}

function drawMachine(state: TrayAnswer, problem?: string): void {
  const key = JSON.stringify([state.isPaired, state.hasPower, state.switches, lampOf(state), state.lines, problem]);
  if (key === drawnMachine) return;
  const isFirst = drawnMachine === '';
  drawnMachine = key;
  const focused = document.activeElement?.id;
  const [tone, words] = lampOf(state);
  const code = document.querySelector<HTMLInputElement>('#pair-code')?.value ?? '';
  refill(
    by('machine'),
    h(
      'div',
      { class: 'machine-head' },
      h('i', { class: `light ${tone}`, 'aria-hidden': 'true' }),
      h('div', {}, h('b', {}, state.printer), h('span', { role: 'status' }, words)),
    ),
    h(
      'div',
      { class: 'switches' },
      toggle(
        'power',
        'Power',
        'Off cuts it in the middle of whatever it does.',
        state.hasPower,
        (on) => call('/power', json('PUT', { on })),
        !state.isPaired,
      ),
      toggle('paperOut', 'Out of paper', 'It waits until there is some.', state.switches.paperOut, (on) => turn({ paperOut: on })),
      toggle('jammed', 'Paper jam', 'The job stops; somebody must look what came out.', state.switches.jammed, (on) =>
        turn({ jammed: on }),
      ),
      toggle('offline', 'Cable pulled', 'The print program cannot ask it.', state.switches.offline, (on) => turn({ offline: on })),
    ),
    pairing(code, problem),
    state.lines.length > 0
      ? h(
          'details',
          { class: 'said', open: isFirst ? false : wasOpen() },
          h('summary', {}, 'What the print program says'),
          h('pre', {}, state.lines.join('\n')),
        )
      : false,
  );
  if (focused) document.getElementById(focused)?.focus();
}

const wasOpen = (): boolean => document.querySelector('.said')?.hasAttribute('open') ?? false;
const turn = (switches: object): Promise<void> => call('/switches', json('PUT', switches));

function toggle(id: string, title: string, about: string, on: boolean, act: (on: boolean) => Promise<void>, isOff = false): HTMLElement {
  const box = h('input', { id, type: 'checkbox', role: 'switch', checked: on, disabled: isOff });
  box.addEventListener('change', () => void act(box.checked));
  return h('label', { class: 'knob-row' }, h('span', {}, h('b', {}, title), h('small', {}, about)), box);
}

function pairing(typed: string, problem: string | undefined): HTMLElement {
  const input = h('input', {
    id: 'pair-code',
    value: typed,
    'aria-label': 'Pairing code',
    placeholder: 'ABCD-2345',
    autocomplete: 'off',
    maxlength: 20,
    required: true,
  });
  return h(
    'form',
    {
      class: 'pair-form',
      onsubmit: (event: Event) => {
        event.preventDefault();
        const code = input.value.trim();
        input.value = '';
        void call('/pair', json('POST', { code }));
      },
    },
    h('small', {}, 'Pair it with another shop: the code stands in the dashboard under Print, Printers.'),
    h('div', {}, input, h('button', { class: 'secondary' }, 'Pair')),
    problem ? h('p', { class: 'note bad', role: 'alert' }, problem) : false,
  );
}

function drawTray(jobs: readonly Job[]): void {
  const place = by('tray');
  if (jobs.length === 0) {
    drawnJobs.clear();
    refill(place, h('p', { class: 'empty' }, 'The tray is empty. A page falls in here a moment after it was paid.'));
    return;
  }
  if (drawnJobs.size === 0) refill(place);
  for (const key of drawnJobs.keys()) {
    if (jobs.some((job) => job.key === key)) continue;
    drawnJobs.delete(key);
    document.getElementById(`job-${key}`)?.remove();
  }
  // Newest first, and only what changed is drawn again: pictures would flicker.
  for (const job of jobs.toReversed()) {
    const now = JSON.stringify(job);
    if (drawnJobs.get(job.key) === now) continue;
    const card = jobCard(job);
    const old = document.getElementById(`job-${job.key}`);
    if (old) {
      keepPages(old, card);
      old.replaceWith(card);
    } else place.prepend(card);
    drawnJobs.set(job.key, now);
  }
}

/** Pages that are there already keep their element and so their picture. */
function keepPages(from: HTMLElement, to: HTMLElement): void {
  const fresh = [...to.querySelectorAll('.sheet-of-paper')];
  for (const [index, page] of [...from.querySelectorAll('.sheet-of-paper')].entries()) fresh[index]?.replaceWith(page);
}

const sidesWords = { one: 'one side', two_long_edge: 'both sides', two_short_edge: 'both sides, short edge' } as const;

function jobCard(job: Job): HTMLElement {
  const { ticket, pages, out } = job;
  const all = pages * ticket.copies;
  const colour = ticket.mode === 'bw' ? 'grey' : ticket.mode === 'color' ? 'colour' : `colour on ${ticket.color_pages ?? 'some pages'}`;
  const sheets = (ticket.sides === 'one' ? pages : Math.ceil(pages / 2)) * ticket.copies;
  const tone = job.isDone ? 'good' : job.problem === undefined ? 'wait' : 'bad';
  const word = job.isDone ? 'Printed' : (job.problem ?? `${out} of ${all} pages`);
  return h(
    'article',
    { class: 'printout', id: `job-${job.key}`, 'data-out': out },
    h('header', {}, h('b', {}, job.title), h('span', { class: `tag ${tone}` }, word)),
    h(
      'p',
      { class: 'quiet' },
      `${count(pages, 'page')} × ${count(ticket.copies, 'copy')} · ${ticket.paper} · ${colour} · ${sidesWords[ticket.sides]} · ${count(sheets, 'sheet')}`,
    ),
    h(
      'ol',
      { class: 'pages' },
      Array.from({ length: job.shown }, (_, index) =>
        h(
          'li',
          { class: 'sheet-of-paper' },
          h('img', { src: `/sandbox/printer/pages/${job.key}/${index + 1}`, alt: `Page ${index + 1}`, loading: 'lazy' }),
        ),
      ),
      pages > job.shown && out >= job.shown && job.isDone
        ? h('li', { class: 'more-pages' }, `and ${count(pages - job.shown, 'more page')}`)
        : false,
    ),
  );
}

function count(n: number, word: string): string {
  return `${n} ${n === 1 ? word : word.replace(/y$/, 'ie').concat('s')}`;
}

by('empty').addEventListener('click', () => void call('', { method: 'DELETE' }));
void call('');
setInterval(() => {
  if (!document.hidden) void call('');
}, LOOK_MS);
