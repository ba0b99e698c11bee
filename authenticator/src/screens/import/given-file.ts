import { MAXIMUM_BYTES } from '../../formats/limits';

export interface GivenFile {
  /** As the device names it; only shown, the format is told from the content. Empty for pasted text. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Unreadable: the file was moved or deleted meanwhile, or the device does not let the browser at it. */
export async function loadFile(file: File): Promise<GivenFile | 'too_large' | 'unreadable'> {
  // More would be refused by every reader: it is not even loaded into memory.
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

/** Of what was given at once: every picture, or one file, as the first of them is; and the names of those that are not taken. */
export function sortOut<F extends Pick<File, 'name' | 'type'>>(files: readonly F[]): { readonly pictures: readonly F[]; readonly file?: F; readonly left: readonly string[] } {
  const [first] = files;
  if (!first) return { pictures: [], left: [] };
  const taken = isPicture(first) ? files.filter(isPicture) : [first];
  const left = files.filter(file => !taken.includes(file)).map(file => file.name);
  return isPicture(first) ? { pictures: taken, left } : { pictures: [], file: first, left };
}

function isPicture(file: Pick<File, 'type'>): boolean {
  return file.type.startsWith('image/');
}
