// The app on the device's own home screen. Chromium offers it to the page; Safari and Firefox have it in their menus only.
import { type ReadonlySignal, signal } from '@preact/signals';

/** Not yet in TypeScript's DOM: https://wicg.github.io/manifest-incubations/#beforeinstallpromptevent-interface */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

let offer: BeforeInstallPromptEvent | null = null;
const offered = signal(false);
const standing = signal(matchMedia('(display-mode: standalone)').matches);

/** Whether `install()` can ask. */
export const installable: ReadonlySignal<boolean> = offered;
/** Whether it runs as an installed app. */
export const installed: ReadonlySignal<boolean> = standing;

/** Asks the person. An offer can be used once. */
export async function install(): Promise<'accepted' | 'dismissed' | 'unavailable'> {
  if (!offer) return 'unavailable';
  const used = offer;
  withdraw();
  return (await used.prompt()).outcome;
}

function withdraw(): void {
  offer = null;
  offered.value = false;
}

addEventListener('beforeinstallprompt', event => {
  event.preventDefault(); // no bar of the browser's own: the app asks where it is not in the way
  offer = event as BeforeInstallPromptEvent;
  offered.value = true;
});
addEventListener('appinstalled', () => {
  withdraw();
  standing.value = true;
});
