/** The ten numbers, each with where it comes from and what is wrong with it. */
import { basisOf, type CalculatorKind, calculatorKinds } from '@recoup/contract/calculator-presets';
import { type CalculatorField, calculatorLimits } from '@recoup/contract/cost-of-returns';
import { Info } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { longDate } from '../format.ts';
import { readNumber, type Wrong } from '../number.ts';
import { wrongWords } from '../parts/wrong.ts';
import { useWords } from '../words.ts';
import type { Typed } from './link.ts';

const ROWS: CalculatorField[] = [
  'price',
  'units_a_month',
  'return_rate',
  'outbound_freight',
  'return_freight',
  'duty',
  'inspection',
  'days_in_store',
  'resale',
  'solvable',
];

export type NumbersProps = {
  typed: Typed;
  setField: (field: CalculatorField, value: string) => void;
  setKind: (kind: CalculatorKind) => void;
};

export function Numbers({ typed, setField, setKind }: NumbersProps) {
  const { t } = useWords();
  const [open, setOpen] = useState<CalculatorField | null>(null);
  return (
    <section class="numbers" aria-label={t('calc.ten')}>
      <header>
        <h2>{t('calc.ten')}</h2>
        <p class="kinds">
          <span>{t('calc.swap')}</span>
          {calculatorKinds
            .filter((kind) => kind !== typed.kind)
            .map((kind) => (
              <button key={kind} type="button" class="link" onClick={() => setKind(kind)}>
                {t(`kind.${kind}`)}
              </button>
            ))}
        </p>
      </header>
      {ROWS.map((field) => (
        <Row
          key={field}
          field={field}
          typed={typed}
          setField={setField}
          open={open === field}
          onOpen={() => setOpen(open === field ? null : field)}
        >
          {field === 'days_in_store' && (
            <Small field="storage_a_day" label={t('calc.a_day')} typed={typed} setField={setField} />
          )}
        </Row>
      ))}
      <p class="help">{t('calc.estimates', { kind: t(`kind.${typed.kind}`) })}</p>
    </section>
  );
}

type RowProps = {
  field: CalculatorField;
  typed: Typed;
  setField: NumbersProps['setField'];
  open: boolean;
  onOpen: () => void;
  children: ComponentChildren;
};

export function wrongOf(typed: Typed, field: CalculatorField): Wrong | null {
  const found = readNumber(typed.fields[field], calculatorLimits[field]);
  return found.ok ? null : found.wrong;
}

function Row({ field, typed, setField, open, onOpen, children }: RowProps) {
  const words = useWords();
  const { t } = words;
  const { kind } = calculatorLimits[field];
  const wrong = wrongOf(typed, field);
  const wrongRate = field === 'days_in_store' ? wrongOf(typed, 'storage_a_day') : null;
  const problem = wrong ? { wrong, at: field } : wrongRate ? { wrong: wrongRate, at: 'storage_a_day' as const } : null;
  const id = `field-${field}`;
  return (
    <div class="number" data-wrong={problem !== null}>
      <span class="label">
        <label for={id}>{t(`field.${field}`)}</label>
        {children}
        <button
          type="button"
          class="why"
          aria-expanded={open}
          aria-label={t('calc.where_from', { field: t(`field.${field}`) })}
          onClick={onOpen}
        >
          <Info size={14} strokeWidth={1.75} aria-hidden="true" />
        </button>
      </span>
      <span class="box">
        {kind === 'money' && <span class="unit">$</span>}
        <input
          id={id}
          inputMode={kind === 'count' ? 'numeric' : 'decimal'}
          autocomplete="off"
          value={typed.fields[field]}
          aria-invalid={wrong !== null}
          aria-describedby={problem ? `${id}-wrong` : undefined}
          onInput={(event) => setField(field, event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
        />
        {kind === 'share' && <span class="unit">%</span>}
        {kind === 'count' && <span class="unit">{t(field === 'days_in_store' ? 'unit.days' : 'unit.units')}</span>}
      </span>
      {problem && (
        <p class="wrong" id={`${id}-wrong`} role="alert">
          {wrongWords(words, problem.wrong, calculatorLimits[problem.at].kind)}
        </p>
      )}
      {open && <Source kind={typed.kind} field={field} />}
      {open && field === 'days_in_store' && <Source kind={typed.kind} field="storage_a_day" />}
    </div>
  );
}

/** A number that belongs to another one's line: the day's rate, the price of an early solution. */
export function Small(props: {
  field: CalculatorField;
  label: string;
  typed: Typed;
  setField: NumbersProps['setField'];
}) {
  const { field, label, typed, setField } = props;
  const wrong = wrongOf(typed, field);
  return (
    <label class="small-number" data-wrong={wrong !== null}>
      {label}
      <span>
        $
        <input
          inputMode="decimal"
          autocomplete="off"
          value={typed.fields[field]}
          size={Math.max(4, typed.fields[field].length)}
          aria-invalid={wrong !== null}
          onInput={(event) => setField(field, event.currentTarget.value)}
        />
      </span>
    </label>
  );
}

export function Source({ kind, field }: { kind: CalculatorKind; field: CalculatorField }) {
  const { t, language } = useWords();
  const basis = basisOf(kind, field);
  return (
    <p class="source">
      {basis.kind !== 'estimate' && <b>{t(`basis.${basis.kind}`)}</b>} {basis.note[language]}{' '}
      {t('calc.as_of', { day: longDate(basis.as_of, language) })}{' '}
      {basis.source_url && (
        <a href={basis.source_url} target="_blank" rel="noreferrer noopener">
          {new URL(basis.source_url).hostname.replace(/^www\./, '')}
        </a>
      )}
    </p>
  );
}
