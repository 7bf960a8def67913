/** The steps of one checklist, in both languages beside each other, with a table of answers under each. */
import type { Grade, SopStep } from '@recoup/contract';
import { Camera, CornerDownRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../ui/kbd.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Shape } from '../ui/status.tsx';

type Both = { en: string; zh?: string | undefined };

export function SopSteps({ steps }: { steps: readonly SopStep[] }) {
  return (
    <ol className="settings-steps">
      {steps.map((step, at) => (
        <Step key={step.key} step={step} number={at + 1} steps={steps} />
      ))}
    </ol>
  );
}

function Step({ step, number, steps }: { step: SopStep; number: number; steps: readonly SopStep[] }) {
  const { t } = useTranslation('settings');
  const condition = useCondition(step, steps);
  return (
    <li className={step.only_if ? 'is-asked-after' : undefined}>
      <h3>
        <span className="r-ink3">{number}</span>
        <Words of={step.title} inline />
        <span className="r-quiet">{t(`sops.area.${step.area}`)}</span>
      </h3>
      <div className="settings-step">
        {condition && (
          <p className="r-second">
            <CornerDownRight size={14} aria-hidden="true" /> {condition}
          </p>
        )}
        <Words of={step.question} />
        {step.hint?.en && (
          <div className="r-second">
            <Words of={{ en: step.hint.en, zh: step.hint.zh }} />
          </div>
        )}
        {step.photos > 0 && (
          <p className="r-second">
            <Camera size={14} aria-hidden="true" /> {t('sops.photos', { count: step.photos })}
          </p>
        )}
        {step.kind === 'choice' ? <Answers step={step} /> : <p className="r-second">{t(`sops.kind.${step.kind}`)}</p>}
      </div>
    </li>
  );
}

/** "only if Powers on is Yes". */
function useCondition(step: SopStep, steps: readonly SopStep[]): string | null {
  const { t } = useTranslation('settings');
  const f = useFormat();
  const read = (words: Both) => (f.language === 'zh' ? (words.zh ?? words.en) : words.en);
  if (!step.only_if) return null;
  const { step: key, answer: keys } = step.only_if;
  const asked = steps.find((each) => each.key === key);
  const answers = keys.map((each) => {
    const found = asked?.answers.find((answer) => answer.key === each);
    return found ? read(found.words) : each;
  });
  return t('sops.only_if', { step: asked ? read(asked.title) : key, answers: answers.join(' / ') });
}

function Answers({ step }: { step: SopStep }) {
  const { t } = useTranslation('settings');
  return (
    <table className="settings-answers">
      <thead>
        <tr>
          <th>{t('sops.answer')}</th>
          <th>{t('sops.sets')}</th>
        </tr>
      </thead>
      <tbody>
        {step.answers.map((answer, at) => (
          <tr key={answer.key}>
            <td>
              <Kbd k={String(at + 1)} />
              <Shape tone={answer.tone === 'good' ? 'good' : answer.tone === 'bad' ? 'bad' : 'idle'} />
              <Words of={answer.words} inline />
            </td>
            <td>
              <Effect answer={answer} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Effect({ answer }: { answer: SopStep['answers'][number] }) {
  const { t } = useTranslation('settings');
  const f = useFormat();
  const atBest = (key: 'works' | 'looks', grade: Grade | undefined) =>
    grade && grade !== 'A' ? [t(`sops.${key}`, { grade })] : [];
  const parts = [
    ...atBest('works', answer.functional),
    ...atBest('looks', answer.cosmetic),
    ...(answer.unsafe ? [t('sops.unsafe')] : []),
    ...(answer.buyer_caused ? [t('sops.buyer')] : []),
    ...(answer.photo ? [t('sops.proof')] : []),
  ];
  return parts.length > 0 ? f.listed(parts) : <span className="r-ink3">{t('sops.no_change')}</span>;
}

/** The reader's language first, the other beside it. */
function Words({ of, inline }: { of: Both; inline?: boolean }) {
  const { language } = useFormat();
  const [first, second] = language === 'zh' && of.zh ? [of.zh, of.en] : [of.en, of.zh];
  return (
    <span className={inline ? 'settings-both is-inline' : 'settings-both'}>
      <span lang={language}>{first}</span>
      {second && second !== first && (
        <span className="r-ink3" lang={language === 'zh' ? 'en' : 'zh'}>
          {second}
        </span>
      )}
    </span>
  );
}
