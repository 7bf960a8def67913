/** What the agent does to the picture, as the buyer's screen holds it. Pure. */
import type { Mark, ToolWord } from '@recoup/contract';

export type Shown = { kind: 'guide' | 'video' | 'picture'; title: string; url: string };
export type Hint = 'light' | 'closer' | 'slower' | 'turn' | 'flip' | 'photo';
export type Board = {
  /** The still that stands in place of the live picture. */
  still: { id: string | null; url: string } | null;
  marks: readonly Mark[];
  pointer: readonly [number, number] | null;
  shown: Shown | null;
  hint: Hint | null;
};
export const clear: Board = { still: null, marks: [], pointer: null, shown: null, hint: null };

/** The board after a word of the agent; marks of a still that is not shown are let go. */
export function drawn(board: Board, word: ToolWord): Board {
  switch (word.kind) {
    case 'freeze':
      return { ...board, still: word.url ? { id: word.still_id, url: word.url } : null, marks: [], pointer: null };
    case 'marks':
      return isHere(board, word.still_id) ? { ...board, marks: word.marks } : board;
    case 'stroke':
      return isHere(board, word.still_id)
        ? { ...board, marks: [...board.marks.filter((one) => one.id !== word.mark.id), word.mark] }
        : board;
    case 'pointer':
      return { ...board, pointer: word.at };
    case 'show':
      return { ...board, shown: word.what };
    case 'hint':
      return { ...board, hint: word.hint };
    default:
      return board;
  }
}
const isHere = (board: Board, stillId: string | null) => (board.still?.id ?? null) === stillId;
