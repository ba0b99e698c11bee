// FreeOTP+: github.com/helloworld1/FreeOTPPlus OtpToken.kt.
import type { Kind } from '../core/entry';
import { readAlgorithm } from '../core/otpauth-figures';
import { lower } from '../core/text';
import { checkDraft } from './draft';
import { Fields } from './fields';
import { asNumber } from './json';
import type { Item, Reading } from './reading';
import { readEach, refuseFile } from './readings';

const KINDS: Readonly<Record<string, Kind>> = { TOTP: 'totp', HOTP: 'hotp' };

export function readFreeotpPlus(file: Fields): Reading {
  const tokens = file.list('tokens');
  return tokens
    ? readEach('freeotp_plus', tokens, (token, place) => readToken(new Fields(token), place))
    : refuseFile('freeotp_plus', 'damaged');
}

function readToken(token: Fields, place: number): Item {
  const [type, secret] = [token.text('type').toUpperCase(), token.list('secret')];
  // The first is the label's text before its colon, the second the parameter of the address.
  const [given, within] = [token.text('issuerExt'), token.text('issuerInt')];
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  const key = secret && readBytes(secret);
  const draft = {
    // The owner's own names win.
    place, issuer: token.text('issuerAlt') || given || within, account: token.text('labelAlt') || token.text('label'),
    kind: kind === 'totp' && lower(given) === 'steam' ? 'steam' as const : kind,
    algorithm: readAlgorithm(token.text('algo')),
    digits: token.number('digits'), period: token.number('period'), counter: next(token.number('counter')), key,
  };
  return checkDraft({ ...draft, damaged: token.damaged || (secret !== undefined && key === undefined) });
}

/** The file has the counter of the previous code: FreeOTP+ raises the counter when it makes a code. */
function next(counter: number | undefined): number | undefined {
  return counter === undefined ? undefined : counter + 1;
}

/** Java's bytes are signed. Undefined if the list contains anything but bytes. */
function readBytes(list: readonly unknown[]): Uint8Array<ArrayBuffer> | undefined {
  const numbers = list.map(asNumber);
  return numbers.every(byte => typeof byte === 'number' && Number.isInteger(byte) && byte >= -128 && byte <= 255)
    ? Uint8Array.from(numbers as number[])
    : undefined;
}
