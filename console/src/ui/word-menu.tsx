/** What opens under a word of a sentence: choices (one or many, to be searched when there are more than nine), or a typed value. */
import { Button, Checkbox, Input } from 'antd';
import { Check } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Word } from './sentence-filter.tsx';

export type Choice = { value: string; label: string; note?: string };

export function WordMenu({ word, onDone }: { word: Word; onDone: () => void }) {
  return word.typed ? <TypedWord word={word} onDone={onDone} /> : <ChosenWord word={word} onDone={onDone} />;
}

function TypedWord({ word, onDone }: { word: Word; onDone: () => void }) {
  const { t } = useTranslation('ui');
  const [text, setText] = useState(word.value ?? '');
  return (
    <form
      className="r-word-typed"
      role="dialog"
      onSubmit={(event) => {
        event.preventDefault();
        word.onChange(text || undefined);
        onDone();
      }}
    >
      <Input
        autoFocus
        type={word.typed === 'date' ? 'date' : 'text'}
        inputMode={word.typed === 'number' ? 'numeric' : undefined}
        value={text}
        onChange={(event) => setText(event.target.value)}
        style={{ width: 170 }}
      />
      <Button htmlType="submit" type="primary">
        {t('sentence.apply')}
      </Button>
      {word.any !== undefined && word.value !== undefined && (
        <Button
          type="text"
          onClick={() => {
            word.onChange(undefined);
            onDone();
          }}
        >
          {word.any}
        </Button>
      )}
    </form>
  );
}

function ChosenWord({ word, onDone }: { word: Word; onDone: () => void }) {
  const { t } = useTranslation('ui');
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const found = useFound(word, text);
  const list = useRef<HTMLDivElement>(null);
  const searching = !!word.find || (word.choices?.length ?? 0) > 9;
  const values = word.value === undefined ? [] : word.many ? word.value.split(',') : [word.value];
  const rows: readonly (Choice | null)[] = word.any !== undefined && !text ? [null, ...found] : found;

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens
  useEffect(() => {
    const start = rows.findIndex((row) => row && values.includes(row.value));
    setAt(Math.max(start, 0));
    if (!searching) list.current?.focus();
  }, []);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const choose = (row: Choice | null) => {
    if (!row) {
      word.onChange(undefined);
      return onDone();
    }
    if (!word.many) {
      word.onChange(row.value);
      return onDone();
    }
    const next = values.includes(row.value) ? values.filter((value) => value !== row.value) : [...values, row.value];
    word.onChange(next.length ? next.join(',') : undefined);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const row = rows[at];
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, rows.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.key === 'Enter' && row !== undefined) choose(row);
    else if (event.key === ' ' && word.many && !text && row !== undefined) choose(row);
    else if (event.key === 'Escape') onDone();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the field and the list inside
    <div className="r-word-menu" onKeyDown={onKeyDown}>
      {searching && (
        <Input
          autoFocus
          size="small"
          placeholder={t('sentence.search')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
        />
      )}
      <div ref={list} role="listbox" tabIndex={-1} aria-multiselectable={word.many || undefined}>
        {rows.map((row, place) => {
          const on = row ? values.includes(row.value) : values.length === 0;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list above answers the keys
            <div
              key={row?.value ?? ''}
              role="option"
              tabIndex={-1}
              aria-selected={on}
              className={place === at ? 'is-at' : undefined}
              onMouseMove={() => setAt(place)}
              onClick={() => choose(row)}
            >
              {word.many && row ? (
                <Checkbox checked={on} tabIndex={-1} />
              ) : on ? (
                <Check size={14} />
              ) : (
                <span className="r-word-gap" />
              )}
              <span>{row ? row.label : word.any}</span>
              {row?.note && <span className="r-quiet">{row.note}</span>}
            </div>
          );
        })}
        {rows.length === 0 && <p className="r-quiet">{t('sentence.nothing')}</p>}
      </div>
    </div>
  );
}

/** The choices that hold the typed text; looked up on the server 200 ms after the last key where there is a `find`. */
function useFound(word: Word, text: string): readonly Choice[] {
  const [looked, setLooked] = useState<readonly Choice[]>(word.choices ?? []);
  const find = word.find;
  useEffect(() => {
    if (!find) return;
    let old = false;
    const timer = setTimeout(
      () => {
        find(text).then(
          (found) => !old && setLooked(found),
          () => !old && setLooked([]),
        );
      },
      text ? 200 : 0,
    );
    return () => {
      old = true;
      clearTimeout(timer);
    };
  }, [find, text]);
  if (find) return looked;
  const wanted = text.trim().toLowerCase();
  return (word.choices ?? []).filter((choice) => `${choice.label} ${choice.note ?? ''}`.toLowerCase().includes(wanted));
}
