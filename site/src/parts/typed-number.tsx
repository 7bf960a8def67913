/** A number that is typed in place: in a sentence, in a line of a list. A wrong one says why and changes nothing. */
import { useEffect, useState } from 'preact/hooks';
import { type Bounds, readNumber, type Wrong, writeNumber } from '../number.ts';
import { useWords } from '../words.ts';
import { wrongWords } from './wrong.ts';

type Props = Bounds & {
  value: number;
  label: string;
  onChange: (value: number) => void;
  /** Sizes of their own: `word` in a sentence, `field` with an edge. */
  look?: 'word' | 'field';
  before?: string;
  after?: string;
};

export function TypedNumber({ value, label, onChange, look = 'word', before, after, ...bounds }: Props) {
  const words = useWords();
  const [text, setText] = useState(() => writeNumber(value, bounds.kind));
  const [wrong, setWrong] = useState<Wrong | null>(null);
  // What came from elsewhere (a reset, a link) is shown, but not over what is being typed.
  useEffect(() => {
    const found = readNumber(text, bounds);
    if (!found.ok || found.value !== value) {
      setText(writeNumber(value, bounds.kind));
      setWrong(null);
    }
  }, [value]);
  return (
    <span class="typed" data-look={look} data-wrong={wrong !== null}>
      <span class="typed-box">
        {before}
        <input
          aria-label={label}
          aria-invalid={wrong !== null}
          inputMode={bounds.kind === 'count' ? 'numeric' : 'decimal'}
          autocomplete="off"
          size={Math.max(2, text.length)}
          value={text}
          onFocus={(event) => event.currentTarget.select()}
          onInput={(event) => {
            const next = event.currentTarget.value;
            setText(next);
            const found = readNumber(next, bounds);
            setWrong(found.ok ? null : found.wrong);
            if (found.ok && found.value !== value) onChange(found.value);
          }}
        />
        {after}
      </span>
      {wrong && (
        <span class="wrong" role="alert">
          {wrongWords(words, wrong, bounds.kind)}
        </span>
      )}
    </span>
  );
}
