// Untrusted JSON.

/** Levels. The deepest real format has six. */
const MAXIMUM_DEPTH = 32;

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] =
  [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d] as const;

/** Undefined if it is not JSON, or is nested deeper than any real file. */
export function parseJson(text: string): unknown {
  if (!isShallow(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;   // JSON.parse throws a SyntaxError
  }
}

function isShallow(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      for (at++; at < text.length && text.charCodeAt(at) !== QUOTE; at++) if (text.charCodeAt(at) === BACKSLASH) at++;
    } else if (unit === OPEN_BRACE || unit === OPEN_BRACKET) {
      if (++depth > MAXIMUM_DEPTH) return false;
    } else if (unit === CLOSE_BRACE || unit === CLOSE_BRACKET) {
      depth--;
    }
  }
  return true;
}

/** Half a surrogate pair, ` ud83d` alone, is valid JSON, but no text can hold it. It becomes U+FFFD. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\uFFFD') : undefined;
}

export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
