/** Counts what is under way, so that somebody can wait until nothing is. */

export interface UnderWay {
  begin(count?: number): void;
  end(): void;
  /** Resolves at once where nothing is under way. */
  settled(): Promise<void>;
}

export function createUnderWay(): UnderWay {
  let count = 0;
  let waiting: (() => void)[] = [];
  return {
    begin: (more = 1) => {
      count += more;
    },
    end: () => {
      count -= 1;
      if (count > 0) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    },
    settled: async () => {
      if (count > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}
