/**
 * Where the boxes and lines of a flow's picture stand. Rows hold three boxes at most, so that a flow grows downwards, as it
 * is read; dagre orders them so that few lines cross and keeps room for the words on each line; the lines are then drawn
 * square, each in a lane of its own where it would lie upon another. Pure.
 */
import dagre from '@dagrejs/dagre';
import { type Cell, type Link, setColumns } from './flow-columns.ts';

export type LayoutStep = { id: string; next: readonly { to: string; words: string }[] };
export type Placed = { id: string; x: number; y: number };
export type Line = {
  from: string;
  to: string;
  /** Which of the ways on of `from`. */
  way: number;
  points: Point[];
  /** Middle of its words. */
  label: Point & { text: string };
};
export type Point = { x: number; y: number };
export type Layout = { width: number; height: number; boxes: Placed[]; lines: Line[] };

export const boxWidth = 196;
export const boxHeight = 68;
const labelHeight = 18;
const lane = 7;
const margin = 12;

/** About so wide in 12 px: Chinese takes twice the room of Latin. */
export function wordWidth(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter.codePointAt(0)! >= 0x2e80 ? 12.2 : 6.3), 0) + 12;
}

export function layoutFlow(steps: readonly LayoutStep[]): Layout {
  if (steps.length === 0) return { width: 0, height: 0, boxes: [], lines: [] };
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 20, edgesep: 12, ranksep: 48, marginx: margin, marginy: margin });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of steps) graph.setNode(id, { width: boxWidth, height: boxHeight });
  const row = rowsOf(steps);
  for (const step of steps) {
    step.next.forEach(({ to, words }, way) => {
      if (!row.has(to) || to === step.id) return;
      const down = row.get(to)! - row.get(step.id)!;
      // A way back up is laid out as one down, and turned round again below.
      const [v, w] = down > 0 ? [step.id, to] : [to, step.id];
      const room = { width: words ? wordWidth(words) : 2, height: labelHeight, labelpos: 'c' as const };
      graph.setEdge(
        v,
        w,
        { ...room, minlen: Math.max(1, Math.abs(down)), weight: down === 1 ? 2 : 1, words, way, back: down <= 0 },
        `${step.id} ${way}`,
      );
    });
  }
  dagre.layout(graph);

  const raw = graph
    .edges()
    .map(({ v, w, name }): Raw => ({ from: v, to: w, stops: [], ...(graph.edge(v, w, name) as Edge) }));
  const centre = placed(steps, raw, (id) => graph.node(id) as Point);
  const boxes = steps.map(({ id }) => ({
    id,
    x: centre.get(id)!.x - boxWidth / 2,
    y: centre.get(id)!.y - boxHeight / 2,
  }));
  const ranks = [...new Set([...centre.values()].map(({ y }) => y))].sort((a, b) => a - b);
  for (const edge of raw)
    if (edge.back) Object.assign(edge, { from: edge.to, to: edge.from, stops: edge.stops.reverse() });
  const laneOf = lanes(raw);
  const lines = raw.map(
    (edge, at): Line => ({
      from: edge.from,
      to: edge.to,
      way: edge.way,
      points: squared(edge.stops, ranks, (leg) => laneOf(at, leg)),
      label: { x: edge.label?.x ?? edge.stops[0]!.x, y: edge.label?.y ?? edge.stops[0]!.y, text: edge.words },
    }),
  );
  const right = Math.max(
    ...boxes.map(({ x }) => x + boxWidth),
    ...lines.flatMap(({ points, label }) => [...points.map(({ x }) => x), label.x + wordWidth(label.text) / 2]),
  );
  const left = Math.min(...boxes.map(({ x }) => x), ...lines.flatMap(({ points }) => points.map(({ x }) => x)), margin);
  const bottom = Math.max(...boxes.map(({ y }) => y + boxHeight));
  const shift = Math.max(0, margin - left);
  const moved = <T extends Point>(point: T): T => ({ ...point, x: point.x + shift });
  return {
    width: Math.ceil(right + shift + margin),
    height: Math.ceil(bottom + margin),
    boxes: boxes.map(moved),
    lines: lines.map((line) => ({ ...line, points: line.points.map(moved), label: moved(line.label) })),
  };
}

type Edge = { points: Point[]; x?: number; y?: number; words: string; way: number; back: boolean };
type Raw = Edge & { from: string; to: string; stops: Point[]; label?: Point };

