const strict = new TextDecoder('utf-8', { fatal: true });

/**
 * UTF-8 text without its byte order mark. Undefined for other bytes, and for text with a zero byte, which no supported
 * file contains.
 */
export function strictText(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;   // TextDecoder throws a TypeError
  }
}

/** UTF-16 text with a byte order mark, which Windows calls "Unicode", without that mark. Undefined for other bytes. */
export function strictUtf16(bytes: Uint8Array): string | undefined {
  const label = bytes[0] === 0xFF && bytes[1] === 0xFE
    ? 'utf-16le'
    : bytes[0] === 0xFE && bytes[1] === 0xFF ? 'utf-16be'
    : undefined;
  if (label === undefined) return undefined;
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
