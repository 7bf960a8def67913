/** How one line of a new return is made right: ranked by cost where the one question has answered, else as policy orders it; what policy does not offer stands apart. */
import { type Order, type RemedyKind, remedyKind } from '@recoup/contract';
import { Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Needs } from '../remedies/needs.tsx';
import { type AnswerLine, firstPick, netPrice, type Picked } from '../remedies/pick.ts';
import { Comparison, RemedyList } from '../remedies/remedy-list.tsx';
import { Says } from '../remedies/says.tsx';
import { useTerms } from '../terms/terms.ts';

type Line = Order['lines'][number];
type Props = {
  brandId: string;
  line: Line;
  quantity: number;
  answer: AnswerLine;
  remedy: RemedyKind | null;
  picked: Picked | null;
  onChange: (picked: Picked | null) => void;
};

export function NewRemedies({ brandId, line, quantity, answer, remedy, picked, onChange }: Props) {
  const { t } = useTranslation('returns');
  const { t: said } = useTranslation('remedies');
  const terms = useTerms();
  const offered = new Set(answer.remedies.map(({ kind }) => kind));
  const others = remedyKind.options.filter((kind) => !offered.has(kind));
  const [outside, setOutside] = useState(remedy !== null && !offered.has(remedy));
  const price = netPrice(line, quantity);
  return (
    <div className="returns-remedies">
      <h3>{said('title')}</h3>
      <RemedyList line={answer} picked={picked} keysOn={false} onPick={onChange}>
        {(one) =>
          picked && (
            <>
              <Needs line={answer} offer={one.offer} picked={picked} price={price} onChange={onChange} />
              <Says brandId={brandId} picked={picked} remedy={one} line={answer} />
            </>
          )
        }
      </RemedyList>
      <Comparison line={answer} picked={picked} />
      {others.length > 0 && !outside && (
        <button type="button" className="returns-outside" onClick={() => setOutside(true)}>
          {said('settle.outside')}
        </button>
      )}
      {outside && (
        <>
          <Radio.Group
            className="returns-radios"
            aria-label={said('settle.outside')}
            value={picked?.kind ?? null}
            onChange={(event) => onChange(firstPick(event.target.value as RemedyKind, answer))}
            options={others.map((kind) => ({
              value: kind,
              label: (
                <>
                  {terms.remedy(kind)} <span className="r-quiet">{t('new.not_offered')}</span>
                </>
              ),
            }))}
          />
          {picked && !offered.has(picked.kind) && (
            <Needs line={answer} offer={undefined} picked={picked} price={price} onChange={onChange} />
          )}
        </>
      )}
    </div>
  );
}
