/** Where a person writes: text, emoji, files, places, contacts, a voice message, and the quote above it. It hands acts on and keeps none. */
import { h, icon, iconButton, refill } from './dom.ts';
import type { MediaAct } from './phone-api.ts';
import { emojiPanel } from './phone-choices.ts';

export interface ComposerWishes {
  readonly text: (text: string, quotes: string | undefined) => void;
  readonly media: (media: MediaAct) => void;
  readonly place: () => void;
  readonly contact: () => void;
}

export interface Composer {
  readonly element: HTMLElement;
  quote(id: string, who: string, words: string): void;
  begin(text: string): void;
  focus(): void;
}

export function createComposer(wishes: ComposerWishes): Composer {
  let quotes: string | undefined;
  const quoteBar = h('div', { class: 'quote-bar', hidden: true });
  const input = writingField();
  const go = h('button', { type: 'button', class: 'go' });
  const fit = (): void => {
    input.style.height = 'auto';
    if (input.isConnected) input.style.height = `${Math.min(input.scrollHeight, 132)}px`;
    const speaks = input.value.trim() === '' && recorder.canRecord;
    refill(go, icon(speaks ? 'mic' : 'send'));
    go.setAttribute('aria-label', speaks ? 'Record a voice message' : 'Send');
  };
  const recorder = createRecorder(wishes.media, (row) => {
    bar.hidden = row !== undefined;
    refill(recording, row);
  });
  const send = (): void => {
    const text = input.value.trim();
    if (text === '') return void (recorder.canRecord && recorder.start());
    input.value = '';
    wishes.text(text, quotes);
    unquote();
    fit();
    if (!matchMedia('(pointer: coarse)').matches) panels.show(undefined);
    input.focus({ preventScroll: true });
  };
  const unquote = (): void => {
    quotes = undefined;
    quoteBar.hidden = true;
  };
  const emoji = emojiPanel((each) => {
    input.setRangeText(each, input.selectionStart, input.selectionEnd, 'end');
    fit();
  });
  const panels = createPanels({ emoji, attach: attachPanel(wishes, () => panels.show(undefined)) });
  input.addEventListener('input', fit);
  onWriting(input, send, wishes.media);
  go.addEventListener('click', send);
  const field = h('div', { class: 'field' }, panels.smile, input, panels.clip);
  const bar = h('div', { class: 'compose-bar' }, field, go);
  const recording = h('div', { class: 'recording' });
  const element = h('div', { class: 'composer' }, quoteBar, bar, recording, panels.place);
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !panels.isOpen()) return;
    event.stopPropagation();
    panels.show(undefined);
    input.focus({ preventScroll: true });
  });
  fit();
  return {
    element,
    focus: () => input.focus({ preventScroll: true }),
    begin: (text) => {
      input.value = text;
      fit();
      input.focus({ preventScroll: true });
    },
    quote: (id, who, words) => {
      quotes = id;
      refill(quoteBar, h('span', { class: 'quote' }, h('b', {}, who), h('span', {}, words)), iconButton('close', 'Do not quote', unquote));
      quoteBar.hidden = false;
      input.focus({ preventScroll: true });
    },
  };
}

function writingField(): HTMLTextAreaElement {
  const looks = { rows: '1', placeholder: 'Message', 'aria-label': 'Message', enterkeyhint: 'send', maxlength: '4096', dir: 'auto' };
  return h('textarea', looks);
}

/** Enter sends, Shift+Enter breaks the line, a pasted file leaves as a file. */
function onWriting(input: HTMLTextAreaElement, send: () => void, media: (media: MediaAct) => void): void {
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  input.addEventListener('paste', (event) => {
    const file = event.clipboardData?.files[0];
    if (!file) return;
    event.preventDefault();
    media(asMedia(file));
  });
}

type Panel = 'emoji' | 'attach';

interface Panels {
  readonly place: HTMLElement;
  readonly smile: HTMLElement;
  readonly clip: HTMLElement;
  show(which: Panel | undefined): void;
  isOpen(): boolean;
}

