/** Refused: the browser or a policy of the device forbids pages to write to the clipboard. */
export async function copy(text: string): Promise<'copied' | 'refused'> {
  try {
    await navigator.clipboard.writeText(text);
    return 'copied';
  } catch (error) {
    if (error instanceof DOMException || (navigator.clipboard as Clipboard | undefined) === undefined) return 'refused';
    throw error;
  }
}
