// 100,000 corrupted inputs: always an answer, never an exception, never an impossible entry, and none that takes long.
import { describe, expect, it } from 'vitest';
import type { Otp } from '../../src/core/entry';
import { gatherParts, readMigrationPart } from '../../src/core/migration';
import { formatOtpAuth, parseOtpAuth } from '../../src/core/otpauth';
import { fromUtf8, toUtf8 } from '../../src/core/text';
import { readTypedKey } from '../../src/core/typed-key';
import { readFile } from '../../src/formats/read-file';
import type { Item } from '../../src/formats/reading';
import { openFirstMessage } from '../../src/formats/secretstream';
import { casesOf, readVectorBytes, readVectors } from '../vectors';
import { quickest } from '../quickest';
import { mutated, seededRandom } from './mutations';
import { unsoundItem, unsoundness } from './sound';

const LONGEST = 1_000; // ms

/**
 * Reports a failing input so that it can become a test case. @returns The share that was read. If all were refused,
 * nothing would have been tested.
 */
async function each(
  count: number, seeds: readonly Uint8Array[], seed: number,
  read: (bytes: Uint8Array<ArrayBuffer>) => string | Promise<string>,
): Promise<number> {
  const random = seededRandom(seed);
  let wasRead = 0;
  for (let run = 0; run < count; run++) {
    const bytes = mutated(seeds[random(seeds.length)]!, random);
    const start = performance.now();
    let answer: string;
    try {
      const reading = read(bytes);
      answer = reading instanceof Promise ? await reading : reading;
    } catch (error) {
      answer = String(error);
    }
    if (performance.now() - start > LONGEST && await quickest(LONGEST, () => read(bytes)) > LONGEST) {
      answer = 'took over a second';
    }
    if (answer === 'read') wasRead++;
    else if (answer !== 'refused') expect.fail(`${answer}, of ${Buffer.from(bytes).toString('base64')}`);
  }
  return wasRead / count;
}

function soundness(items: readonly Item[]): string {
  return items.map(unsoundItem).find(wrong => wrong !== undefined) ?? 'read';
}

describe('spoilt', () => {
  it('addresses: 50,000', async () => {
    const uris = [
      ...casesOf<{ uri: string }>('otpauth/accepted.json'), ...casesOf<{ uri: string }>('otpauth/refused.json'),
    ].map(one => toUtf8(one.uri));
    const share = await each(50_000, uris, 1, bytes => {
      const reading = parseOtpAuth(fromUtf8(bytes));
      return reading.outcome === 'parsed'
        ? unsoundness(reading.otp) ?? changedByWriting(reading.otp) ?? 'read'
        : 'refused';
    });
    expect(share).toBeGreaterThan(0.1);
  });

  it('keys as typed: 10,000', async () => {
    const keys = casesOf<{ text: string }>('otp/typed-keys.json').map(one => toUtf8(one.text));
    const share = await each(10_000, keys, 2, bytes => {
      const reading = readTypedKey(fromUtf8(bytes));
      if (reading.outcome !== 'accepted') return reading.message === '' ? 'no message' : 'refused';
      return reading.secret.length === 0 ? 'a key of no bytes' : 'read';
    });
    expect(share).toBeGreaterThan(0.1);
  });

  it("parts of Google's export, before and after Base64: 15,000", async () => {
    const uris = casesOf<{ uri: string }>('migration/accepted.json').map(one => one.uri);
    const readPart = (uri: string): string => {
      const reading = readMigrationPart(uri);
      return reading.outcome === 'part' ? soundness(gatherParts([reading.part]).items) : 'refused';
    };
    expect(await each(5_000, uris.map(toUtf8), 3, bytes => readPart(fromUtf8(bytes)))).toBeGreaterThan(0.1);
    const payloads = uris.map(uri =>
      Buffer.from(decodeURIComponent(uri.replace(/^.*data=/i, '').replace(/ /g, '+').replace(/&.*$/, '')), 'base64'));
    expect(await each(
      10_000, payloads, 4,
      bytes => readPart(`otpauth-migration://offline?data=${Buffer.from(bytes).toString('base64url')}`),
    )).toBeGreaterThan(0.1);
  });

  it('files of every format, those with a password as far as it is asked for: 24,000', async () => {
    const files = [
      ...new Set(readVectors<{ cases: { file: string }[] }>('vaults/cases.json').cases.map(one => one.file)),
    ].map(file => shortened(readVectorBytes(`vaults/${file}`)));
    const share = await each(24_000, files, 5, async bytes => {
      const reading = await readFile(bytes);
      return reading.outcome === 'read' ? soundness(reading.items) : 'refused';
    });
    expect(share).toBeGreaterThan(0.1);
  });

  it("messages of Ente's stream: 1,000, none of which opens", async () => {
    const { encryptedData } =
      JSON.parse(fromUtf8(readVectorBytes('vaults/ente/encrypted.txt'))) as { encryptedData: string };
    const whole = Buffer.from(encryptedData, 'base64').subarray(0, 300);
    expect(await each(1_000, [whole], 6, bytes => bytes.length >= 17
      && openFirstMessage(new Uint8Array(32), new Uint8Array(24), bytes) ? 'read' : 'refused')).toBe(0);
  });
});

/**
 * Whatever is read can be written and read again. The one exception: an address cannot express a totp key with the
 * issuer Steam and five digits.
 */
function changedByWriting(otp: Otp): string | undefined {
  if (otp.kind === 'totp' && otp.digits === 5 && otp.issuer.toLowerCase() === 'steam') return undefined;
  const again = parseOtpAuth(formatOtpAuth(otp));
  if (again.outcome === 'refused') {
    return again.reason === 'too_long' ? undefined : `refused when written: ${again.reason}`;
  }
  const plain = ({ secret, labelIssuer, ...rest }: Otp): string => JSON.stringify(
    { ...rest, secret: [...secret], counter: String(rest.counter) },
    ['kind', 'issuer', 'account', 'algorithm', 'digits', 'period', 'counter', 'secret'],
  );
  return plain(again.otp) === plain(otp) ? undefined : 'changed by writing';
}

/** A few entries suffice; more would only take time. */
function shortened(bytes: Uint8Array): Uint8Array {
  const text = fromUtf8(bytes);
  if (!/^[\s\ufeff]*[[{]/.test(text)) {
    return bytes.includes(0) ? bytes.subarray(0, 400) : toUtf8(text.split('\n').slice(0, 6).join('\n'));
  }
  const few = JSON.parse(text.replace(/^\ufeff/, ''), (_, value: unknown) =>
    Array.isArray(value) && value.length > 20 ? [...value.slice(0, 2), ...value.slice(-3)] : value) as unknown;
  return toUtf8(JSON.stringify(few));
}
