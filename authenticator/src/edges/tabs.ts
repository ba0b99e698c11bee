// The other windows of the app in this browser: sends messages to them, and lets only one window change things at a
// time.

export interface Tabs<Word extends string> {
  /** Reaches every other window, not this one. */
  tell(word: Word): void;
  hear(listener: (word: Word) => void): void;
  /**
   * Runs while no other window runs the same. Without locks in the browser the work runs at once: the database still
   * refuses the second window.
   */
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
