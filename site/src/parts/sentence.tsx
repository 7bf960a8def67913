import { type ComponentChildren, Fragment } from 'preact';

/** A hole, with the sign before it and the stop after it: those do not part from it at the end of a line. */
const HOLE = /(\$?\{\w+\}[.,;%。，；]*)/;

/** A sentence with things in its holes: fields, names, numbers. The holes may stand in another order in each language. */
export function Sentence({ text, holes }: { text: string; holes: Record<string, ComponentChildren> }) {
  return (
    <>
      {text.split(HOLE).map((piece, at) => {
        const [, sign, name, stop] = /^(\$?)\{(\w+)\}(.*)$/.exec(piece) ?? [];
        // The pieces of one sentence keep their places.
        if (name === undefined) return <Fragment key={at}>{piece}</Fragment>;
        return (
          <span key={at} class="joined">
            {sign}
            {holes[name]}
            {stop}
          </span>
        );
      })}
    </>
  );
}
