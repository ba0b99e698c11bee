import { decodeBase64 } from '../core/base64';
import { asNumber, asText } from './json';

/**
 * The fields of one JSON object. Absent and null are equal. A field of an unexpected type marks the object as damaged.
 */
export class Fields {
  /** A field that was read has an unexpected type. */
  damaged: boolean;
  readonly #object: Readonly<Record<string, unknown>>;

  constructor(value: unknown) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    this.damaged = !isObject;
    this.#object = isObject ? value as Readonly<Record<string, unknown>> : {};
  }

  has(name: string): boolean {
    return this.#get(name) !== undefined;
  }

  /** Present, possibly null. */
  hasKey(name: string): boolean {
    return Object.hasOwn(this.#object, name);
  }

  /** Empty when absent. */
  text(name: string): string {
    return this.textOrNothing(name) ?? '';
  }

  textOrNothing(name: string): string | undefined {
    return this.#as(name, asText);
  }

  number(name: string): number | undefined {
    return this.#as(name, asNumber);
  }

  /** False when absent. */
  flag(name: string): boolean {
    return this.#as(name, value => typeof value === 'boolean' ? value : undefined) ?? false;
  }

  list(name: string): readonly unknown[] | undefined {
    return this.#as(name, value => Array.isArray(value) ? value as readonly unknown[] : undefined);
  }

  /** The texts of an array; other elements are skipped. */
  texts(name: string): string[] {
    return (this.list(name) ?? []).flatMap(one => asText(one) ?? []);
  }

  /** A required object; an empty one if it is missing, which marks this one as damaged. */
  object(name: string): Fields {
    const found = this.optionalObject(name);
    if (!found) this.damaged = true;
    return found ?? new Fields({});
  }

  optionalObject(name: string): Fields | undefined {
    return this.#as(name, value => typeof value === 'object' && !Array.isArray(value) ? new Fields(value) : undefined);
  }

  /** Undefined if absent, no text, or not Base64. */
  base64(name: string): Uint8Array<ArrayBuffer> | undefined {
    const text = this.textOrNothing(name);
    return text === undefined ? undefined : decodeBase64(text);
  }

  /** Undefined if absent, no text, or not this many bytes in hexadecimal. */
  hex(name: string, length: number): Uint8Array<ArrayBuffer> | undefined {
    const text = this.text(name);
    if (text.length !== 2 * length || !/^[0-9A-Fa-f]*$/.test(text)) return undefined;
    return Uint8Array.from({ length }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));
  }

  #as<T>(name: string, read: (value: unknown) => T | undefined): T | undefined {
    const value = this.#get(name);
    if (value === undefined) return undefined;
    const found = read(value);
    if (found === undefined) this.damaged = true;
    return found;
  }

  #get(name: string): unknown {
    return Object.hasOwn(this.#object, name) ? this.#object[name] ?? undefined : undefined;
  }
}
