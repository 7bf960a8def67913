/** Content-Transfer-Encoding (RFC 2045, 6), reading what breaks the rules as well as can be. */
export function decodeTransfer(bytes: Buffer, encoding: string): Buffer {
  if (encoding === 'base64') return decodeBase64(bytes);
  return encoding === 'quoted-printable' ? decodeQuoted(bytes) : bytes;
}

/** Some programs pad in the middle, where pieces were glued together: each piece is decoded by itself. */
export function decodeBase64(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1').replace(/[^A-Za-z0-9+/=]/g, '');
  if (!/=[^=]/.test(text)) return Buffer.from(text, 'base64');
  return Buffer.concat(text.split(/=+/).map((piece) => Buffer.from(piece, 'base64')));
}

const hex = (byte: number) =>
  byte >= 0x30 && byte <= 0x39
    ? byte - 0x30
    : byte >= 0x41 && byte <= 0x46
      ? byte - 0x37
      : byte >= 0x61 && byte <= 0x66
        ? byte - 0x57
        : -1;

/** `underscores`: the form of headers (RFC 2047, 4.2), where `_` is a blank. */
export function decodeQuoted(bytes: Buffer, underscores = false): Buffer {
  const out = Buffer.alloc(bytes.length);
  let size = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    if (byte === 0x5f && underscores) {
      out[size++] = 0x20;
      continue;
    }
    if (byte !== 0x3d) {
      out[size++] = byte;
      continue;
    }
    const high = hex(bytes[at + 1] ?? 0);
    const low = hex(bytes[at + 2] ?? 0);
    if (high >= 0 && low >= 0) {
      out[size++] = high * 16 + low;
      at += 2;
      continue;
    }
    // A soft line end, blanks before it allowed; anything else stands for itself.
    let end = at + 1;
    while (bytes[end] === 0x20 || bytes[end] === 0x09) end += 1;
    if (bytes[end] === 0x0d && bytes[end + 1] === 0x0a) at = end + 1;
    else if (bytes[end] === 0x0a || end >= bytes.length) at = end;
    else out[size++] = byte;
  }
  return out.subarray(0, size);
}
