// Whether the browser may delete the app's data, and how the app notices a deletion.
import { type ReadonlySignal, signal } from '@preact/signals';

/** Best effort: the browser may delete the data when the disk is full or the app was unused for long. */
export type Persistence = 'unknown' | 'persistent' | 'best_effort';

const known = signal<Persistence>('unknown');
export const persistence: ReadonlySignal<Persistence> = known;

/** Reads the state without asking for anything. */
export async function learnPersistence(): Promise<Persistence> {
  const storage = navigator.storage as StorageManager | undefined;
  if (storage?.persisted) known.value = await storage.persisted() ? 'persistent' : 'best_effort';
  return known.value;
}

/**
 * Asks the browser to keep the data. Firefox asks the person, so call this after the person made something worth
 * keeping.
 */
export async function askToPersist(): Promise<Persistence> {
  const storage = navigator.storage as StorageManager | undefined;
  if (storage?.persist) known.value = await storage.persist() ? 'persistent' : 'best_effort';
  return known.value;
}

/**
 * Records that this browser once had a vault. Stored outside the database, because Chromium deletes only databases when
 * space is short. If a browser deletes both, the app looks new.
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
