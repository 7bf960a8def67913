/** The characters of mails, whose labels are missing or wrong more often than anywhere else. */

/** Labels that name nothing, or less than the bytes hold. */
const SAYS_NOTHING = /^(?:|us-?ascii|ascii|ansi.*|unknown.*|x-unknown|default|none|binary|8bit|7bit|_?autodetect.*)$/;
const ALIASES: Record<string, string> = {
  gb2312: 'gb18030',
  gbk: 'gb18030',
  'x-gbk': 'gb18030',
  cp936: 'gb18030',
  cp932: 'shift_jis',
  cp949: 'euc-kr',
  'ks_c_5601-1987': 'euc-kr',
  cp950: 'big5',
  'big5-hkscs': 'big5',
  utf8: 'utf-8',
  'utf-8n': 'utf-8',
  utf8mb4: 'utf-8',
  cp1252: 'windows-1252',
};

/**
 * Bytes as text. A label is believed where the bytes allow it; one of a single-byte charset, which allows everything, gives
 * way to UTF-8 and to evident Chinese. Without a label: the byte-order mark, ISO-2022-JP by its escapes, UTF-8 where it is
 * valid, else what the pairs of bytes look like.
 */
export function decodeText(bytes: Uint8Array, label: string | null): string {
  const charset = decodable(label);
  const found = marked(bytes) ?? (charset === null ? guess(bytes) : believed(bytes, charset));
  return new TextDecoder(found).decode(bytes).replaceAll('\0', '');
}

function decodable(label: string | null): string | null {
  const bare = (label ?? '')
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '');
  if (SAYS_NOTHING.test(bare)) return null;
  const name = ALIASES[bare] ?? bare;
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return null;
  }
}

function believed(bytes: Uint8Array, charset: string): string {
  const anyBytes = /^(?:windows-125\d|iso-8859-\d+|macintosh|koi8-[ru]|ibm866)$/.test(charset);
  if (!anyBytes) return fits(bytes, charset) ? charset : guess(bytes);
  if (!hasHigh(bytes)) return charset;
  if (fits(bytes, 'utf-8')) return 'utf-8';
  return charset === 'windows-1252' && isEvidentlyGb(bytes) ? 'gb18030' : charset;
}

function marked(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : null;
}

function guess(bytes: Uint8Array): string {
  if (!hasHigh(bytes)) return isIso2022(bytes) ? 'iso-2022-jp' : 'utf-8';
  if (fits(bytes, 'utf-8')) return 'utf-8';
  const { pairs, alone, gb, big5, low, kana } = countPairs(bytes);
  if (pairs <= alone) return 'windows-1252';
  if (kana > pairs * 0.3 && fits(bytes, 'shift_jis')) return 'shift_jis';
  if (low > 0 && big5 > pairs * 0.7 && fits(bytes, 'big5')) return 'big5';
  if (gb > 0 && fits(bytes, 'gb18030')) return 'gb18030';
  return ['big5', 'shift_jis', 'euc-kr'].find((one) => fits(bytes, one)) ?? 'windows-1252';
}

function isEvidentlyGb(bytes: Uint8Array): boolean {
  const { pairs, alone, gb, low } = countPairs(bytes);
  return pairs >= 4 && alone === 0 && low === 0 && gb > pairs * 0.8 && fits(bytes, 'gb18030');
}

/**
 * High bytes in pairs and alone, and which charset the pairs are usual in: the everyday characters of GB 2312 lie in B0–D7,
 * those of Big5 in A4–C6; only Big5 and Shift JIS have second bytes below 80, and kana are 82 9F… and 83 40….
 */
function countPairs(bytes: Uint8Array) {
  const count = { pairs: 0, alone: 0, gb: 0, big5: 0, low: 0, kana: 0 };
  for (let at = 0; at < bytes.length; at += 1) {
    const first = bytes[at]!;
    if (first < 0x81) continue;
    const second = bytes[at + 1] ?? 0;
    // A letter after a lone high byte is its neighbour in a word, not its second half, unless what follows is high again.
    const isLow = second >= 0x40 && second < 0x7f && ((bytes[at + 2] ?? 0x80) >= 0x80 || (bytes[at + 2] ?? 0) < 0x41);
    if (second < 0x80 && !isLow) {
      count.alone += 1;
      continue;
    }
    count.pairs += 1;
    if (first >= 0xb0 && first <= 0xd7 && second >= 0xa1) count.gb += 1;
    if (first >= 0xa4 && first <= 0xc6) count.big5 += 1;
    if (isLow) count.low += 1;
    if ((first === 0x82 && second >= 0x9f && second <= 0xf1) || (first === 0x83 && second >= 0x40 && second <= 0x96)) {
      count.kana += 1;
    }
    at += 1;
  }
  return count;
}

function hasHigh(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte >= 0x80);
}

function isIso2022(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return ['$@', '$B', '(J'].some((set) => text.includes(`\u001b${set}`));
}

function fits(bytes: Uint8Array, charset: string): boolean {
  try {
    new TextDecoder(charset, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