/**
 * The middles of the boxes, and where each line comes by from row to row. dagre's rows and their order are kept; from
 * left to right things stand closer than it would put them, as lines may bend between rows.
 */
function placed(steps: readonly LayoutStep[], edges: Raw[], at: (id: string) => Point): Map<string, Point> {
  const heights = [
    ...new Set(
      [...steps.map(({ id }) => at(id).y), ...edges.flatMap(({ points }) => points.slice(1, -1).map(({ y }) => y))].map(
        Math.round,
      ),
    ),
  ].sort((a, b) => a - b);
  const rowAt = (y: number) => heights.indexOf(Math.round(y));
  const cells: Cell[] = steps.map(({ id }) => ({ row: rowAt(at(id).y), width: boxWidth, x: at(id).x, box: true }));
  const cellOf = new Map(steps.map(({ id }, place) => [id, place]));
  const links: Link[] = [];
  const chains = edges.map((edge) => {
    const chain = [cellOf.get(edge.from)!];
    const bends = edge.points.slice(1, -1);
    bends.forEach((point, place) => {
      // Words stand right below the box they lead away from.
      const isWords = place === (edge.back ? bends.length - 1 : 0);
      const width = isWords && edge.words ? wordWidth(edge.words) : 2;
      chain.push(cells.push({ row: rowAt(point.y), width, x: point.x, box: false }) - 1);
    });
    chain.push(cellOf.get(edge.to)!);
    chain.slice(1).forEach((b, place) => {
      const a = chain[place]!;
      // A line keeps straight on its way more than it keeps below its box.
      links.push({ a, b, pull: cells[a]!.box || cells[b]!.box ? 1 : 8 });
    });
    return chain;
  });
  setColumns(cells, links);
  const middle = (cell: number): Point => ({
    x: Math.round(margin + cells[cell]!.x),
    y: heights[cells[cell]!.row]!,
  });
  edges.forEach((edge, place) => {
    edge.stops = chains[place]!.map(middle);
    const words = edge.back ? edge.stops.at(-2) : edge.stops[1];
    if (words) edge.label = words;
  });
  return new Map(steps.map(({ id }, cell) => [id, middle(cell)]));
}

const mostInRow = 3;
/**
 * The row of each step: below every step that leads to it, and at most three in a row. The step with the longest way
 * still before it comes first; the other places of its row go to those that wait longest.
 */
export function rowsOf(steps: readonly LayoutStep[]): Map<string, number> {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const back = waysBack(steps, byId);
  const onward = (id: string) =>
    byId.get(id)!.next.flatMap(({ to }) => (byId.has(to) && to !== id && !back.has(`${id} ${to}`) ? [to] : []));
  const heights = new Map<string, number>();
  const height = (id: string): number => {
    const known = heights.get(id);
    if (known !== undefined) return known;
    const found = Math.max(0, ...onward(id).map((to) => 1 + height(to)));
    heights.set(id, found);
    return found;
  };
  const leads = new Map(steps.map(({ id }) => [id, 0]));
  for (const { id } of steps) for (const to of new Set(onward(id))) leads.set(to, leads.get(to)! + 1);
  let ready = steps.filter(({ id }) => leads.get(id) === 0).map(({ id }) => id);
  const rows = new Map<string, number>();
  for (let row = 0; ready.length > 0; row++) {
    const longest = ready.reduce((a, b) => (height(b) > height(a) ? b : a));
    const placed = [longest, ...ready.filter((id) => id !== longest)].slice(0, mostInRow);
    ready = ready.filter((id) => !placed.includes(id));
    for (const id of placed) rows.set(id, row);
    for (const id of placed) {
      for (const to of new Set(onward(id))) {
        leads.set(to, leads.get(to)! - 1);
        if (leads.get(to) === 0) ready.push(to);
      }
    }
  }
  return rows;
}

/** Ways that close a circle, seen from the first step: they lead up. */
function waysBack(steps: readonly LayoutStep[], byId: ReadonlyMap<string, LayoutStep>): Set<string> {
  const found = new Set<string>();
  const state = new Map<string, 'open' | 'done'>();
  const walk = (id: string) => {
    state.set(id, 'open');
    for (const { to } of byId.get(id)!.next) {
      if (!byId.has(to) || to === id) continue;
      if (state.get(to) === 'open') found.add(`${id} ${to}`);
      else if (!state.has(to)) walk(to);
    }
    state.set(id, 'done');
  };
  for (const { id } of steps) if (!state.has(id)) walk(id);
  return found;
}

