/** The events a stand-in has told, with their exact bodies, so that they can be looked at and told again. It sends nothing. */

/** More than this many are not kept: nobody can ask for older ones. */
const KEPT = 5_000;

export interface EventLog<E extends { readonly id: string }> {
  add(event: E): void;
  find(id: string): E | undefined;
  /** Oldest first. */
  all(): readonly E[];
}

export function createEventLog<E extends { readonly id: string }>(): EventLog<E> {
  const events = new Map<string, E>();
  return {
    add: (event) => {
      events.set(event.id, event);
      if (events.size <= KEPT) return;
      const oldest = events.keys().next().value;
      if (oldest !== undefined) events.delete(oldest);
    },
    find: (id) => events.get(id),
    all: () => [...events.values()],
  };
}
