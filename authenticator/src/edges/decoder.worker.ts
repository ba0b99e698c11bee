// Reads QR codes in a worker. The app ships the wasm file itself; the library would load it from a foreign host.
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';
import type { DecoderAnswer, DecoderQuestion } from './decoder';

prepareZXingModule({
  overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasm : prefix + path) },
});

/** Allows a screenshot with several codes side by side. */
const MOST_CODES = 32;
/**
 * Pixels of the longer side; larger pictures are scaled down. A code that needs more pixels was not made for cameras.
 */
const LONGEST_SIDE = 4096;

const PICTURE: ReaderOptions = {
  formats: ['QRCode'], tryHarder: true, tryRotate: true, tryInvert: true, tryDownscale: true,
  maxNumberOfSymbols: MOST_CODES,
};

async function texts(picture: ImageData | Uint8Array): Promise<string[]> {
  const results = await readBarcodes(picture, PICTURE);
  return results.filter(result => result.isValid && result.text !== '').map(result => result.text);
}

function pixels(bitmap: ImageBitmap): ImageData {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives a worker no canvas.');
  // White below: otherwise dark modules on a transparent ground would be dark on dark.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return context.getImageData(0, 0, width, height);
}

// The bytes come first: a browser that resists fingerprinting returns noise for a canvas's pixels.
async function readPicture(file: Blob): Promise<DecoderAnswer> {
  const direct = await texts(new Uint8Array(await file.arrayBuffer())).catch(() => []);
  if (direct.length > 0) return { outcome: 'read', texts: direct };

  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return { outcome: 'no_picture' };
  }
  return { outcome: 'read', texts: await texts(pixels(bitmap)) };
}

async function answer(question: DecoderQuestion): Promise<DecoderAnswer> {
  switch (question.kind) {
    case 'frame': return { outcome: 'read', texts: await texts(pixels(question.frame)) };
    case 'picture': return readPicture(question.file);
  }
}

addEventListener('message', (event: MessageEvent<{ id: number; question: DecoderQuestion }>) => {
  const { id, question } = event.data;
  void answer(question)
    .catch((error: unknown): DecoderAnswer => ({ outcome: 'failed', message: String(error) }))
    .then(reply => postMessage({ id, answer: reply }));
});
