/** Nothing a person types becomes markup. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { html, raw, safeUrl } from './html.ts';

it('no text opens a tag, ends an attribute or starts an entity', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '`', '&', 'a', ' ', '/', '=') }), (text) => {
      const inside = html`${text}`.toString();
      expect(inside).not.toMatch(/[<>"'`]/);
      expect(inside).not.toMatch(/&(?!(?:amp|lt|gt|quot|#39|#96);)/);
      expect(html`<a title="${text}">${[text, html`<b>${text}</b>`]}</a>`.toString()).toBe(
        `<a title="${inside}">${inside}<b>${inside}</b></a>`,
      );
    }),
  );
});

it('nested markup and lists are kept, absent values write nothing', () => {
  const list = [1, 2].map((each) => html`<li>${each}</li>`);
  expect(html`<ul>${list}</ul>${false}${null}${undefined}${true}${7n}${raw('<hr>')}`.toString()).toBe('<ul><li>1</li><li>2</li></ul>7<hr>');
});

it('only addresses a browser may follow pass', () => {
  for (const good of ['/cart', '#top', 'https://x.example/a:b', 'mailto:a@b.example', 'tel:+911', 'page?x=1', '//x.example'])
    expect(safeUrl(good)).toBe(good);
  for (const bad of ['javascript:alert(1)', ' JaVaScript:1', 'java\nscript:1', '\u0001javascript:1', 'data:text/html,x', 'vbscript:x'])
    expect(safeUrl(bad)).toBe('#');
});
