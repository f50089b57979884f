/** What stands in the address of the list of returns. Pure. */
export const returnStates = ['asked', 'approved', 'receiving', 'received', 'refunded', 'declined', 'closed'] as const;
export type ReturnState = (typeof returnStates)[number];

export interface ReturnsSearch {
  readonly state?: ReturnState;
  readonly page?: number;
}

export function readReturnsSearch(raw: Record<string, unknown>): ReturnsSearch {
  const state = returnStates.find((each) => each === raw['state']);
  const page = Number(raw['page']);
  return { ...(state === undefined ? {} : { state }), ...(Number.isInteger(page) && page > 1 ? { page } : {}) };
}
