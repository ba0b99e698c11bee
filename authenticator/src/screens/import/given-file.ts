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
