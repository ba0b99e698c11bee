// The service worker: it keeps the whole app on the device after the first visit, and a new release waits until the person takes it.
import { type ReadonlySignal, signal } from '@preact/signals';
import { Workbox } from 'workbox-window';

const ASKED_EVERY = 60 * 60 * 1_000; // ms
const LOOKED_AT_EVERY = 60 * 1_000; // ms

const waiting = signal(false);
const ready = signal(false);
let worker: Workbox | null = null;
let taking = false;

/** A new release is on the device and waits. */
export const updateWaiting: ReadonlySignal<boolean> = waiting;
/** The app opens without a network from now on. */
export const worksOffline: ReadonlySignal<boolean> = ready;

/** Begins once the page has loaded, so that keeping the app never delays showing it. */
export async function watchReleases(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const workbox = new Workbox(new URL('sw.js', document.baseURI).href);
  worker = workbox;
  workbox.addEventListener('waiting', () => { waiting.value = true; });
  // Another window took the release: this one still runs the old page, whose files are gone. Out of sight it changes over at once, in sight it asks.
  workbox.addEventListener('controlling', event => {
    if (taking || (event.isUpdate && document.visibilityState === 'hidden')) location.reload();
    else if (event.isUpdate) waiting.value = true;
  });
  let registration: ServiceWorkerRegistration | undefined;
  try {
    registration = await workbox.register();
  } catch {
    return; // a private window, or storage forbidden: the app works, and `worksOffline` says that it needs the network
  }
  if (!registration) return;
  const registered = registration;
  void navigator.serviceWorker.ready.then(() => { ready.value = true; });
  let askedAt = performance.now();
  const ask = (): void => {
    if (!navigator.onLine || document.visibilityState === 'hidden' || performance.now() - askedAt < ASKED_EVERY) return;
    askedAt = performance.now();
    registered.update().catch(() => undefined); // no network after all: the next look is an hour away, and nothing is lost
  };
  setInterval(ask, LOOKED_AT_EVERY);
  document.addEventListener('visibilitychange', ask);
}

/** Loads the page again with the new release. The vault is locked afterwards. */
export async function takeUpdate(): Promise<void> {
  taking = true;
  const registration = await navigator.serviceWorker.getRegistration(document.baseURI);
  if (registration?.waiting) worker?.messageSkipWaiting();
  else location.reload();
}
