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
