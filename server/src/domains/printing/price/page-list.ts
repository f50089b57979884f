/** Lists of pages as people write them: `1,3-5`. Pure. */

/** The pages, each once, in order; undefined when one of them is not in the file or a range runs backwards. */
export function readPageList(text: string, pages: number): readonly number[] | undefined {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?$/.exec(part);
    if (!match) return undefined;
    const from = Number(match[1]);
    const to = match[2] === undefined ? from : Number(match[2]);
    if (from < 1 || to < from || to > pages) return undefined;
    for (let page = from; page <= to; page += 1) found.add(page);
  }
  return [...found].toSorted((a, b) => a - b);
}

/** `1,3-5` of [1, 3, 4, 5]. */
export function writePageList(pages: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const page of pages) {
    const last = parts.at(-1);
    if (last && page === last[1] + 1) last[1] = page;
    else parts.push([page, page]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}
