import { type ComponentChildren, Fragment } from 'preact';

/** A sentence with things in its holes: fields, names, numbers. The holes may stand in another order in each language. */
export function Sentence({ text, holes }: { text: string; holes: Record<string, ComponentChildren> }) {
  return (
    <>
      {text.split(/(\{\w+\})/).map((piece, at) => {
        const name = /^\{(\w+)\}$/.exec(piece)?.[1];
        // The pieces of one sentence keep their places.
        return <Fragment key={at}>{name ? holes[name] : piece}</Fragment>;
      })}
    </>
  );
}
