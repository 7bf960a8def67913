/** Text in the encodings that spreadsheets of US sellers and Chinese factories are saved in. */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252';

/**
 * The encoding of a file that nobody told us: a byte-order mark, else UTF-16 by its zero bytes, else UTF-8 if it is valid,
 * else GB18030 (which holds GBK and GB 2312, what Excel writes in China), else Windows-1252. Null for what is not text.
 * `cut`: the bytes may end in the middle of a character.
 */
export function encodingOf(bytes: Uint8Array, options: { cut?: boolean } = {}): Encoding | null {
  const encoding = byBytes(bytes, options.cut ?? false);
  if (encoding === null) return null;
  const start = new TextDecoder(encoding).decode(bytes.subarray(0, 65_536), { stream: true });
  // Control characters other than white space mean that it is no text at all.
  return /[^\P{Cc}\s\u0080-\u009f]/u.test(start) ? null : encoding;
}

/** The text of the beginning of a file; null for what is not text. */
export function decodeStart(head: Uint8Array): string | null {
  const encoding = encodingOf(head, { cut: true });
  return encoding === null ? null : new TextDecoder(encoding).decode(head, { stream: true });
}

/** The text piece by piece, without its byte-order mark. */
export function* decodePieces(bytes: Uint8Array, encoding: Encoding): Generator<string> {
  const decoder = new TextDecoder(encoding);
  for (let at = 0; at < bytes.length; at += PIECE) {
    const end = at + PIECE;
    yield decoder.decode(bytes.subarray(at, end), { stream: end < bytes.length });
  }
}
const PIECE = 65_536;

function byBytes(bytes: Uint8Array, cut: boolean): Encoding | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  sample.forEach((byte, i) => {
    if (byte === 0) zeros[i & 1]! += 1;
  });
  const [even, odd] = zeros as [number, number];
  if (odd > sample.length * 0.3 && even === 0) return 'utf-16le';
  if (even > sample.length * 0.3 && odd === 0) return 'utf-16be';
  if (even + odd > 0) return null;
  if (isValid(bytes, 'utf-8', cut)) return 'utf-8';
  return looksLikeGb(bytes) && isValid(bytes, 'gb18030', cut) ? 'gb18030' : 'windows-1252';
}

function isValid(bytes: Uint8Array, encoding: string, cut: boolean): boolean {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += PIECE) {
      const end = at + PIECE;
      decoder.decode(bytes.subarray(at, end), { stream: cut || end < bytes.length });
    }
    return true;
  } catch {
    return false;
  }
}

/**
 * Many Windows-1252 texts are also valid GB18030 (`é` and the letter after it make one Chinese character). In Chinese the
 * high bytes come in pairs (GB 2312: both from A1 on); in Spanish or German they stand alone between letters.
 */
function looksLikeGb(bytes: Uint8Array): boolean {
  let paired = 0;
  let alone = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    if (bytes[i]! < 0x80) continue;
    if (bytes[i]! >= 0x81 && (bytes[i + 1] ?? 0) >= 0x80) {
      paired += 1;
      i += 1;
    } else alone += 1;
  }
  return paired > alone;
}
