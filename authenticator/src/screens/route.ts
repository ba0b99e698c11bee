// Where one is, in the part of the address behind #: no server needs to know the app's pages, and a file:// or any folder will do.
import { computed, type ReadonlySignal, signal } from '@preact/signals';

export interface Route {
  /** The first part: empty for the codes. */
  readonly name: string;
  /** The second part, such as the id of an entry; empty when there is none. */
  readonly id: string;
}

const hash = signal(location.hash);

addEventListener('hashchange', () => { hash.value = location.hash; });

export const route: ReadonlySignal<Route> = computed(() => readRoute(hash.value));

/** @param address `#/entry/ID` and the like; anything that is not such an address leads to the codes. */
export function readRoute(address: string): Route {
  const [, name = '', id = ''] = /^#\/([a-z]*)(?:\/([\w-]+))?$/.exec(address) ?? [];
  return { name, id };
}

export function go(address: `#/${string}`): void {
  location.hash = address;
}
