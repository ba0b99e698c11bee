// Installs the app on the home screen. Chromium offers that to the page; Safari and Firefox only in their menus.
import { type ReadonlySignal, signal } from '@preact/signals';

/** Missing in TypeScript's DOM: https://wicg.github.io/manifest-incubations/#beforeinstallpromptevent-interface */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

let offer: BeforeInstallPromptEvent | null = null;
const offered = signal(false);
const standing = signal(matchMedia('(display-mode: standalone)').matches);

/** Whether `install()` can ask the person. */
export const installable: ReadonlySignal<boolean> = offered;
/** Whether the app runs as an installed one. */
export const installed: ReadonlySignal<boolean> = standing;

/** Asks the person. Each offer works once. */
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
  event.preventDefault(); // replaces the browser's own bar: the app asks at a suitable place
  offer = event as BeforeInstallPromptEvent;
  offered.value = true;
});
addEventListener('appinstalled', () => {
  withdraw();
  standing.value = true;
});
