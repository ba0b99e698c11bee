// What the app keeps of one account: everything that its codes follow from, and how its owner wants it shown.

export type Kind = 'totp' | 'hotp' | 'steam';
export type Algorithm = 'sha1' | 'sha256' | 'sha512';

/** Bounds shared with Sparekey.Otp. */
export const MAXIMUM_DIGITS = 10;
export const MAXIMUM_PERIOD = 86_400; // seconds
export const MAXIMUM_KEY = 1_024; // bytes
export const MAXIMUM_COUNTER = (1n << 64n) - 1n;
export const DEFAULT_DIGITS = 6;
export const DEFAULT_PERIOD = 30; // seconds
export const STEAM_LENGTH = 5;

/** What an otpauth: address says. A Steam key always has sha1 and 5 characters. */
export interface Otp {
  readonly kind: Kind;
  /** 1 to 1,024 bytes. */
  readonly secret: Uint8Array<ArrayBuffer>;
  /** Who gave the key; empty when nothing says. One of issuer and account is not empty. */
  readonly issuer: string;
  /** The label's prefix where it differs from issuer: show both, so that a false name is seen. Never written. */
  readonly labelIssuer?: string;
  readonly account: string;
  readonly algorithm: Algorithm;
  /** 1 to 10. */
  readonly digits: number;
  /** Seconds, 1 to 86,400; of no meaning for hotp. */
  readonly period: number;
  /** The counter of the next code, 0 to 2^64-1; of no meaning but for hotp. */
  readonly counter: bigint;
}

export interface Entry extends Otp {
  readonly note: string;
  /** Names of groups, in the order in which they were given. */
  readonly groups: readonly string[];
  readonly favourite: boolean;
}

/** An entry of the vault. */
export interface KeptEntry extends Entry {
  /** A UUID, given when the entry was added. */
  readonly id: string;
}

/** An entry of which nothing is known but its address. */
export function asEntry(otp: Otp): Entry {
  return { ...otp, note: '', groups: [], favourite: false };
}
