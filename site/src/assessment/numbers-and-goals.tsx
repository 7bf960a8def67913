/** The numbers as one sentence, and the goals in their order. */
import type { AssessmentAnswers } from '@recoup/contract';
import { calculatorFrom } from '@recoup/contract/assessment-usual';
import { costOfReturns } from '@recoup/contract/cost-of-returns';
import { Calculator } from 'lucide-preact';
import { count, dollars } from '../format.ts';
import { Sentence } from '../parts/sentence.tsx';
import { TypedNumber } from '../parts/typed-number.tsx';
import { useWords } from '../words.ts';
import { Goals } from './goals.tsx';
import { channels, usualAnswers } from './usual.ts';

type Answers = Partial<AssessmentAnswers>;

export function NumbersAndGoals({ answers, answer }: { answers: Answers; answer: (answers: Answers) => void }) {
  const { t } = useWords();
  const whole = { ...usualAnswers, ...answers };
  const { real_cost, returns_a_month } = costOfReturns(calculatorFrom(whole));
  // As the catalogue has it: the values are fields.
  const text = t('q.numbers.sentence', {
    orders: '{orders}',
    price: '{price}',
    rate: '{rate}',
    channels: '{channels}',
  });
  return (
    <>
      <div class="sentence">
        <Sentence
          text={text}
          holes={{
            orders: (
              <TypedNumber
                look="field"
                kind="count"
                min={1}
                max={1_000_000}
                label={t('q.numbers.orders')}
                value={whole.orders_a_month}
                onChange={(orders_a_month) => answer({ orders_a_month })}
              />
            ),
            price: (
              <TypedNumber
                look="field"
                before="$"
                kind="money"
                min={1}
                max={10_000_000}
                label={t('q.numbers.price')}
                value={whole.price}
                onChange={(price) => answer({ price })}
              />
            ),
            rate: (
              <TypedNumber
                look="field"
                after="%"
                kind="share"
                min={0}
                max={10_000}
                label={t('q.numbers.rate')}
                value={whole.return_rate}
                onChange={(return_rate) => answer({ return_rate })}
              />
            ),
            channels: (
              <fieldset class="chips" aria-label={t('q.numbers.channels')}>
                {channels.map((one) => (
                  <button
                    key={one}
                    type="button"
                    aria-pressed={whole.channels.includes(one)}
                    onClick={() =>
                      answer({
                        channels: whole.channels.includes(one)
                          ? whole.channels.filter((other) => other !== one)
                          : channels.filter((other) => other === one || whole.channels.includes(other)),
                      })
                    }
                  >
                    {t(`channel.${one}`)}
                  </button>
                ))}
              </fieldset>
            ),
          }}
        />
      </div>
      <Goals goals={whole.goals} onOrder={(goals) => answer({ goals })} />
      <p class="so-far" aria-live="polite">
        <Calculator size={15} strokeWidth={1.75} aria-hidden="true" />{' '}
        {t('numbers.so_far', { returns: count(returns_a_month), amount: dollars(returns_a_month * real_cost) })}
      </p>
    </>
  );
}
