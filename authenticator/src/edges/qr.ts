// A QR code as one SVG path: dark modules only, one unit each. The viewBox adds the quiet zone.
import { encode } from 'uqr';

/** White modules around the code (ISO/IEC 18004 section 6.3.8 requires 4). */
export const QUIET_ZONE = 4;

export interface QrPath {
  /** Modules of one side, without the quiet zone: 21 to 177. */
  readonly size: number;
  /** The `d` of a path, in a viewBox that begins at -4 -4. */
  readonly path: string;
}

export type QrAnswer =
  | { readonly outcome: 'drawn'; readonly qr: QrPath }
  /** More than a QR code holds: 2,331 bytes at level M (ISO/IEC 18004 table 7). */
  | { readonly outcome: 'too_long' };

/** @param text Written as UTF-8 at error correction level M, which tolerates scratches and folds on paper. */
export function drawQr(text: string): QrAnswer {
  if (new TextEncoder().encode(text).length > MOST_BYTES) return { outcome: 'too_long' };
  const { size, data } = encode(text, { ecc: 'M', boostEcc: false, border: 0 });
  return { outcome: 'drawn', qr: { size, path: data.map(rowPath).join('') } };
}

const MOST_BYTES = 2_331;

// Adjacent modules of a row form one rectangle: no hairlines at odd sizes, and a tenth of the text.
function rowPath(row: readonly boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue;
    const start = x;
    while (row[x + 1]) x++;
    const width = x - start + 1;
    path += `M${start} ${y}h${width}v1h-${width}z`;
  }
  return path;
}
