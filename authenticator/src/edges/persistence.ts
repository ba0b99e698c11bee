// Whether the browser may throw away what the app keeps, and how it is noticed that it did.
import { type ReadonlySignal, signal } from '@preact/signals';

/** Best effort: the browser may delete it when the disk is full, or when the app was not used for long. */
export type Persistence = 'unknown' | 'persistent' | 'best_effort';

const known = signal<Persistence>('unknown');
export const persistence: ReadonlySignal<Persistence> = known;

/** Learns it without asking for anything. */
export async function learnPersistence(): Promise<Persistence> {
  const storage = navigator.storage as StorageManager | undefined;
  if (storage?.persisted) known.value = await storage.persisted() ? 'persistent' : 'best_effort';
  return known.value;
}

/** Asks the browser to keep it. Firefox asks the person, so call it after something was made that is worth keeping. */
export async function askToPersist(): Promise<Persistence> {
  const storage = navigator.storage as StorageManager | undefined;
  if (storage?.persist) known.value = await storage.persist() ? 'persistent' : 'best_effort';
  return known.value;
}

/**
 * Says that this browser once had a vault. It lies outside the database: Chromium, short of space, deletes databases and leaves this.
 * Where a browser deletes both together, the app can only look new.
 */
export interface Marker {
  isSet(): boolean;
  set(): void;
  clear(): void;
}

export function vaultMarker(name: string): Marker {
  return {
    isSet: () => localStorage.getItem(name) !== null,
    set: () => localStorage.setItem(name, 'kept'),
    clear: () => localStorage.removeItem(name),
  };
}
