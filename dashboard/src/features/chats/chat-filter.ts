/** What of the chats is shown, as it stands in the address. Pure. */

export interface ChatFilter {
  readonly mode?: 'waiting' | 'human' | 'bot';
  readonly search?: string;
  readonly page?: number;
  /** Words that wait in the answer's field. */
  readonly say?: string;
}

const modes = ['waiting', 'human', 'bot'] as const;

export function filterOf(given: Record<string, unknown>): ChatFilter {
  const mode = modes.find((each) => each === given['mode']);
  const search = typeof given['search'] === 'string' && given['search'] !== '' ? given['search'] : undefined;
  const page = Number(given['page']);
  const say = typeof given['say'] === 'string' ? given['say'] : undefined;
  return {
    ...(mode ? { mode } : {}),
    ...(search ? { search } : {}),
    ...(Number.isInteger(page) && page > 1 ? { page } : {}),
    ...(say ? { say } : {}),
  };
}
