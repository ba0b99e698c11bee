// Files that leave the app, and what is known of them afterwards.

export interface TextFile {
  readonly name: string;
  readonly text: string;
  readonly type: 'application/json' | 'text/plain';
}

/**
 * - `kept`: it lies where the person chose, and reads back as it was written; `differs`: it does not.
 * - `not_kept`: the person cancelled, or the device did not let it be written there.
 * - `handed_over`: as a download. Browsers do not say whether a file came of it: a person can refuse where they ask, and some phones drop it.
 * - `press_again`: browsers ask for a place only within moments of a press, and that was too long ago.
 */
export type Saved = 'kept' | 'differs' | 'not_kept' | 'handed_over' | 'press_again';

/** File System Access (WICG); the DOM library has no types for it. */
type AskForPlace = (options: { readonly suggestedName: string }) => Promise<FileSystemFileHandle>;

/** Where the browser can be asked what became of the file, it is; elsewhere it is a download. */
export async function save(file: TextFile): Promise<Saved> {
  const ask = (globalThis as { showSaveFilePicker?: AskForPlace }).showSaveFilePicker;
  if (!ask) return download(file);
  try {
    const place = await ask.call(globalThis, { suggestedName: file.name });
    const writing = await place.createWritable();
    await writing.write(file.text);
    await writing.close();
    return await (await place.getFile()).text() === file.text ? 'kept' : 'differs';
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return error.name === 'SecurityError' ? 'press_again' : 'not_kept';
  }
}

export function download({ name, text, type }: TextFile): 'handed_over' {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Not at once: some browsers begin to read only after the click was handled.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return 'handed_over';
}
