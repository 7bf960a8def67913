/** Drawing on a still: the tool in hand, what is drawn, and what the buyer is told of it while it grows. */

import type { CallStill, Mark, ToolWord } from '@recoup/contract';
import type { Board, Point, Size } from '@recoup/rtc/marks';
import * as drawn from '@recoup/rtc/marks';
import { useEffect, useRef, useState } from 'react';
import { type Known, lengthWords } from './lengths.ts';

export type Tool = Mark['kind'];
export type Color = Mark['color'];
export const tools: readonly Tool[] = ['pen', 'circle', 'arrow', 'text', 'step', 'measure'];
export const colors: readonly Color[] = ['red', 'yellow', 'white'];

/** A growing stroke is told so often; what comes between is overtaken. */
const tellEvery = 140;

export function useBoard(still: CallStill | null, say: (word: ToolWord) => void) {
  const [tool, setTool] = useState<Tool>('pen');
  const [color, setColor] = useState<Color>('red');
  const [board, setBoard] = useState<Board>(drawn.emptyBoard);
  const [growing, setGrowing] = useState<Mark | null>(null);
  /** Where words are being written. */
  const [writing, setWriting] = useState<Point | null>(null);
  /** The first measured line, waiting to be told what it lies along. */
  const [unknown, setUnknown] = useState<Mark | null>(null);
  const [known, setKnown] = useState<Known | null>(null);
  const told = useRef(0);
  const size: Size = { width: still?.width ?? 1, height: still?.height ?? 1 };
  const stillId = still?.id ?? null;
  const kept = still?.marks;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another still is another board; what is saved of this one is its own
  useEffect(() => {
    setBoard({ marks: [...(kept ?? [])], undone: [] });
    setGrowing(null);
    setWriting(null);
    setUnknown(null);
    setKnown(null);
  }, [stillId]);

  const stroke = (mark: Mark) => say({ kind: 'stroke', still_id: stillId, mark });
  const whole = (next: Board) => {
    setBoard(next);
    say({ kind: 'marks', still_id: stillId, marks: next.marks });
  };
  const add = (mark: Mark) => {
    setBoard((was) => drawn.put(was, mark));
    stroke(mark);
  };

  return {
    tool,
    setTool: (next: Tool) => {
      setWriting(null);
      setTool(next);
    },
    color,
    setColor,
    marks: board.marks,
    growing: growing ?? unknown,
    writing,
    unknown,
    canUndo: board.marks.length > 0,
    canRedo: board.undone.length > 0,
    down: (at: Point) => {
      if (unknown) return;
      if (tool === 'text') return setWriting(at);
      if (tool === 'step') return add(drawn.begin(board, 'step', color, at, drawn.nextStep(board.marks)));
      setGrowing(drawn.begin(board, tool, color, at));
    },
    move: (at: Point) => {
      if (!growing) return;
      const next = drawn.extend(growing, at);
      setGrowing(next);
      const now = Date.now();
      if (now - told.current < tellEvery) return;
      told.current = now;
      stroke(next);
    },
    up: () => {
      if (!growing) return;
      setGrowing(null);
      const done = drawn.finish(growing, size);
      if (!done) return say({ kind: 'marks', still_id: stillId, marks: board.marks });
      if (done.kind !== 'measure') return add(done);
      if (!known) return setUnknown(done);
      add({ ...done, words: lengthWords(known, done, size) });
    },
    /** The waiting line lies along something so long; null: it was a slip. */
    tellKnown: (what: { mm: number; words: string } | null) => {
      const [from, to] = [unknown?.points[0], unknown?.points.at(-1)];
      setUnknown(null);
      if (!unknown || !from || !to || !what) return say({ kind: 'marks', still_id: stillId, marks: board.marks });
      setKnown({ from, to, mm: what.mm });
      add({ ...unknown, words: what.words });
    },
    write: (words: string) => {
      if (writing && words.trim()) add(drawn.begin(board, 'text', color, writing, words.trim().slice(0, 120)));
      setWriting(null);
    },
    undo: () => {
      setKnown((was) => (board.marks.at(-1)?.kind === 'measure' ? null : was));
      whole(drawn.undo(board));
    },
    redo: () => whole(drawn.redo(board)),
    clear: () => {
      setKnown(null);
      whole({ marks: [], undone: [] });
    },
  };
}
export type DrawingBoard = ReturnType<typeof useBoard>;
