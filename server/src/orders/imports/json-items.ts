import { StringDecoder } from 'node:string_decoder';
import { Refusal } from '../../platform/refusal.ts';

const ITEM_LIMIT = 4 * 1024 * 1024;
const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [34, 92, 91, 93, 123, 125];

/**
 * The objects of a JSON file, each as its own text, without holding the whole file: those of `[…]`, of `{"orders": […]}`
 * or `{"products": […]}`, or one after the other as in NDJSON.
 *
 * Throws `import.unreadable` where the brackets do not match, or one object is longer than 4 MB.
 */
export async function* jsonItems(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let scan: ((text: string) => Generator<string>) | null = null;
  let head = '';
  for await (const chunk of chunks) {
    const text = decoder.write(Buffer.from(chunk));
    if (scan) {
      yield* scan(text);
      continue;
    }
    head += text;
    if (head.length < 200) continue;
    scan = scanner(levelOf(head));
    yield* scan(head);
  }
  scan ??= scanner(levelOf(head));
  yield* scan(decoder.end() + (head.length < 200 ? head : ''));
  yield* scan('\0');
}

/** How deep the objects lie: side by side (0), in a list (1), in a list in an object (2). */
function levelOf(head: string): number {
  const start = head.replace(/^\ufeff/, '').trimStart();
  if (start.startsWith('[')) return 1;
  return /^\{\s*"(orders|products)"\s*:\s*\[/.test(start) ? 2 : 0;
}

/** Takes the text piece by piece, and at the end a NUL, which no JSON holds. */
function scanner(level: number): (text: string) => Generator<string> {
  let [depth, inText, escaped] = [0, false, false];
  let held = '';
  return function* (text) {
    let from = held === '' ? -1 : 0;
    for (let i = 0; i < text.length; i += 1) {
      const c = text.charCodeAt(i);
      if (c === 0) {
        if (depth !== 0 || inText) throw unreadable();
      } else if (inText) {
        if (escaped) escaped = false;
        else if (c === BACKSLASH) escaped = true;
        else if (c === QUOTE) inText = false;
      } else if (c === QUOTE) inText = true;
      else if (c === OPEN_LIST || c === OPEN_OBJECT) {
        if (depth === level && c === OPEN_OBJECT && from < 0) from = i;
        depth += 1;
      } else if (c === CLOSE_LIST || c === CLOSE_OBJECT) {
        depth -= 1;
        if (depth < 0) throw unreadable();
        if (depth === level && from >= 0) {
          yield held + text.slice(from, i + 1);
          held = '';
          from = -1;
        }
      }
    }
    if (from >= 0) held += text.slice(from);
    if (held.length > ITEM_LIMIT) throw unreadable();
  };
}

function unreadable(): Refusal {
  return new Refusal('import.unreadable', { reason: 'json' });
}
