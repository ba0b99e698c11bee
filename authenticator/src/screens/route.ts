// Where one is, in the part of the address behind #: no server needs to know the app's pages, and a file:// or any folder will do.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { readAddress, type Address } from './address';

const hash = signal(location.hash);

addEventListener('hashchange', () => { hash.value = location.hash; });

export const route: ReadonlySignal<Address> = computed(() => readAddress(hash.value));

export function go(address: `#/${string}`): void {
  location.hash = address;
}
