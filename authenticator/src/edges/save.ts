// Files that leave the app, and what the app knows about them afterwards.

export interface TextFile {
  readonly name: string;
  readonly text: string;
  readonly type: 'application/json' | 'text/plain';
}

/**
 * - `kept`: the file is at the chosen place and reads back as written; `differs`: it reads back otherwise.
 * - `not_kept`: the person cancelled, or the device did not allow writing there.
 * - `handed_over`: given as a download. Browsers do not report the result: a person can decline, and some phones drop
 *   the file.
 * - `press_again`: browsers ask for a place only shortly after a press, and that press was too long ago.
 */
export type Saved = 'kept' | 'differs' | 'not_kept' | 'handed_over' | 'press_again';

/** File System Access (WICG); the DOM library lacks its types. */
type AskForPlace = (options: { readonly suggestedName: string }) => Promise<FileSystemFileHandle>;

/** Asks for a place and checks the file there, if the browser can; otherwise downloads the file. */
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
  // Not at once: some browsers start reading only after the click was handled.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return 'handed_over';
}