/** What opens under the field, one at a time. */
function createPanels(contents: Readonly<Record<Panel, HTMLElement>>): Panels {
  let shown: Panel | undefined;
  const place = h('div', { class: 'under' });
  const turn = (which: Panel) => (): void => show(shown === which ? undefined : which);
  const smile = iconButton('smile', 'Emoji', turn('emoji'));
  const clip = iconButton('clip', 'Attach', turn('attach'));
  const show = (which: Panel | undefined): void => {
    shown = which;
    smile.setAttribute('aria-expanded', String(which === 'emoji'));
    clip.setAttribute('aria-expanded', String(which === 'attach'));
    refill(place, which !== undefined && contents[which]);
  };
  return { place, smile, clip, show, isOpen: () => shown !== undefined };
}

export function asMedia(file: File): MediaAct {
  const kind = file.type.split('/')[0];
  const type =
    kind === 'image' && /jpeg|png|webp|gif/.test(file.type)
      ? 'image'
      : kind === 'video'
        ? 'video'
        : kind === 'audio'
          ? 'audio'
          : 'document';
  return { file, type, filename: file.name };
}

/** For whoever has no file at hand. */
async function sample(send: (media: MediaAct) => void): Promise<void> {
  const answer = await fetch('/sandbox/phone/api/sample.pdf').catch(() => undefined);
  if (answer?.ok) send({ file: await answer.blob(), type: 'document', filename: 'Street fair leaflet.pdf' });
}

function attachPanel(wishes: ComposerWishes, done: () => void): HTMLElement {
  const file = (accept: string, asDocument: boolean): HTMLInputElement => {
    const input = h('input', {
      type: 'file',
      accept,
      hidden: true,
      onchange: () => {
        const chosen = input.files?.[0];
        input.value = '';
        done();
        if (chosen) wishes.media(asDocument ? { file: chosen, type: 'document', filename: chosen.name } : asMedia(chosen));
      },
    });
    return input;
  };
  const photo = file('image/jpeg,image/png,video/mp4', false);
  const paper = file('', true);
  const item = (name: Parameters<typeof icon>[0], words: string, deed: () => void): HTMLElement =>
    h('button', { type: 'button', class: `attach attach-${name}`, onclick: deed }, h('span', {}, icon(name)), words);
  const after = (deed: () => void) => (): void => {
    done();
    deed();
  };
  return h(
    'div',
    { class: 'attach-panel', role: 'group', 'aria-label': 'Attach' },
    item('picture', 'Photo', () => photo.click()),
    item('file', 'Document', () => paper.click()),
    item(
      'copy',
      'Sample PDF',
      after(() => void sample(wishes.media)),
    ),
    item('pin', 'Location', after(wishes.place)),
    item('person', 'Contact', after(wishes.contact)),
    photo,
    paper,
  );
}

/** A voice message from the machine's microphone, where the browser grants one. */
function createRecorder(
  send: (media: MediaAct) => void,
  show: (row: HTMLElement | undefined) => void,
): { readonly canRecord: boolean; start(): void } {
  const canRecord = 'MediaRecorder' in window && Boolean(navigator.mediaDevices);
  const start = async (): Promise<void> => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const machine = new MediaRecorder(stream);
    const parts: Blob[] = [];
    const time = h('time', {}, '0:00');
    const begun = Date.now();
    const clock = window.setInterval(() => {
      const seconds = Math.floor((Date.now() - begun) / 1000);
      time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    }, 250);
    let wanted = false;
    const finish = (keep: boolean) => (): void => {
      wanted = keep;
      machine.stop();
    };
    machine.addEventListener('dataavailable', (event) => parts.push(event.data));
    machine.addEventListener('stop', () => {
      window.clearInterval(clock);
      for (const track of stream.getTracks()) track.stop();
      show(undefined);
      if (wanted) send({ file: new Blob(parts, { type: machine.mimeType }), type: 'audio', voice: true });
    });
    show(
      h(
        'div',
        { class: 'compose-bar' },
        iconButton('close', 'Throw away', finish(false)),
        h('span', { class: 'field listening' }, h('i', {}), 'Recording', time),
        iconButton('send', 'Send the voice message', finish(true), { class: 'go' }),
      ),
    );
    machine.start();
  };
  return {
    canRecord,
    start: () => {
      start().catch(() => show(undefined));
    },
  };
}
