/**
 * Words of the tools to one peer: over the channel between the browsers once it is open, else over the line, never both. What the
 * channel took along when it broke goes over the line; the order is kept on either way, and on the change from one to the other.
 */
import type { ToolWord } from '@recoup/contract';
import { openInbox, openOutbox } from './words.ts';

/** Over the channel: where the numbering stands, a word, or that one has arrived. */
type OnChannel = { start: number } | { n: number; word: ToolWord } | { got: number };

export type Tools = {
  say(word: ToolWord): void;
  /** What came over the channel. */
  hear(text: string): void;
  /** The channel opened or closed, the line did, or words arrived. */
  look(): void;
  close(): void;
};

const PACE_MS = 40;
const LOOK_MS = 20;
/** What the line takes in one word, with room for what goes around it. */
const MOST_CHARS = 48_000;

export function openTools(wires: {
  isOpen(): boolean;
  send(text: string): void;
  /** Over the line; it keeps the word until it has arrived. */
  sayOnLine(word: ToolWord, key?: string): void;
  /** The line still has words of this kind on their way. */
  lineOwes(): boolean;
  heard(word: ToolWord): void;
}): Tools {
  const outbox = openOutbox<ToolWord>(PACE_MS);
  const inbox = openInbox<ToolWord>();
  let onChannel = false;
  let timer: ReturnType<typeof setInterval> | undefined;
  const send = (said: OnChannel) => wires.send(JSON.stringify(said));

  function look() {
    if (onChannel && !wires.isOpen()) {
      onChannel = false;
      for (const { said, key } of outbox.drain()) wires.sayOnLine(said, key);
    } else if (!onChannel && wires.isOpen() && !wires.lineOwes()) {
      onChannel = true;
      send({ start: outbox.next() });
    }
    pump();
  }
  function pump() {
    if (onChannel && wires.isOpen()) for (const { n, said } of outbox.due(performance.now())) send({ n, word: said });
    const waits = onChannel ? outbox.size() > 0 : wires.isOpen();
    if (waits) timer ??= setInterval(look, LOOK_MS);
    else {
      clearInterval(timer);
      timer = undefined;
    }
  }

  return {
    say(word) {
      look();
      for (const part of inParts(word)) {
        if (onChannel) outbox.put(part, keyOf(part));
        else wires.sayOnLine(part, keyOf(part));
      }
      pump();
    },
    hear(text) {
      const said = read(text);
      if (!said) return;
      if ('start' in said) return inbox.startAt(said.start);
      if ('got' in said) return outbox.got(said.got);
      const { heard, known } = inbox.take(said.n, said.word);
      if (known && wires.isOpen()) send({ got: said.n });
      for (const word of heard) wires.heard(word);
    },
    look,
    close: () => clearInterval(timer),
  };
}

/** A later word of the same key says all that the earlier one said. */
export function keyOf(word: ToolWord): string | undefined {
  if (word.kind === 'pointer') return 'pointer';
  if (word.kind === 'stroke') return `stroke:${word.mark.id}`;
  return undefined;
}

/** Very many marks do not fit in one word: those that do not follow one by one. */
function inParts(word: ToolWord): ToolWord[] {
  if (word.kind !== 'marks' || JSON.stringify(word).length <= MOST_CHARS) return [word];
  const { still_id, marks } = word;
  let fit = marks.length;
  while (fit > 0 && JSON.stringify(marks.slice(0, fit)).length > MOST_CHARS) fit = Math.floor(fit / 2);
  const rest = marks.slice(fit).map((mark): ToolWord => ({ kind: 'stroke', still_id, mark }));
  return [{ kind: 'marks', still_id, marks: marks.slice(0, fit) }, ...rest];
}

/** The channel passes no server: what comes over it is looked at here, by the same rules as contract/call-lines.ts. */
function read(text: string): OnChannel | null {
  if (text.length > 4 * MOST_CHARS) return null;
  try {
    const said: unknown = JSON.parse(text);
    if (!isObject(said)) return null;
    if (isCount(said.start)) return { start: said.start };
    if (isCount(said.got)) return { got: said.got };
    return isCount(said.n) && isToolWord(said.word) ? { n: said.n, word: said.word } : null;
  } catch {
    return null;
  }
}

type Unknown = Record<string, unknown>;
const isObject = (value: unknown): value is Unknown => typeof value === 'object' && value !== null;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 1;
const isText = (value: unknown, most: number): value is string => typeof value === 'string' && value.length <= most;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const isId = (value: unknown) => typeof value === 'string' && UUID.test(value);
const isNull = (value: unknown) => value === null;
const isShare = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1;
const isPoint = (value: unknown) => Array.isArray(value) && value.length === 2 && value.every(isShare);
/** A page or a picture, never a script. */
const isAddress = (value: unknown) => isText(value, 600) && /^(https?:\/\/|\/(?!\/))/i.test(value);
const oneOf =
  (...words: string[]) =>
  (value: unknown) =>
    words.includes(value as string);

const isKind = oneOf('pen', 'arrow', 'circle', 'text', 'step', 'measure');
const isColor = oneOf('red', 'yellow', 'white');
function isMark(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { id, kind, color, points, words } = value;
  const isWay = Array.isArray(points) && points.length >= 1 && points.length <= 2000 && points.every(isPoint);
  return isText(id, 40) && isKind(kind) && isColor(color) && isWay && (isNull(words) || isText(words, 120));
}

const shapes: Record<ToolWord['kind'], (word: Unknown) => boolean> = {
  freeze: (word) => isIdOrNull(word.still_id) && (isNull(word.url) || isAddress(word.url)),
  marks: (word) =>
    isIdOrNull(word.still_id) && Array.isArray(word.marks) && word.marks.length <= 200 && word.marks.every(isMark),
  stroke: (word) => isIdOrNull(word.still_id) && isMark(word.mark),
  pointer: (word) => isNull(word.at) || isPoint(word.at),
  show: ({ what }) =>
    isNull(what) ||
    (isObject(what) && oneOf('guide', 'video', 'picture')(what.kind) && isText(what.title, 200) && isAddress(what.url)),
  take_still: (word) => isText(word.ask, 40),
  still_taken: (word) => isText(word.ask, 40) && isId(word.still_id),
  still_failed: (word) => isText(word.ask, 40) && oneOf('no_picture', 'too_large', 'not_sent')(word.because),
  hint: (word) => isNull(word.hint) || oneOf('light', 'closer', 'slower', 'turn', 'flip', 'photo')(word.hint),
  torch: (word) => typeof word.on === 'boolean',
};
const isIdOrNull = (value: unknown) => isNull(value) || isId(value);

export function isToolWord(value: unknown): value is ToolWord {
  if (!isObject(value) || typeof value.kind !== 'string' || !Object.hasOwn(shapes, value.kind)) return false;
  return shapes[value.kind as ToolWord['kind']](value);
}
