// The current screen, in the part of the address after #: no server needs to know the app's pages, and any folder or
// file:// works.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { readAddress, type Address } from './address';

const hash = signal(location.hash);

addEventListener('hashchange', () => { hash.value = location.hash; });

export const route: ReadonlySignal<Address> = computed(() => readAddress(hash.value));

export function go(address: `#/${string}`): void {
  location.hash = address;
}
