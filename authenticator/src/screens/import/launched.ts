// Files of the formats that the manifest names can be opened with this app from the device's own file list, where the browser offers that.
import { loadFile } from './given-file';
import { handOverFile } from './handed-over';

/** File Handling API (WICG); the DOM library has no types for it. */
interface LaunchQueue { setConsumer(act: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void }

/** Waits for files with which the app was opened. A locked vault is opened first: the file waits. */
export function takeLaunchedFiles(): void {
  const queue = (globalThis as { launchQueue?: LaunchQueue }).launchQueue;
  queue?.setConsumer(launch => {
    const [handle, ...rest] = launch.files;
    if (handle) void open(handle, rest.map(({ name }) => name));
  });
}

async function open(handle: FileSystemFileHandle, left: readonly string[]): Promise<void> {
  const file = await loadFile(await handle.getFile());
  // What cannot be loaded is chosen again by hand on the screen that opens, which then says why.
  if (typeof file === 'object') handOverFile(file, left);
  else location.hash = '#/import';
}
