/** Where the money goes: steps that add up, standing on a desk and lying down on a phone. */
import type { CalculatorAnswer } from '@recoup/contract/cost-of-returns';
import { dollars, plainDollars } from '../format.ts';
import { Hatch } from '../parts/hatch.tsx';
import { useWords } from '../words.ts';

type Step = { code: string; amount: number; from: number; to: number; tone: 'spent' | 'back' | 'net' };

/** Each part begins where the one before it ended; the last bar stands on the ground. */
export function stepsOf({ parts, real_cost }: Pick<CalculatorAnswer, 'parts' | 'real_cost'>): Step[] {
  let sum = 0;
  const steps = parts.map(({ code, amount }): Step => {
    const from = sum;
    sum += amount;
    return { code, amount, from, to: sum, tone: amount < 0 ? 'back' : 'spent' };
  });
  return [...steps, { code: 'real_cost', amount: real_cost, from: 0, to: real_cost, tone: 'net' }];
}

export function Waterfall({ answer, days }: { answer: CalculatorAnswer; days: number }) {
  const { t } = useWords();
  const steps = stepsOf(answer);
  const low = Math.min(0, ...steps.map(({ to }) => to));
  const high = Math.max(1, ...steps.map(({ to }) => to));
  const at = (value: number) => ((value - low) / (high - low)) * 100;
  const spoken = steps.map(({ code, amount }) => `${t(`part.${code as 'refund'}`)} ${dollars(amount)}`).join(', ');
  return (
    <>
      <div class="waterfall" role="img" aria-label={spoken}>
        <div class="plot">
          {low < 0 && <i class="ground" style={{ bottom: `${at(0)}%` }} />}
          {steps.map((step, index) => {
            const bottom = at(Math.min(step.from, step.to));
            const height = Math.abs(at(step.to) - at(step.from));
            return (
              <div class="column" key={step.code}>
                <div
                  class="step"
                  data-tone={step.tone}
                  style={{ bottom: `${bottom}%`, height: `max(${height}%, 1px)` }}
                >
                  {step.tone === 'spent' && <Hatch />}
                  <b>{plainDollars(step.amount)}</b>
                </div>
                {index < steps.length - 1 && <i class="joint" style={{ bottom: `${at(step.to)}%` }} />}
              </div>
            );
          })}
        </div>
        <div class="names">
          {steps.map(({ code }) => (
            <span key={code} data-net={code === 'real_cost'}>
              {t(`part.${code as 'refund'}`)}
            </span>
          ))}
        </div>
      </div>
      <ol class="lying" aria-label={t('calc.where_it_goes')}>
        {steps.map((step) => (
          <li key={step.code} data-tone={step.tone}>
            <span>
              {step.code === 'storage' ? t('part.storage_days', { days }) : t(`part.${step.code as 'refund'}`)}
            </span>
            <b>{dollars(step.amount)}</b>
            <div class="track">
              <div
                class="step"
                data-tone={step.tone}
                style={{
                  left: `${at(Math.min(step.from, step.to))}%`,
                  width: `max(${Math.abs(at(step.to) - at(step.from))}%, 2px)`,
                }}
              >
                {step.tone === 'spent' && <Hatch />}
              </div>
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
