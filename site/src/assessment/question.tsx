/** One question a page, with the keys 1 to 5 and a box that says what this answer changes. */
import type { AssessmentAnswers } from '@recoup/contract';
import { calculatorFrom, usualAssumptions } from '@recoup/contract/assessment-usual';
import { ArrowLeft, Lightbulb } from 'lucide-preact';
import { useEffect, useRef } from 'preact/hooks';
import type { PageProps } from '../app.tsx';
import { dollars, percent } from '../format.ts';
import { Bar } from '../parts/frame.tsx';
import { type Key, useWords } from '../words.ts';
import { NumbersAndGoals } from './numbers-and-goals.tsx';
import { type ChoiceName, choices, questions, usualAnswers } from './usual.ts';

type Answers = Partial<AssessmentAnswers>;
type Props = PageProps & {
  at: number;
  answers: Answers;
  answer: (answers: Answers) => void;
  onBack: (() => void) | null;
  onNext: () => void;
};

export function QuestionPage({ speak, at, answers, answer, onBack, onNext }: Props) {
  const { t } = useWords();
  const name = questions[at - 1]!;
  const left = questions.length - at;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const skip = () => {
    if (name === 'numbers') {
      const { orders_a_month, price, return_rate, channels, goals } = usualAnswers;
      answer({ orders_a_month, price, return_rate, channels, goals });
    } else answer({ [name]: usualAnswers[name] });
    onNext();
  };
  return (
    <div class="page" data-page="assessment">
      <Bar
        speak={speak}
        title={t('ass.title')}
        beside={t('ass.title')}
        aside={<span class="progress-words">{t('ass.progress', { now: at, of: questions.length })}</span>}
      />
      <div
        class="progress"
        role="progressbar"
        aria-label={t('ass.progress', { now: at, of: questions.length })}
        aria-valuenow={at}
        aria-valuemin={1}
        aria-valuemax={questions.length}
      >
        <i style={{ width: `${(at / questions.length) * 100}%` }} />
      </div>
      <main class="question">
        <h1 ref={title} tabIndex={-1}>
          {t(`q.${name}`)}
        </h1>
        <p class="note">{t(`q.${name}.note`)}</p>
        {name === 'numbers' ? (
          <NumbersAndGoals answers={answers} answer={answer} />
        ) : (
          <>
            <Options name={name} answers={answers} answer={answer} onNext={onNext} />
            <aside class="changes" aria-live="polite">
              <h2>
                <Lightbulb size={16} strokeWidth={1.75} aria-hidden="true" /> {t('ass.changes')}
              </h2>
              <p>{t(`q.${name}.changes`, facts(answers))}</p>
            </aside>
          </>
        )}
      </main>
      <footer class="steps">
        {onBack ? (
          <button type="button" class="plain" onClick={onBack}>
            <ArrowLeft size={16} strokeWidth={1.75} aria-hidden="true" /> {t('ass.back')}
          </button>
        ) : (
          <a class="plain" href="/calculator">
            <ArrowLeft size={16} strokeWidth={1.75} aria-hidden="true" /> {t('nav.calculator')}
          </a>
        )}
        <button type="button" class="plain skip" onClick={skip}>
          {t('ass.skip')}
        </button>
        <button type="button" class="button primary" onClick={onNext}>
          {left === 0 ? t('ass.to_plan') : left < 3 ? t('ass.next_left', { left }) : t('ass.next')}
        </button>
      </footer>
    </div>
  );
}

/** What the answers so far set, in the words of the box. */
function facts(answers: Answers): Record<string, string | number> {
  const whole = { ...usualAnswers, ...answers };
  const usual = usualAssumptions(whole);
  const { inspection } = calculatorFrom(whole);
  return {
    inspection: dollars(inspection),
    resale: percent(usual.resale),
    out: dollars(usual.outbound_freight),
    back: dollars(usual.return_freight),
    solved: percent(usual.solved_early),
    days: usual.days_in_store,
    china: dollars(usual.agent_china),
    shelf: dollars(usual.own_shelf),
  };
}

type OptionsProps = { name: ChoiceName; answers: Answers; answer: (answers: Answers) => void; onNext: () => void };

/** Radios, or boxes where several may be true; keys 1 to 5 choose, Enter goes on. */
function Options({ name, answers, answer, onNext }: OptionsProps) {
  const { t } = useWords();
  const several = name === 'traits';
  const given = answers[name] ?? usualAnswers[name];
  const isOn = (one: string) => (Array.isArray(given) ? (given as string[]).includes(one) : given === one);
  const choose = (one: string) => {
    if (!several) return answer({ [name]: one });
    const now = (answers.traits ?? []) as string[];
    answer({
      traits: (now.includes(one) ? now.filter((x) => x !== one) : [...now, one]) as AssessmentAnswers['traits'],
    });
  };
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      const one = choices[name][Number(event.key) - 1];
      if (one) choose(one);
      const on = (event.target as HTMLElement).tagName;
      if (event.key === 'Enter' && on !== 'BUTTON' && on !== 'A') onNext();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  });
  return (
    <fieldset class="options" aria-label={t(`q.${name}`)}>
      {choices[name].map((one, index) => (
        <label key={one} class="option" data-on={isOn(one)}>
          <input
            type={several ? 'checkbox' : 'radio'}
            name={name}
            checked={isOn(one)}
            onChange={() => choose(one)}
            aria-keyshortcuts={String(index + 1)}
          />
          <span class="option-words">
            <b>{t(`q.${name}.${one}` as Key)}</b>
            <small>{t(`q.${name}.${one}.note` as Key)}</small>
          </span>
          <span class="key" aria-hidden="true">
            {index + 1}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
