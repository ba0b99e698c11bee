const strict = new TextDecoder('utf-8', { fatal: true });

/** Text of UTF-8, less a byte order mark; undefined when it is not, or when a zero byte, which no text of ours has, stands in it. */
export function strictText(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;   // a TypeError is how TextDecoder says so
  }
}

/** Text of UTF-16 with its byte order mark, as Windows writes what it calls "Unicode", less that mark; undefined when it is not. */
export function strictUtf16(bytes: Uint8Array): string | undefined {
  const label = bytes[0] === 0xFF && bytes[1] === 0xFE ? 'utf-16le' : bytes[0] === 0xFE && bytes[1] === 0xFF ? 'utf-16be' : undefined;
  if (label === undefined) return undefined;
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
