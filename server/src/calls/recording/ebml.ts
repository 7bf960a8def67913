/** The alphabet of EBML (RFC 8794): ids, sizes and values. Pure. */

/** A number of variable length: its value without the marker, and how many bytes it takes. Null where it is cut off. */
export function vint(bytes: Uint8Array, at: number): { value: number; length: number; unknown: boolean } | null {
  const first = bytes[at];
  if (first === undefined || first === 0) return null;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length) return null;
  let value = first & (0xff >> length);
  let ones = value === 0xff >> length;
  for (let n = 1; n < length; n += 1) {
    const byte = bytes[at + n]!;
    value = value * 256 + byte;
    ones &&= byte === 0xff;
  }
  return { value, length, unknown: ones };
}

/** An id keeps its marker: that is how ids are written down. */
export function idAt(bytes: Uint8Array, at: number): { id: number; length: number } | null {
  const first = bytes[at];
  if (first === undefined || first < 0x10) return null;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length) return null;
  let id = 0;
  for (let n = 0; n < length; n += 1) id = id * 256 + bytes[at + n]!;
  return { id, length };
}

export type Header = { id: number; size: number | null; length: number };

/** Id and size of the element that begins at `at`; size null where it is not known. Null where the header is cut off. */
export function headerAt(bytes: Uint8Array, at: number): Header | null {
  const id = idAt(bytes, at);
  const size = id && vint(bytes, at + id.length);
  if (!id || !size) return null;
  return { id: id.id, size: size.unknown ? null : size.value, length: id.length + size.length };
}

/** The whole elements inside a body; what is cut off is left out. */
export function sized(body: Uint8Array): { id: number; body: Uint8Array }[] {
  const found: { id: number; body: Uint8Array }[] = [];
  for (let at = 0; at < body.length; ) {
    const head = headerAt(body, at);
    if (!head || head.size === null || at + head.length + head.size > body.length) break;
    found.push({ id: head.id, body: body.subarray(at + head.length, at + head.length + head.size) });
    at += head.length + head.size;
  }
  return found;
}

export function byteUint(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

/** A number in as few bytes as it needs, or in exactly so many. */
export function uint(value: number, length = Math.max(1, Math.ceil(Math.log2(value + 1) / 8))): Uint8Array {
  const bytes = new Uint8Array(length);
  let left = value;
  for (let n = length - 1; n >= 0; n -= 1) {
    bytes[n] = left % 256;
    left = Math.floor(left / 256);
  }
  return bytes;
}

export function float(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  return bytes;
}

export function idOf(id: number): Uint8Array {
  return uint(id, Math.ceil(Math.log2(id + 1) / 8));
}

/** An element with its header. */
export function element(id: number, body: Uint8Array): Uint8Array {
  // All ones mean "not known", so a length holds one value less than it could.
  let length = 1;
  while (body.length >= 2 ** (7 * length) - 1) length += 1;
  const size = uint(body.length, length);
  size[0] = size[0]! | (0x80 >> (length - 1));
  return Buffer.concat([idOf(id), size, body]);
}
