/** The front page's moving parts: frames that are loaded only where there is room for them, and the lamps of the stand-ins. */
import { h } from './dom.ts';

interface State {
  readonly name: string;
  readonly disturbed: boolean;
  readonly delivered: number;
  readonly waiting: number;
  readonly failed: number;
}

const stage = document.querySelector<HTMLElement>('#stage');
const roomy = matchMedia('(min-width: 1280px)');

/** Loaded once; kept when the window becomes narrow, so that nothing written is lost. */
function showFrames(): void {
  if (!stage || !roomy.matches || stage.childElementCount > 0) return;
  const frames = JSON.parse(stage.dataset['frames'] ?? '[]') as readonly (readonly [string, string, string])[];
  stage.append(...frames.map(([name, src, title]) => h('div', { class: `frame frame-${name}` }, h('iframe', { src, title }))));
}

async function readLamps(): Promise<void> {
  const answer = await fetch('/sandbox/state').catch(() => undefined);
  const { services } = answer?.ok ? ((await answer.json()) as { services: readonly State[] }) : { services: [] };
  for (const row of document.querySelectorAll<HTMLElement>('#lamps li')) {
    const state = services.find((each) => each.name === row.dataset['service']);
    const words = row.querySelector('.lamp-state');
    row.dataset['tone'] = state === undefined ? 'off' : state.disturbed ? 'disturbed' : state.failed > 0 ? 'failing' : 'calm';
    if (words) words.textContent = state === undefined ? 'No answer' : wordsOf(state);
  }
}

function wordsOf({ disturbed, delivered, waiting, failed }: State): string {
  const news = [delivered > 0 && `${delivered} delivered`, waiting > 0 && `${waiting} on the way`, failed > 0 && `${failed} failed`]
    .filter(Boolean)
    .join(', ');
  return [disturbed ? 'Disturbed' : 'Calm', news].filter(Boolean).join(' · ');
}

showFrames();
roomy.addEventListener('change', showFrames);
void readLamps();
setInterval(() => {
  if (!document.hidden) void readLamps();
}, 2_000);
