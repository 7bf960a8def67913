/** Where it is, what we decided, did money move: side by side, never one status. Also any other row of facts (FactRow). */
import './three-facts.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Status, type Tone } from './status.tsx';

export type Fact = { tone: Tone; word: ReactNode; note?: ReactNode };

export function ThreeFacts({ where, decided, money }: { where: Fact; decided: Fact; money: Fact }) {
  const { t } = useTranslation('ui');
  const facts: [string, Fact][] = [
    [t('facts.where'), where],
    [t('facts.decided'), decided],
    [t('facts.money'), money],
  ];
  return (
    <dl className="r-facts">
      {facts.map(([label, fact]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <Status tone={fact.tone} strong>
              {fact.word}
            </Status>
          </dd>
          {fact.note && <dd className="r-second">{fact.note}</dd>}
        </div>
      ))}
    </dl>
  );
}

/** Up to five figures a person can act on, in one frame: label, figure, one line under it. */
export function FactRow({
  facts,
}: {
  facts: readonly { label: string; value: ReactNode; tone?: Tone; note?: ReactNode }[];
}) {
  return (
    <dl className="r-facts">
      {facts.map((fact) => (
        <div key={fact.label}>
          <dt>{fact.label}</dt>
          <dd className="r-facts-figure">{fact.tone ? <Status tone={fact.tone}>{fact.value}</Status> : fact.value}</dd>
          {fact.note && <dd className="r-second">{fact.note}</dd>}
        </div>
      ))}
    </dl>
  );
}
