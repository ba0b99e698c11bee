// The QR decoder: a worker that starts with the first picture or camera and ends with the scan screen.

export type DecoderQuestion =
  | { readonly kind: 'frame'; readonly frame: ImageBitmap }
  | { readonly kind: 'picture'; readonly file: Blob };

export type DecoderAnswer =
  /** The text of every QR code in the picture; possibly none. */
  | { readonly outcome: 'read'; readonly texts: readonly string[] }
  /** Not a picture that this browser can show. */
  | { readonly outcome: 'no_picture' }
  /** The decoder did not start: its file could not be loaded, or the browser lacks a feature. */
  | { readonly outcome: 'failed'; readonly message: string };

export interface Decoder {
  /** One frame of the camera; the bitmap is transferred and closed. */
  readFrame(frame: ImageBitmap): Promise<DecoderAnswer>;
  readPicture(file: Blob): Promise<DecoderAnswer>;
  close(): void;
}

export function openDecoder(): Decoder {
  const worker = new Worker(new URL('./decoder.worker.ts', import.meta.url), { type: 'module', name: 'decoder' });
  const waiting = new Map<number, (answer: DecoderAnswer) => void>();
  let last = 0;
  let broken: DecoderAnswer | undefined;

  function end(reply: DecoderAnswer): void {
    broken = reply;
    for (const settle of waiting.values()) settle(reply);
    waiting.clear();
  }

  worker.addEventListener('message', (event: MessageEvent<{ id: number; answer: DecoderAnswer }>) => {
    waiting.get(event.data.id)?.(event.data.answer);
    waiting.delete(event.data.id);
  });
  worker.addEventListener(
    'error', event => end({ outcome: 'failed', message: event.message || 'The decoder could not be loaded.' }),
  );

  function ask(question: DecoderQuestion, handedOver: Transferable[]): Promise<DecoderAnswer> {
    if (broken) return Promise.resolve(broken);
    const id = ++last;
    return new Promise(settle => {
      waiting.set(id, settle);
      worker.postMessage({ id, question }, handedOver);
    });
  }

  return {
    readFrame: frame => ask({ kind: 'frame', frame }, [frame]),
    readPicture: file => ask({ kind: 'picture', file }, []),
    close() {
      worker.terminate();
      end({ outcome: 'read', texts: [] });
    },
  };
}
