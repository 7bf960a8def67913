import { describe, expect, test } from 'vitest';
import { boxHeight, boxWidth, type LayoutStep, layoutFlow, neighbour, rowsOf, wordWidth } from './flow-layout.ts';

const step = (id: string, ...next: [string, string?][]): LayoutStep => ({
  id,
  next: next.map(([to, words = '']) => ({ to, words })),
});
/** The flow of the drawing: three ways part after the question, and come together again. */
const drawn = [
  step('1', ['2']),
  step('2', ['3a', 'missing, damaged'], ['3b', 'can’t use it, broken'], ['3c', 'changed my mind']),
  step('3a', ['4a', 'in stock']),
  step('3b', ['4b', 'found a guide']),
  step('3c', ['4c', 'yes'], ['5', 'over $300, third return']),
  step('4a', ['6']),
  step('4b', ['6', 'no thanks']),
  step('4c', ['6', 'wants it anyway']),
  step('5', ['8']),
  step('6', ['7', 'picks one'], ['8', 'disputes, upset, unsure']),
  step('7'),
  step('8'),
];
const long = Array.from({ length: 24 }, (_, at) =>
  step(
    String(at + 1),
    ...(at < 23 ? ([[String(at + 2), 'yes']] as [string, string][]) : []),
    ...(at < 20 ? ([[String(at + 4), 'the buyer wants something else']] as [string, string][]) : []),
  ),
);

describe.each([
  ['the drawn flow', drawn],
  ['a long flow with many ways', long],
])('%s', (_, steps) => {
  const { boxes, lines, width, height } = layoutFlow(steps);
  const boxOf = (id: string) => boxes.find((box) => box.id === id)!;

  test('has a box for every step, none upon another, all within the picture', () => {
    expect(boxes.map(({ id }) => id)).toEqual(steps.map(({ id }) => id));
    for (const a of boxes) {
      expect(a.x).toBeGreaterThanOrEqual(0);
      expect(a.x + boxWidth).toBeLessThanOrEqual(width);
      expect(a.y + boxHeight).toBeLessThanOrEqual(height);
      for (const b of boxes) {
        if (a.id === b.id) continue;
        expect(Math.abs(a.x - b.x) >= boxWidth || Math.abs(a.y - b.y) >= boxHeight, `${a.id} on ${b.id}`).toBe(true);
      }
    }
  });

  test('reads from the top: a step stands below the one that leads to it', () => {
    for (const { from, to } of lines) expect(boxOf(to).y, `${from} to ${to}`).toBeGreaterThan(boxOf(from).y);
  });

  test('has square lines from the foot of one box to the head of the next', () => {
    for (const { from, to, points } of lines) {
      const [first, last] = [points[0]!, points.at(-1)!];
      expect([first.x, first.y]).toEqual([boxOf(from).x + boxWidth / 2, boxOf(from).y + boxHeight]);
      expect([last.x, last.y]).toEqual([boxOf(to).x + boxWidth / 2, boxOf(to).y]);
      points.slice(1).forEach((point, at) => {
        const before = points[at]!;
        expect(Math.abs(point.x - before.x) < 0.01 || Math.abs(point.y - before.y) < 0.01).toBe(true);
      });
    }
  });

  test('draws no line through a box', () => {
    for (const line of lines) {
      line.points.slice(1).forEach((b, at) => {
        const a = line.points[at]!;
        for (const box of boxes) {
          const beside =
            Math.max(a.x, b.x) <= box.x + 0.5 ||
            Math.min(a.x, b.x) >= box.x + boxWidth - 0.5 ||
            Math.max(a.y, b.y) <= box.y + 0.5 ||
            Math.min(a.y, b.y) >= box.y + boxHeight - 0.5;
          expect(beside, `${line.from} to ${line.to} through ${box.id}`).toBe(true);
        }
      });
    }
  });

  test('lets no words on the lines lie upon other words', () => {
    const words = lines.filter(({ label }) => label.text).map(({ label }) => label);
    words.forEach((a, at) => {
      for (const b of words.slice(at + 1)) {
        const apart =
          Math.abs(a.x - b.x) >= (wordWidth(a.text) + wordWidth(b.text)) / 2 - 1 || Math.abs(a.y - b.y) >= 17;
        expect(apart, `${a.text} on ${b.text}`).toBe(true);
      }
    });
  });
});

test('lines that go sideways between the same rows do not lie upon each other unless they begin or end together', () => {
  const { lines } = layoutFlow(long);
  const flat = lines.flatMap((line) =>
    line.points.slice(1).flatMap((b, at) => {
      const a = line.points[at]!;
      return a.y === b.y ? [{ line, y: a.y, left: Math.min(a.x, b.x), right: Math.max(a.x, b.x) }] : [];
    }),
  );
  for (const a of flat) {
    for (const b of flat) {
      if (a.line === b.line || a.line.from === b.line.from || a.line.to === b.line.to) continue;
      expect(a.y === b.y && a.left < b.right && b.left < a.right, `${a.line.from} on ${b.line.from}`).toBe(false);
    }
  }
});

test('a step with many ways on grows downwards: three boxes in a row at most', () => {
  const fan = [
    step('1', ...'abcdefg'.split('').map((letter): [string, string] => [`2${letter}`, letter])),
    ...'abcdefg'.split('').map((letter) => (letter === 'a' ? step('2a', ['3']) : step(`2${letter}`))),
    step('3'),
  ];
  const rows = [...rowsOf(fan).values()];
  expect(Math.max(...rows.map((row) => rows.filter((each) => each === row).length))).toBe(3);
  expect(rowsOf(fan).get('2a')).toBe(1);
  expect(layoutFlow(fan).width).toBeLessThan(1000);
});

test('a way that leads nowhere known is left out, and circles are drawn all the same', () => {
  const { lines, boxes } = layoutFlow([step('1', ['2'], ['9']), step('2', ['1', 'again'])]);
  expect(boxes).toHaveLength(2);
  expect(lines.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(['1 2', '2 1']);
});

test('arrow keys lead to the next box in their direction', () => {
  const { boxes } = layoutFlow(drawn);
  expect(neighbour(boxes, '1', 'ArrowDown')).toBe('2');
  expect(neighbour(boxes, '2', 'ArrowUp')).toBe('1');
  const row = boxes.filter(({ id }) => ['3a', '3b', '3c'].includes(id)).sort((a, b) => a.x - b.x);
  expect(neighbour(boxes, row[0]!.id, 'ArrowRight')).toBe(row[1]!.id);
  expect(neighbour(boxes, row[1]!.id, 'ArrowLeft')).toBe(row[0]!.id);
  expect(neighbour(boxes, '1', 'ArrowUp')).toBeNull();
  expect(neighbour(boxes, '1', 'x')).toBeNull();
});
