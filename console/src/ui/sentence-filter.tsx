/**
 * The sentence is the form. A filter is one sentence from the catalogue, `Returns of {product} at {site}{and}, newest
 * first.`; each word in braces can be changed where it stands: 600, underlined, with a chevron; petrol once changed.
 * The page keeps the values in the URL. `F` opens the first word.
 */
import './sentence-filter.css';
import { Dropdown, Popover } from 'antd';
import { ChevronDown, Plus } from 'lucide-react';
import { Fragment, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from './keys.ts';
import { type Choice, WordMenu } from './word-menu.tsx';

export type Word = {
  /** What stands in the sentence while nothing is chosen: "any product". Leave out where one choice always holds. */
  any?: string;
  /** The chosen value; for `many`, values joined by a comma, as in the URL. */
  value: string | undefined;
  /** How the value reads where it is not among `choices` (found by `find`). */
  reads?: string | undefined;
  choices?: readonly Choice[];
  /** Looks choices up on the server, for customers and products. */
  find?: (text: string) => Promise<readonly Choice[]>;
  many?: boolean;
  /** A typed value (a date, a number, a text) instead of a choice. */
  typed?: 'date' | 'number' | 'text';
  /** Not the value the view starts with: drawn petrol. Default: any value, where `any` is given. */
  changed?: boolean;
  onChange: (value: string | undefined) => void;
};

/** A piece that stands in the sentence only once wanted: ` and asked in {asked}`. Offered under "+ and…". */
export type Clause = { key: string; name: string; phrase: string; word: Word };

export type SentenceFilterProps = {
  sentence: string;
  words: Record<string, Word>;
  clauses?: readonly Clause[];
  /** False while another sentence on the page has the key F. */
  keysOn?: boolean;
};

export function SentenceFilter({ sentence, words, clauses = [], keysOn = true }: SentenceFilterProps) {
  const { t } = useTranslation('ui');
  const [open, setOpen] = useState<string | null>(null);
  const [wanted, setWanted] = useState<readonly string[]>([]);
  const active = clauses.filter((clause) => clause.word.value !== undefined || wanted.includes(clause.key));
  const idle = clauses.filter((clause) => !active.includes(clause));
  const first = sentence
    .match(/\{(\w+)\}/g)
    ?.map((slot) => slot.slice(1, -1))
    .find((slot) => words[slot]);
  useKeys({ f: () => setOpen(first ?? null) }, { on: keysOn && !!first });

  const wordAt = (name: string, word: Word | undefined) =>
    word && <WordButton key={name} word={word} open={open === name} onOpen={(on) => setOpen(on ? name : null)} />;
  const whole = sentence.includes('{and}') ? sentence : `${sentence}{and}`;

  return (
    <div className="r-sentence">
      {pieces(whole).map((piece) =>
        piece.slot === 'and' ? (
          <Fragment key="and">
            {active.map((clause) => (
              <Fragment key={clause.key}>
                {pieces(clause.phrase).map((part) => (
                  <Fragment key={part.at}>{part.slot ? wordAt(clause.key, clause.word) : part.text}</Fragment>
                ))}
              </Fragment>
            ))}
          </Fragment>
        ) : (
          <Fragment key={piece.at}>{piece.slot ? wordAt(piece.slot, words[piece.slot]) : piece.text}</Fragment>
        ),
      )}
      {idle.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: idle.map((clause) => ({ key: clause.key, label: clause.name })),
            onClick: ({ key }) => {
              setWanted([...wanted, key]);
              // The menu closes first; the new word opens in its place.
              setTimeout(() => setOpen(key), 150);
            },
          }}
        >
          <button type="button" className="r-sentence-and">
            <Plus size={14} aria-hidden="true" />
            {t('sentence.and')}
          </button>
        </Dropdown>
      )}
    </div>
  );
}

/** The sentence cut at its braces. */
function pieces(sentence: string): { at: number; text: string; slot?: string }[] {
  return sentence
    .split(/(\{\w+\})/)
    .map((text, at) => (/^\{\w+\}$/.test(text) ? { at, text: '', slot: text.slice(1, -1) } : { at, text }))
    .filter((piece) => piece.text || piece.slot);
}

function WordButton({ word, open, onOpen }: { word: Word; open: boolean; onOpen: (on: boolean) => void }) {
  const button = useRef<HTMLButtonElement>(null);
  const done = () => {
    onOpen(false);
    button.current?.focus({ preventScroll: true });
  };
  const changed = word.changed ?? (word.any !== undefined && word.value !== undefined);
  return (
    <Popover
      open={open}
      onOpenChange={onOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      styles={{ container: { padding: 5 } }}
      content={<WordMenu word={word} onDone={done} />}
    >
      <button
        ref={button}
        type="button"
        className={`r-word${changed ? ' is-changed' : ''}`}
        aria-haspopup="listbox"
        aria-expanded={open}
      >
        <span>{reading(word)}</span>
        <ChevronDown size={12} aria-hidden="true" />
      </button>
    </Popover>
  );
}

/** How a word reads now. */
function reading(word: Word): ReactNode {
  if (word.value === undefined || word.value === '') return word.any ?? '';
  if (word.reads) return word.reads;
  const values = word.many ? word.value.split(',') : [word.value];
  return values.map((value) => word.choices?.find((choice) => choice.value === value)?.label ?? value).join(', ');
}
