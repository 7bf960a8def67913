/** What one return really costs: ten numbers left, one answer right. Everything is reckoned in the browser. */
import './calculator.css';
import { calculatorPresets } from '@recoup/contract/calculator-presets';
import {
  type CalculatorField,
  type CalculatorInput,
  calculatorFields,
  calculatorLimits,
  costOfReturns,
} from '@recoup/contract/cost-of-returns';
import { Download } from 'lucide-preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageProps } from '../app.tsx';
import { assessmentLink } from '../assessment/link.ts';
import { count, dollars, percent } from '../format.ts';
import { readNumber } from '../number.ts';
import { CopyLink } from '../parts/copy-link.tsx';
import { Bar } from '../parts/frame.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { useWords } from '../words.ts';
import { How } from './how.tsx';
import { fieldsOf, readLink, type Typed, writeLink } from './link.ts';
import { Numbers, wrongOf } from './numbers.tsx';
import { Saving } from './saving.tsx';
import { downloadSheet } from './sheet.ts';
import { Waterfall } from './waterfall.tsx';

/** The last right value of each field: a slip of the finger does not empty the answer. */
function useRight(typed: Typed): CalculatorInput {
  const last = useRef<CalculatorInput>({ ...calculatorPresets[typed.kind] });
  for (const field of calculatorFields) {
    const found = readNumber(typed.fields[field], calculatorLimits[field]);
    if (found.ok) last.current[field] = found.value;
  }
  return { ...last.current };
}

export function CalculatorPage({ speak }: PageProps) {
  const words = useWords();
  const { t } = words;
  const [typed, setTyped] = useState<Typed>(() => readLink(location.hash));
  const [editing, setEditing] = useState(() =>
    calculatorFields.some((field) => wrongOf(readLink(location.hash), field)),
  );
  const input = useRight(typed);
  const answer = costOfReturns(input);
  useEffect(() => {
    const moved = () => setTyped(readLink(location.hash));
    window.addEventListener('hashchange', moved);
    return () => window.removeEventListener('hashchange', moved);
  }, []);
  useEffect(() => {
    const link = writeLink(typed);
    if (link !== location.hash) history.replaceState(null, '', link);
  }, [typed]);
  const setField = (field: CalculatorField, value: string) =>
    setTyped((now) => ({ ...now, fields: { ...now.fields, [field]: value } }));
  const wrong = calculatorFields.some((field) => wrongOf(typed, field));
  const onward = assessmentLink({
    orders_a_month: Math.max(1, input.units_a_month),
    price: input.price,
    return_rate: input.return_rate,
  });
  return (
    <div class="page" data-page="calculator">
      <Bar
        speak={speak}
        title={t('calc.title')}
        aside={
          <>
            <button type="button" onClick={showHow}>
              {t('nav.how')}
            </button>
            <a href={onward}>{t('nav.assessment')}</a>
          </>
        }
        after={
          <a class="button sign-in" href="/sign-in">
            {t('nav.sign_in')}
          </a>
        }
      />
      <main class="calculator">
        <header class="lead">
          <h1>{t('calc.title')}</h1>
          <p>{t('calc.lead')}</p>
        </header>
        <div class="folded">
          <p>
            <Sentence
              text={t('calc.sentence', {
                price: '{price}',
                units: '{units}',
                rate: '{rate}',
                solvable: '{solvable}',
              })}
              holes={{
                price: <b>{dollars(input.price)}</b>,
                units: <b>{count(input.units_a_month)}</b>,
                rate: <b>{percent(input.return_rate, 1)}</b>,
                solvable: <b>{percent(input.solvable)}</b>,
              }}
            />
          </p>
          <button type="button" class="link" aria-expanded={editing} onClick={() => setEditing(!editing)}>
            {t(editing ? 'calc.done' : 'calc.edit')}
          </button>
        </div>
        <div class="side" data-open={editing}>
          <Numbers typed={typed} setField={setField} setKind={(kind) => setTyped({ kind, fields: fieldsOf(kind) })} />
        </div>
        <section class="answer" aria-label={t('calc.answer')}>
          {wrong && <p class="held">{t('calc.held')}</p>}
          <div class="figures" aria-live="polite">
            <p class="seen">
              <span>{t('calc.seen')}</span>
              <b>{dollars(answer.seen)}</b>
              <small>{t('calc.seen_note')}</small>
            </p>
            <p class="real">
              <span>{t('calc.real')}</span>
              <b>{dollars(answer.real_cost)}</b>
              <small>
                {answer.times_seen === null
                  ? t('calc.of_price', { share: percent(answer.share_of_price) })
                  : t('calc.times', { times: answer.times_seen.toFixed(1), share: percent(answer.share_of_price) })}
              </small>
            </p>
          </div>
          <div class="chart-head">
            <h2>{t('calc.where_it_goes')}</h2>
            <span class="legend">
              <i class="key-spent" /> {t('calc.spent')} <i class="key-back" /> {t('calc.back')}
            </span>
          </div>
          <Waterfall answer={answer} days={input.days_in_store} />
          <Saving answer={answer} typed={typed} setField={setField} earlyCost={input.early_cost} />
          <footer class="actions">
            <a class="button primary onward" href={onward}>
              {t('calc.onward')}
            </a>
            <DownloadButton onPress={() => downloadSheet(words, typed.kind, input)} />
            <CopyLink />
          </footer>
        </section>
        <How />
      </main>
      <div class="edge">
        <p>
          <strong>
            {t(answer.saving_a_month >= 0 ? 'edge.less' : 'edge.more', {
              amount: dollars(Math.abs(answer.saving_a_month)),
            })}
          </strong>
          <span>
            {t('edge.when', { solved: count(answer.solved_a_month), returns: count(answer.returns_a_month) })}
          </span>
        </p>
        <a class="button primary" href={onward}>
          {t('edge.onward')}
        </a>
      </div>
    </div>
  );
}

/** A link would take the place of the numbers after the #. */
function showHow(): void {
  document.getElementById('how')?.scrollIntoView({ behavior: 'smooth' });
}

function DownloadButton({ onPress }: { onPress: () => Promise<void> }) {
  const { t } = useWords();
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  return (
    <button
      type="button"
      class="button"
      disabled={state === 'busy'}
      onClick={() => {
        setState('busy');
        onPress().then(
          () => setState('idle'),
          () => setState('failed'),
        );
      }}
    >
      <Download size={16} strokeWidth={1.75} aria-hidden="true" />
      {t(state === 'failed' ? 'calc.excel_failed' : 'calc.excel')}
    </button>
  );
}
