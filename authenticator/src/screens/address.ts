export interface Address {
  /** The first part: empty for the codes. */
  readonly name: string;
  /** The second part, such as the id of an entry; empty when there is none. */
  readonly id: string;
}

/** @param text `#/entry/ID` and the like; anything that is not such an address leads to the codes. */
export function readAddress(text: string): Address {
  const [, name = '', id = ''] = /^#\/([a-z]*)(?:\/([\w-]+))?$/.exec(text) ?? [];
  return { name, id };
}
