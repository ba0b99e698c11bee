// Opens files from the device's own file list, for the formats in the manifest, where the browser offers that.
import { loadFile } from './given-file';
import { handOverFile } from './handed-over';

/** File Handling API (WICG); the DOM library lacks its types. */
interface LaunchQueue { setConsumer(act: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void }

/** Waits for files with which the app is opened. A file waits until the vault is unlocked. */
export function takeLaunchedFiles(): void {
  const queue = (globalThis as { launchQueue?: LaunchQueue }).launchQueue;
  queue?.setConsumer(launch => {
    const [handle, ...rest] = launch.files;
    if (handle) void open(handle, rest.map(({ name }) => name));
  });
}

async function open(handle: FileSystemFileHandle, left: readonly string[]): Promise<void> {
  const file = await loadFile(await handle.getFile());
  // A file that cannot be loaded is chosen again by hand on the import screen, which says why.
  if (typeof file === 'object') handOverFile(file, left);
  else location.hash = '#/import';
}
