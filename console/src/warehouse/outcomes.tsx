/** What unpacking came to: normal outcomes, so differences are drawn in ink. */
import type { Parcel } from '@recoup/contract';
import { useTerms } from '../terms/terms.ts';
import { Status } from '../ui/status.tsx';

export function Outcomes({ of }: { of: Parcel['outcomes'] }) {
  const terms = useTerms();
  if (of.length === 0) return <span className="r-ink3">—</span>;
  return (
    <span className="warehouse-outcomes">
      {of.map((outcome) => (
        <Status key={outcome} tone={outcome === 'right' ? 'good' : 'diff'}>
          {terms.outcome(outcome)}
        </Status>
      ))}
    </span>
  );
}
