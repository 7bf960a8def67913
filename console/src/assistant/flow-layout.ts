/**
 * Where the boxes and lines of a flow's picture stand. dagre ranks the steps from the top, orders them so that few lines
 * cross and keeps room for the words on each line; the lines are then drawn square, each in a lane of its own where it
 * would lie upon another. Pure.
 */
import dagre from '@dagrejs/dagre';

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
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 22, edgesep: 14, ranksep: 52, marginx: margin, marginy: margin });
  graph.setDefaultEdgeLabel(() => ({}));
  const known = new Set(steps.map(({ id }) => id));
  for (const { id } of steps) graph.setNode(id, { width: boxWidth, height: boxHeight });
  for (const step of steps) {
    step.next.forEach(({ to, words }, way) => {
      if (!known.has(to) || to === step.id) return;
      // The first way is the usual one: it is held straight.
      const weight = way === 0 ? 2 : 1;
      const room = words ? { width: wordWidth(words), height: labelHeight } : { width: 2, height: labelHeight };
      graph.setEdge(step.id, to, { ...room, labelpos: 'c', weight, words, way }, String(way));
    });
  }
  if (steps.length === 0) return { width: 0, height: 0, boxes: [], lines: [] };
  dagre.layout(graph);

  const boxes = steps.map(({ id }) => {
    const { x = 0, y = 0 } = graph.node(id) as { x?: number; y?: number };
    return { id, x: x - boxWidth / 2, y: y - boxHeight / 2 };
  });
  const centre = new Map(boxes.map((box) => [box.id, { x: box.x + boxWidth / 2, y: box.y + boxHeight / 2 }]));
  const ranks = [...new Set([...centre.values()].map(({ y }) => y))].sort((a, b) => a - b);
  const raw = graph.edges().map(({ v, w, name }) => {
    const edge = graph.edge(v, w, name) as { points: Point[]; x?: number; y?: number; words: string; way: number };
    return { from: v, to: w, ...edge, stops: stopsOf(centre.get(v)!, centre.get(w)!, edge.points) };
  });
  const laneOf = lanes(raw);
  const lines = raw.map(
    (edge, at): Line => ({
      from: edge.from,
      to: edge.to,
      way: edge.way,
      points: squared(edge.stops, ranks, (leg) => laneOf(at, leg)),
      label: { x: edge.x ?? edge.stops[0]!.x, y: edge.y ?? edge.stops[0]!.y, text: edge.words },
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

/** Where a line comes by, from box to box: dagre's own bends, without those at the edges of the boxes. */
function stopsOf(from: Point, to: Point, points: readonly Point[]): Point[] {
  return [from, ...points.slice(1, -1), to];
}

const isBox = (y: number, ranks: readonly number[]) => ranks.some((rank) => Math.abs(rank - y) < 1);
const halfOf = (y: number, ranks: readonly number[]) => (isBox(y, ranks) ? boxHeight : labelHeight) / 2;

type Raw = { from: string; to: string; stops: Point[] };
/**
 * Where several lines go sideways between the same two rows, each gets a lane. Lines that leave one box, or come to one,
 * share theirs: they read as one line that parts.
 */
function lanes(edges: readonly Raw[]): (edge: number, leg: number) => number {
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