const isBox = (y: number, ranks: readonly number[]) => ranks.some((rank) => Math.abs(rank - y) < 1);
const halfOf = (y: number, ranks: readonly number[]) => (isBox(y, ranks) ? boxHeight : labelHeight) / 2;

/**
 * Where several lines go sideways between the same two rows, each gets a lane. Lines that leave one box, or come to one,
 * share theirs: they read as one line that parts.
 */
function lanes(edges: readonly Pick<Raw, 'from' | 'to' | 'stops'>[]): (edge: number, leg: number) => number {
  type Group = { left: number; right: number; members: [number, number][] };
  const rows = new Map<string, Map<string, Group>>();
  edges.forEach(({ from, to, stops }, edge) => {
    for (let leg = 0; leg < stops.length - 1; leg++) {
      const [a, b] = [stops[leg]!, stops[leg + 1]!];
      if (Math.abs(a.x - b.x) < 1) continue;
      const row = `${Math.round(Math.min(a.y, b.y))}`;
      const name = leg === 0 ? `from ${from}` : leg === stops.length - 2 ? `to ${to}` : `own ${edge}`;
      const groups = rows.get(row) ?? new Map<string, Group>();
      rows.set(row, groups);
      const group = groups.get(name) ?? {
        left: Number.POSITIVE_INFINITY,
        right: Number.NEGATIVE_INFINITY,
        members: [],
      };
      group.left = Math.min(group.left, a.x, b.x);
      group.right = Math.max(group.right, a.x, b.x);
      group.members.push([edge, leg]);
      groups.set(name, group);
    }
  });
  const shift = new Map<string, number>();
  for (const groups of rows.values()) {
    const taken: Group[][] = [];
    const sorted = [...groups.values()].sort((a, b) => a.left - b.left);
    for (const group of sorted) {
      let at = taken.findIndex((lane) =>
        lane.every(({ left, right }) => group.left > right + 6 || group.right < left - 6),
      );
      if (at < 0) at = taken.push([]) - 1;
      taken[at]!.push(group);
    }
    taken.forEach((groupsOfLane, at) => {
      for (const { members } of groupsOfLane) {
        for (const [edge, leg] of members) shift.set(`${edge} ${leg}`, (at - (taken.length - 1) / 2) * lane);
      }
    });
  }
  return (edge, leg) => shift.get(`${edge} ${leg}`) ?? 0;
}

/** Down, across in the middle between the two rows, down. */
function squared(stops: readonly Point[], ranks: readonly number[], shift: (leg: number) => number): Point[] {
  const first = stops[0]!;
  const last = stops.at(-1)!;
  const down = last.y >= first.y;
  const out: Point[] = [{ x: first.x, y: first.y + (down ? 1 : -1) * (boxHeight / 2) }];
  for (let leg = 0; leg < stops.length - 1; leg++) {
    const [a, b] = [stops[leg]!, stops[leg + 1]!];
    if (Math.abs(a.x - b.x) < 1) continue;
    const way = b.y >= a.y ? 1 : -1;
    const middle = (a.y + way * halfOf(a.y, ranks) + b.y - way * halfOf(b.y, ranks)) / 2 + shift(leg);
    out.push({ x: a.x, y: middle }, { x: b.x, y: middle });
  }
  out.push({ x: last.x, y: last.y - (down ? 1 : -1) * (boxHeight / 2) });
  return out;
}

/** The box an arrow key leads to: the nearest in that direction, sideways ones of the same row first. */
export function neighbour(boxes: readonly Placed[], id: string, key: string): string | null {
  const at = boxes.find((box) => box.id === id);
  if (!at) return null;
  const sides: Record<string, [number, number]> = {
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
  };
  const side = sides[key];
  if (!side) return null;
  const [dx, dy] = side;
  let best: { id: string; far: number } | null = null;
  for (const box of boxes) {
    const [x, y] = [box.x - at.x, box.y - at.y];
    const along = x * dx + y * dy;
    if (box.id === id || along < 1) continue;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    // A step down a row and a little aside is nearer than one far below.
    const far = along + aside * (dx === 0 ? 0.6 : 4);
    if (!best || far < best.far) best = { id: box.id, far };
  }
  return best?.id ?? null;
}
