/** Bells by name, for those who wait for one thing and should not look up at everything that is committed. Knows only this process. */
import { type Bell, createBell } from './bell.ts';

export interface HeardBell extends Pick<Bell, 'rings' | 'wait'> {
  /** Whoever listened stops, once. */
  close(): void;
}

export interface NamedBells {
  /** Nobody listens: nothing happens. */
  ring(name: string): void;
  /** Rings counted from now on. */
  listen(name: string): HeardBell;
}

export function createNamedBells(): NamedBells {
  const hung = new Map<string, { readonly bell: Bell; listeners: number }>();
  return {
    ring: (name) => hung.get(name)?.bell.ring(),
    listen(name) {
      const here = hung.get(name) ?? { bell: createBell(), listeners: 0 };
      here.listeners += 1;
      hung.set(name, here);
      return {
        get rings() {
          return here.bell.rings;
        },
        wait: here.bell.wait,
        close() {
          here.listeners -= 1;
          if (here.listeners === 0) hung.delete(name);
        },
      };
    },
  };
}
