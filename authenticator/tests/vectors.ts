// The cases of one file of vectors/, which the C# and the TypeScript tests share.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../vectors');

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- callers name the file's shape
export function readVectors<T>(file: string): T {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as T;
}

export function readVectorBytes(file: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(ROOT, file)));
}

export function casesOf<T>(file: string): T[] {
  return readVectors<{ cases: T[] }>(file).cases;
}

export function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
