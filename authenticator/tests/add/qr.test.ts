import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawQr, QUIET_ZONE, type QrPath } from '../../src/edges/qr';

beforeAll(async () => {
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({
    overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) },
  });
});

/** Pixels per module. */
const SCALE = 4;

/** Paints the path from its numbers, as a browser would. */
function painted({ size, path }: QrPath): ImageData {
  const side = (size + 2 * QUIET_ZONE) * SCALE;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let py = 0; py < SCALE; py++) {
      for (let px = 0; px < Number(width) * SCALE; px++) {
        const at = (((Number(y) + QUIET_ZONE) * SCALE + py) * side + (Number(x) + QUIET_ZONE) * SCALE + px) * 4;
        data.fill(0, at, at + 3);
      }
    }
  }
  return { data, width: side, height: side, colorSpace: 'srgb' };
}

describe('a drawn QR code', () => {
  it.each([
    'otpauth://totp/Sparekey:alice%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Sparekey',
    'otpauth://totp/Größe:安娜?secret=JBSWY3DPEHPK3PXP',
    `otpauth-migration://offline?data=${'Ab1%2B'.repeat(150)}`,
  ])('is read back by the decoder: %.40s', async text => {
    const drawn = drawQr(text);
    if (drawn.outcome !== 'drawn') throw new Error(drawn.outcome);

    const read = await readBarcodes(painted(drawn.qr), { formats: ['QRCode'] });

    expect(read.map(result => result.text)).toEqual([text]);
  });

  it('is refused when the text is more than a code holds', () => {
    expect(drawQr('x'.repeat(2_332)).outcome).toBe('too_long');
    expect(drawQr('x'.repeat(2_331)).outcome).toBe('drawn');
  });
});
