/** Cuts long lists into pages of list rows: ten where that is all, else nine and a row that leads on. Pure. */

export const ROWS = 10;

export interface Page<T> {
  readonly items: readonly T[];
  /** 1-based, within what there is. */
  readonly page: number;
  readonly pages: number;
}

/** Rows a page asks of a long list, so that one is left for "more". */
export const PAGE_ROWS = ROWS - 1;

/** Page `page` of a list that is all there. `fixed` rows are shown on every page besides. */
export function pageOf<T>(items: readonly T[], page: number, fixed = 0): Page<T> {
  if (items.length + fixed <= ROWS) return { items, page: 1, pages: 1 };
  const size = PAGE_ROWS - fixed;
  const pages = Math.ceil(items.length / size);
  const at = clampPage(page, pages);
  return { items: items.slice((at - 1) * size, at * size), page: at, pages };
}

/** How many pages of nine `total` makes; one where ten rows hold it. */
export function pagesOf(total: number): number {
  return total <= ROWS ? 1 : Math.ceil(total / PAGE_ROWS);
}

export function clampPage(page: number, pages: number): number {
  return Math.min(Math.max(1, page), Math.max(1, pages));
}
