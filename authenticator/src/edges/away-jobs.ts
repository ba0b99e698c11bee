// Messages between the page and the worker.
import type { Entry } from '../core/entry';
import type { Reading } from '../formats/reading';
import type { Argon2Cost } from '../vault/records';

export interface Jobs {
  readonly argon2id: {
    readonly given: {
      readonly password: Uint8Array<ArrayBuffer>; readonly salt: Uint8Array<ArrayBuffer>; readonly cost: Argon2Cost;
    };
    readonly answer: Uint8Array<ArrayBuffer>;
  };
  readonly readFile: {
    readonly given: { readonly bytes: Uint8Array<ArrayBuffer>; readonly password: string | undefined };
    readonly answer: Reading;
  };
  readonly writeAegis: {
    readonly given: { readonly entries: readonly Entry[]; readonly password: string }; readonly answer: string;
  };
}

export type Job = { [Name in keyof Jobs]: { readonly name: Name; readonly given: Jobs[Name]['given'] } }[keyof Jobs];

export type Done = { readonly answer: Jobs[keyof Jobs]['answer'] } | { readonly error: string; readonly name: string };
