// One account: what its codes are computed from, and how its owner wants to see it.

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

/** The content of an otpauth: address. A Steam key always has sha1 and 5 characters. */
export interface Otp {
  readonly kind: Kind;
  /** 1 to 1,024 bytes. */
  readonly secret: Uint8Array<ArrayBuffer>;
  /** Who issued the key; empty when unknown. Issuer and account are never both empty. */
  readonly issuer: string;
  /** The label's prefix, if it differs from the issuer. Show both, so that a false name is seen. Never written. */
  readonly labelIssuer?: string;
  readonly account: string;
  readonly algorithm: Algorithm;
  /** 1 to 10. */
  readonly digits: number;
  /** Seconds, 1 to 86,400; meaningless for hotp. */
  readonly period: number;
  /** The counter of the next code, 0 to 2^64-1; only for hotp. */
  readonly counter: bigint;
}

export interface Entry extends Otp {
  readonly note: string;
  /** Names of groups, in the order of the owner. */
  readonly groups: readonly string[];
  readonly favourite: boolean;
}

/** An entry of the vault. */
export interface KeptEntry extends Entry {
  /** A UUID, assigned when the entry is added. */
  readonly id: string;
}

/** An entry of which only the address is known. */
export function asEntry(otp: Otp): Entry {
  return { ...otp, note: '', groups: [], favourite: false };
}
