// The other windows of the app in this browser: what is told to them, and how only one of them changes things at a time.

export interface Tabs<Word extends string> {
  /** Reaches every other window, not this one. */
  tell(word: Word): void;
  hear(listener: (word: Word) => void): void;
  /** Runs while no other window runs the same. Where the browser has no locks, it just runs: the database still refuses whoever is second. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

export function openTabs<Word extends string>(name: string): Tabs<Word> {
  const channel = new BroadcastChannel(name);
  return {
    tell: word => channel.postMessage(word),
    hear: listener => channel.addEventListener('message', event => listener(event.data as Word)),
    alone: <T>(work: () => Promise<T>) => {
      const locks = navigator.locks as LockManager | undefined;
      return locks ? locks.request(name, work) as Promise<T> : work();
    },
  };
}
