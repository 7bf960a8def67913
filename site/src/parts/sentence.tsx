import { type ComponentChildren, Fragment } from 'preact';

/** A sentence with things in its holes: fields, names, numbers. The holes may stand in another order in each language. */
export function Sentence({ text, holes }: { text: string; holes: Record<string, ComponentChildren> }) {
  // A dollar sign stays with its amount, a full stop with its sentence.
  const joined = text.replace(/([$])(?=\{)/g, '$1\u2060').replace(/(\})(?=[.,;%。，；])/g, '$1\u2060');
  return (
    <>
      {joined.split(/(\{\w+\})/).map((piece, at) => {
        const name = /^\{(\w+)\}$/.exec(piece)?.[1];
        // The pieces of one sentence keep their places.
        return <Fragment key={at}>{name ? holes[name] : piece}</Fragment>;
      })}
    </>
  );
}
