import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const codes = readFileSync(new URL('../src/looks/codes.css', import.meta.url), 'utf8');

describe('A window out of sight', () => {
  it('blurs whatever shows a code or a key, and blurs nothing on paper', () => {
    const [, media, classes] = /@media (\w+) \{\s*\.unseen :is\(([^)]*)\) \{ filter: blur/.exec(codes) ?? [];
    expect(media).toBe('screen');
    expect(classes?.split(', ')).toEqual([
      '.code-digits', '.first-code-digits', '.secret-value', '.key-input', '.paper-key', '.qr',
    ]);
  });
});

describe("The page's own policy", () => {
  it('allows what the app uses, and nothing of another host', () => {
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(
      readFileSync(new URL('../index.html', import.meta.url), 'utf8'),
    ) ?? [];
    expect(policy?.trim().split(/;\s+/)).toEqual([
      "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self'",
      "connect-src 'self'", "worker-src 'self'", "manifest-src 'self'", "form-action 'none'", "base-uri 'none'",
    ]);
  });
});
