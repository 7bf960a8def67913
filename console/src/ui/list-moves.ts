/** What keys and clicks do to a list: where the hand is, and what is picked. Pure, over the ids shown in order. */
export type ListState = {
  /** The row the hand is on; it keeps its row when others come or go. */
  current: string | null;
  picked: ReadonlySet<string>;
  /** Where a run started, for Shift. */
  anchor: string | null;
};
export const noneChosen: ListState = { current: null, picked: new Set(), anchor: null };

export type ListMove =
  | { do: 'down' }
  | { do: 'up' }
  | { do: 'at'; id: string }
  | { do: 'pick'; id?: string }
  | { do: 'run'; id: string }
  | { do: 'all' }
  | { do: 'none' };

/** The next state. `ids` are the rows shown, in order; picks of rows no longer shown are dropped. */
export function moveList(state: ListState, move: ListMove, ids: readonly string[]): ListState {
  const at = state.current === null ? -1 : ids.indexOf(state.current);
  switch (move.do) {
    case 'down':
      return { ...state, current: ids[Math.min(at + 1, ids.length - 1)] ?? null };
    case 'up':
      return { ...state, current: ids[Math.max(at - 1, 0)] ?? null };
    case 'at':
      return { ...state, current: move.id };
    case 'pick': {
      const id = move.id ?? state.current;
      if (id === null || !ids.includes(id)) return state;
      const picked = new Set(state.picked);
      if (!picked.delete(id)) picked.add(id);
      return { current: id, picked, anchor: id };
    }
    case 'run': {
      const from = state.anchor === null ? -1 : ids.indexOf(state.anchor);
      const to = ids.indexOf(move.id);
      if (to < 0) return state;
      if (from < 0) return moveList(state, { do: 'pick', id: move.id }, ids);
      const picked = new Set(state.picked);
      for (const id of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) picked.add(id);
      return { ...state, current: move.id, picked };
    }
    case 'all':
      return { ...state, picked: ids.every((id) => state.picked.has(id)) ? new Set() : new Set(ids) };
    case 'none':
      return { ...state, picked: new Set(), anchor: null };
  }
}

/** After rows came or went: picks that left are dropped, the hand stays on its row or goes nowhere. */
export function keepShown(state: ListState, ids: readonly string[]): ListState {
  const shown = new Set(ids);
  const picked = [...state.picked].filter((id) => shown.has(id));
  const lost = state.current !== null && !shown.has(state.current);
  if (picked.length === state.picked.size && !lost) return state;
  return {
    current: lost ? null : state.current,
    picked: new Set(picked),
    anchor: state.anchor !== null && shown.has(state.anchor) ? state.anchor : null,
  };
}

/** What a verb on the picked rows will really do: the rows it takes, and those it leaves out with the reason. */
export function splitByVerb<Row, Why>(
  rows: readonly Row[],
  may: (row: Row) => true | Why,
): { taken: Row[]; left: { row: Row; why: Why }[] } {
  const taken: Row[] = [];
  const left: { row: Row; why: Why }[] = [];
  for (const row of rows) {
    const answer = may(row);
    if (answer === true) taken.push(row);
    else left.push({ row, why: answer });
  }
  return { taken, left };
}
