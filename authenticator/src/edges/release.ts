// The service worker. It keeps the whole app on the device after the first visit. A new release waits until the person
// accepts it.
import { type ReadonlySignal, signal } from '@preact/signals';
import { Workbox } from 'workbox-window';

const ASKED_EVERY = 60 * 60 * 1_000; // ms
const LOOKED_AT_EVERY = 60 * 1_000; // ms

const waiting = signal(false);
const ready = signal(false);
let worker: Workbox | null = null;
let taking = false;

/** A new release is on the device and waits for the person. */
export const updateWaiting: ReadonlySignal<boolean> = waiting;
/** The app opens without a network from now on. */
export const worksOffline: ReadonlySignal<boolean> = ready;

/** Called after the page has loaded, so that storing the app never delays showing it. */
export async function watchReleases(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const workbox = new Workbox(new URL('sw.js', document.baseURI).href);
  worker = workbox;
  workbox.addEventListener('waiting', () => { waiting.value = true; });
  // Another window activated the release. This window still runs the old page, whose files are gone. A hidden window
  // reloads at once, a visible one asks.
  workbox.addEventListener('controlling', event => {
    if (taking || (event.isUpdate && document.visibilityState === 'hidden')) location.reload();
    else if (event.isUpdate) waiting.value = true;
  });
  let registration: ServiceWorkerRegistration | undefined;
  try {
    registration = await workbox.register();
  } catch {
    return; // a private window, or storage is forbidden: the app works, and `worksOffline` stays false
  }
  if (!registration) return;
  const registered = registration;
  void navigator.serviceWorker.ready.then(() => { ready.value = true; });
  let askedAt = performance.now();
  const ask = (): void => {
    if (!navigator.onLine || document.visibilityState === 'hidden' || performance.now() - askedAt < ASKED_EVERY) return;
    askedAt = performance.now();
    // The network is gone after all. The next look is an hour away, and nothing is lost.
    registered.update().catch(() => undefined);
  };
  setInterval(ask, LOOKED_AT_EVERY);
  document.addEventListener('visibilitychange', ask);
}

/** Reloads the page with the new release. This locks the vault. */
export async function takeUpdate(): Promise<void> {
  taking = true;
  const registration = await navigator.serviceWorker.getRegistration(document.baseURI);
  if (registration?.waiting) worker?.messageSkipWaiting();
  else location.reload();
}
