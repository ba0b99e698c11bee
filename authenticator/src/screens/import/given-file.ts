import { MAXIMUM_BYTES } from '../../formats/limits';

export interface GivenFile {
  /** The file's name on the device, only for display. Empty for pasted text. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Unreadable: the file was moved or deleted, or the device denies access to it. */
export async function loadFile(file: File): Promise<GivenFile | 'too_large' | 'unreadable'> {
  // Larger files are refused by every reader, so they are not loaded into memory.
  if (file.size > MAXIMUM_BYTES) return 'too_large';
  try {
    return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch (error) {
    if (error instanceof DOMException) return 'unreadable';
    throw error;
  }
}

export function pastedText(text: string): GivenFile {
  return { name: '', bytes: new TextEncoder().encode(text) };
}

/**
 * What to take of the files given at once: all pictures, or one file, depending on the first; and the names of the
 * others.
 */
export function sortOut<F extends Pick<File, 'name' | 'type'>>(
  files: readonly F[],
): { readonly pictures: readonly F[]; readonly file?: F; readonly left: readonly string[] } {
  const [first] = files;
  if (!first) return { pictures: [], left: [] };
  const taken = isPicture(first) ? files.filter(isPicture) : [first];
  const left = files.filter(file => !taken.includes(file)).map(file => file.name);
  return isPicture(first) ? { pictures: taken, left } : { pictures: [], file: first, left };
}

function isPicture(file: Pick<File, 'type'>): boolean {
  return file.type.startsWith('image/');
}
