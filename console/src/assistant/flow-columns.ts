/**
 * Where things of ordered rows stand from left to right: as near as can be below what they hang on, apart from their
 * neighbours, and never wider than the fullest row must be. Pure.
 */
export type Cell = { row: number; width: number; x: number; box: boolean };
/** Cells that hang together, from one row to the next; `pull` how strongly they want to stand under each other. */
export type Link = { a: number; b: number; pull: number };

const gap = 14;
const sweeps = 24;

/** Sets the middle of each cell. The order of a row is that of the cells' x as they come in. */
export function setColumns(cells: Cell[], links: readonly Link[]): number {
  const rows: number[][] = [];
  cells.forEach((cell, at) => {
    rows[cell.row] ??= [];
    rows[cell.row]!.push(at);
  });
  const full = rows.filter(Boolean);
  for (const row of full) row.sort((a, b) => cells[a]!.x - cells[b]!.x);
  const apart = (a: number, b: number) =>
    (cells[a]!.width + cells[b]!.width) / 2 + (cells[a]!.box && cells[b]!.box ? gap + 6 : gap);
  const need = (row: readonly number[]) =>
    row.slice(1).reduce((sum, at, place) => sum + apart(row[place]!, at), 0) +
    (cells[row[0]!]!.width + cells[row.at(-1)!]!.width) / 2;
  const width = Math.max(...full.map(need));
  for (const row of full) {
    let x = (width - need(row)) / 2 + cells[row[0]!]!.width / 2;
    row.forEach((at, place) => {
      if (place > 0) x += apart(row[place - 1]!, at);
      cells[at]!.x = x;
    });
  }
  const linked: { to: number; pull: number }[][] = cells.map(() => []);
  for (const { a, b, pull } of links) {
    linked[a]!.push({ to: b, pull });
    linked[b]!.push({ to: a, pull });
  }
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const row of sweep % 2 === 0 ? full : [...full].reverse()) {
      const wanted = row.map((at) => {
        const all = linked[at]!.reduce((sum, { pull }) => sum + pull, 0);
        const middle =
          all === 0 ? cells[at]!.x : linked[at]!.reduce((sum, { to, pull }) => sum + cells[to]!.x * pull, 0) / all;
        return { middle, weight: all || 0.1 };
      });
      settle(row, wanted, cells, apart, width);
    }
  }
  straighten(full, cells, linked, apart);
  return width;
}

/** As near to where each wants to stand as their order and the room between them allow (pool adjacent violators). */
function settle(
  row: readonly number[],
  wanted: readonly { middle: number; weight: number }[],
  cells: Cell[],
  apart: (a: number, b: number) => number,
  width: number,
) {
  // Seen without the room between them, the cells must only stand in order.
  const before: number[] = [0];
  for (let place = 1; place < row.length; place++)
    before.push(before[place - 1]! + apart(row[place - 1]!, row[place]!));
  type Block = { sum: number; weight: number; count: number };
  const blocks: Block[] = [];
  wanted.forEach(({ middle, weight }, place) => {
    let block: Block = { sum: (middle - before[place]!) * weight, weight, count: 1 };
    while (blocks.length > 0 && blocks.at(-1)!.sum / blocks.at(-1)!.weight > block.sum / block.weight) {
      const last = blocks.pop()!;
      block = { sum: last.sum + block.sum, weight: last.weight + block.weight, count: last.count + block.count };
    }
    blocks.push(block);
  });
  const least = cells[row[0]!]!.width / 2;
  const most = width - cells[row.at(-1)!]!.width / 2 - before.at(-1)!;
  let place = 0;
  for (const { sum, weight, count } of blocks) {
    const at = Math.min(Math.max(sum / weight, least), Math.max(least, most));
    for (let of = 0; of < count; of++, place++) cells[row[place]!]!.x = at + before[place]!;
  }
}

/** A line that would step aside by a hair runs straight, where nothing stands in its way. */
function straighten(
  rows: readonly (readonly number[])[],
  cells: Cell[],
  linked: readonly { to: number; pull: number }[][],
  apart: (a: number, b: number) => number,
) {
  for (const ordered of [rows, [...rows].reverse(), rows, [...rows].reverse()]) {
    for (const row of ordered) {
      row.forEach((at, place) => {
        const cell = cells[at]!;
        const near = linked[at]!.map(({ to }) => cells[to]!.x)
          .filter((x) => Math.abs(x - cell.x) < (cell.box ? 26 : 130))
          .sort((a, b) => Math.abs(a - cell.x) - Math.abs(b - cell.x));
        for (const x of near) {
          const left = row[place - 1];
          const right = row[place + 1];
          if (left !== undefined && x - cells[left]!.x < apart(left, at) - 0.01) continue;
          if (right !== undefined && cells[right]!.x - x < apart(at, right) - 0.01) continue;
          cell.x = x;
          break;
        }
      });
    }
  }
}
