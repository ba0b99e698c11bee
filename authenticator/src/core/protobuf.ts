// The part of protobuf's wire format that one message needs (protobuf.dev/programming-guides/encoding): varints and
// bytes. Fixed sizes and groups are skipped.

export type Field =
  | { readonly number: number; readonly varint: bigint }
  | { readonly number: number; readonly bytes: Uint8Array<ArrayBuffer> };

const [VARINT, FIXED64, BYTES, GROUP_START, GROUP_END, FIXED32] = [0, 1, 2, 3, 4, 5];

/** Depth of groups within groups. Real messages have none. */
const MAXIMUM_DEPTH = 32;

/** The fields in order, or undefined for an incomplete message. */
export function readFields(message: Uint8Array<ArrayBuffer>): Field[] | undefined {
  const fields: Field[] = [];
  const groups: number[] = [];
  for (let at = 0; at < message.length;) {
    const tag = readVarint(message, at);
    if (!tag || tag.value >> 3n === 0n || tag.value >> 32n !== 0n) return undefined;
    const [number, wireType] = [Number(tag.value >> 3n), Number(tag.value & 7n)];
    at = tag.end;
    if (wireType === FIXED64 || wireType === FIXED32) {
      at += wireType === FIXED64 ? 8 : 4;
      if (at > message.length) return undefined;
    } else if (wireType === GROUP_START) {
      if (groups.push(number) > MAXIMUM_DEPTH) return undefined;
    } else if (wireType === GROUP_END) {
      if (groups.pop() !== number) return undefined;
    } else if (wireType === VARINT || wireType === BYTES) {
      const varint = readVarint(message, at);
      if (!varint || (wireType === BYTES && varint.value > BigInt(message.length - varint.end))) return undefined;
      at = wireType === VARINT ? varint.end : varint.end + Number(varint.value);
      if (groups.length > 0) continue;   // fields inside a group do not belong to the message
      fields.push(wireType === VARINT
        ? { number, varint: varint.value }
        : { number, bytes: message.slice(varint.end, at) });
    } else {
      return undefined;
    }
  }
  return groups.length === 0 ? fields : undefined;
}

/** The last of repeated fields counts. An absent field is 0, as in proto3. */
export function lastVarint(fields: readonly Field[], number: number): bigint {
  return fields.reduce((last, field) => field.number === number && 'varint' in field ? field.varint : last, 0n);
}

export function lastBytes(fields: readonly Field[], number: number): Uint8Array<ArrayBuffer> {
  return fields.reduce(
    (last, field) => field.number === number && 'bytes' in field ? field.bytes : last, new Uint8Array(0),
  );
}

/** Omits 0 and empty bytes, as proto3 does. Negative numbers are sign-extended to 64 bits, so they take ten bytes. */
export function writeFields(fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const message: number[] = [];
  for (const field of fields) {
    if ('varint' in field) {
      if (field.varint === 0n) continue;
      writeVarint(message, BigInt(field.number) << 3n);
      writeVarint(message, BigInt.asUintN(64, field.varint));
    } else if (field.bytes.length > 0) {
      writeVarint(message, (BigInt(field.number) << 3n) | 2n);
      writeVarint(message, BigInt(field.bytes.length));
      for (const byte of field.bytes) message.push(byte);
    }
  }
  return new Uint8Array(message);
}

/** At most ten bytes. Bits above 64 are dropped, as every known reader does. */
function readVarint(message: Uint8Array, from: number): { value: bigint; end: number } | undefined {
  let value = 0n;
  for (let at = from; at < message.length && at < from + 10; at++) {
    value |= BigInt(message[at]! & 0x7f) << BigInt(7 * (at - from));
    if (message[at]! < 0x80) return { value: BigInt.asUintN(64, value), end: at + 1 };
  }
  return undefined;
}

function writeVarint(message: number[], value: bigint): void {
  for (; value > 0x7fn; value >>= 7n) message.push(Number(value & 0x7fn) | 0x80);
  message.push(Number(value));
}
