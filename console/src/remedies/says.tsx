/** What will happen once a picked remedy is confirmed, a line for each thing. */
import type { RankedRemedy } from '@recoup/contract';
import { useOutcome } from './outcome.ts';
import type { AnswerLine, Picked } from './pick.ts';

export function Says(props: { brandId: string; picked: Picked; remedy: RankedRemedy; line: AnswerLine }) {
  const outcome = useOutcome({ ...props, offer: props.remedy.offer });
  if (!outcome) return null;
  return (
    <ul className="remedies-says">
      {outcome.says.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  );
}
