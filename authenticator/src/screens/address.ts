export interface Address {
  /** The first part; empty for the codes. */
  readonly name: string;
  /** The second part, such as the id of an entry; empty if absent. */
  readonly id: string;
}

/** @param text An address such as `#/entry/ID`. Anything else leads to the codes. */
export function readAddress(text: string): Address {
  const [, name = '', id = ''] = /^#\/([a-z]*)(?:\/([\w-]+))?$/.exec(text) ?? [];
  return { name, id };
}
