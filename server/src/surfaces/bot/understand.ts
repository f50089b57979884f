/** From what the customer sent, and the step that waits, to what they mean. Pure: reads no table, calls nobody. */
import type { StoredDialog } from '../../domains/conversations/index.ts';
import type { Heard, Understood } from './dialog.ts';
import { menuDialog } from './dialogs/menu.dialog.ts';
import { shopDialog } from './dialogs/shop.dialog.ts';
import { answer, hear, readId } from './registry.ts';
import { meaningOf, plainWords } from './words.ts';

export interface Hearing {
  readonly content: Heard;
  readonly aboutProduct?: string | undefined;
  /** Already recognised. */
  readonly state: StoredDialog | undefined;
}

export interface Reading {
  readonly understood: Understood;
  /** id: pressed, or typed exactly · word: one of the known words · free: anything else · event: ours, not the customer's. */
  readonly by: 'id' | 'word' | 'free' | 'event';
}

/** Undefined where silence is the right answer (reactions, edits, withdrawn messages). */
export function understand(hearing: Hearing): Reading | undefined {
  const { content, state } = hearing;
  switch (content.kind) {
    case 'event': {
      const understood = hear(content);
      return understood && { understood, by: 'event' };
    }
    case 'choice':
      return pressed(content.id, content.title);
    case 'text':
      return typed(content.text, hearing);
    case 'welcome':
      return { understood: menuDialog.mean({ do: 'hello' }), by: 'word' };
    case 'reaction':
    case 'edit':
    case 'revoke':
      return undefined;
    default: {
      const { aboutProduct } = hearing;
      if (aboutProduct !== undefined && content.kind === 'media')
        return { understood: shopDialog.mean({ do: 'about', retailerId: aboutProduct, text: content.caption ?? '' }), by: 'free' };
      const why = content.kind === 'media' ? 'media' : 'other';
      return { understood: answer(state, content) ?? hear(content) ?? menuDialog.mean({ do: 'unclear', why }), by: 'free' };
    }
  }
}

/** A button of a template may carry no id of ours, only its words. */
function pressed(id: string, title: string): Reading {
  const understood = readId(id);
  if (understood) return { understood, by: 'id' };
  return byWord(id) ?? byWord(title) ?? { understood: menuDialog.mean({ do: 'stale' }), by: 'free' };
}

function typed(text: string, { content, aboutProduct, state }: Hearing): Reading {
  const exact = readId(text);
  if (exact) return { understood: exact, by: 'id' };
  const brought = readId(`cart.join:${/^cart\s+(\S+)$/i.exec(text.trim())?.[1] ?? ''}`);
  if (brought) return { understood: brought, by: 'id' };
  if (aboutProduct !== undefined) return { understood: shopDialog.mean({ do: 'about', retailerId: aboutProduct, text }), by: 'free' };
  const word = byWord(text);
  if (word) return word;
  const expected = answer(state, content);
  if (expected) return { understood: expected, by: 'free' };
  if (plainWords(text) === '') return { understood: menuDialog.mean({ do: 'unclear', why: 'text' }), by: 'free' };
  return { understood: shopDialog.mean(searchFor(text)), by: 'free' };
}

function byWord(text: string): Reading | undefined {
  const meaning = meaningOf(text);
  if (meaning === undefined) return undefined;
  if (meaning.id === 'hello')
    return { understood: menuDialog.mean(meaning.greeting ? { do: 'hello', greeting: meaning.greeting } : { do: 'hello' }), by: 'word' };
  const understood = readId(meaning.id);
  return understood && { understood, by: 'word' };
}

function searchFor(text: string): { readonly do: 'search'; readonly query: string; readonly page: number } {
  return { do: 'search', query: searchText(text), page: 1 };
}

/** Short enough to travel in the id of a "more" row. */
export function searchText(text: string): string {
  return Array.from(text.replace(/[\s\p{Cc}]+/gu, ' ').trim())
    .slice(0, 60)
    .join('');
}
