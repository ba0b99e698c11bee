// Files of every app, from vectors/vaults: what must be read, entry by entry, and what must be refused.
import { describe, expect, it } from 'vitest';
import { readFile } from '../../src/formats/read-file';
import type { FileRefusal, FileWarning, Format } from '../../src/formats/reading';
import { asExpected, withDefaults, type ExpectedItem } from '../expected-items';
import { readVectorBytes, readVectors } from '../vectors';

interface Case {
  name: string; file: string; format: Format; password?: string; warnings: FileWarning[]; items: ExpectedItem[];
}
interface Refused { name: string; file: string; format?: Format; password?: string; reason: FileRefusal }

const { cases, refused } = readVectors<{ cases: Case[]; refused: Refused[] }>('vaults/cases.json');
const encrypted = cases.filter(one => one.password !== undefined);

describe('a file', () => {
  it.each(cases)('of $format is read: $name', async one => {
    const reading = await readFile(readVectorBytes(`vaults/${one.file}`), one.password);
    expect({ ...reading, items: undefined }).toEqual({
      outcome: 'read', format: one.format, warnings: one.warnings, items: undefined,
    });
    if (reading.outcome === 'read') expect(reading.items.map(asExpected)).toEqual(one.items.map(withDefaults));
  });

  it.each(encrypted)('of $format without a password asks for it: $name', async one => {
    expect(await readFile(readVectorBytes(`vaults/${one.file}`))).toEqual({
      outcome: 'password_needed', format: one.format,
    });
    expect(await readFile(readVectorBytes(`vaults/${one.file}`), '')).toEqual({
      outcome: 'password_needed', format: one.format,
    });
  });

  it.each(encrypted)('of $format with another password is refused: $name', async one => {
    expect(await readFile(readVectorBytes(`vaults/${one.file}`), `${one.password!} `)).toEqual({
      outcome: 'refused', format: one.format, reason: 'wrong_password',
    });
  });

  it.each(refused)('is refused as $reason: $file, $name', async one => {
    expect(await readFile(readVectorBytes(`vaults/${one.file}`), one.password)).toEqual({
      outcome: 'refused', ...(one.format ? { format: one.format } : {}), reason: one.reason,
    });
  });
});
