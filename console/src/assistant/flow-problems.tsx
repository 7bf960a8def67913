/** What keeps a draft from being published, in words; each names its step. */
import type { FlowProblem } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { Shape } from '../ui/status.tsx';

type Props = { problems: readonly FlowProblem[]; onOpen: (id: string) => void };
export function Problems({ problems, onOpen }: Props) {
  const { t } = useTranslation('assistant');
  if (problems.length === 0) return null;
  return (
    <ul className="assist-problems" role="status">
      {problems.map((problem, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one step may have the same problem twice
        <li key={at}>
          <Shape tone="bad" />
          {problem.step && (
            <button type="button" className="r-link" onClick={() => onOpen(problem.step!)}>
              {t('problems.step', { step: problem.step })}
            </button>
          )}
          <ProblemWords problem={problem} />
        </li>
      ))}
    </ul>
  );
}

export function ProblemWords({ problem }: { problem: FlowProblem }) {
  const { t } = useTranslation('assistant');
  const said = Object.values(problem.facts).filter((each) => typeof each === 'string' || typeof each === 'number');
  return (
    <span>
      {t(`problem.${problem.code}`)}
      {said.length > 0 && <span className="r-mono r-quiet"> {said.join(' ')}</span>}
    </span>
  );
}
