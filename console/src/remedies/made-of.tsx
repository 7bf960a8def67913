/** Of what an expected cost is made, line by line, and how each figure is known. */
import type { RankedRemedy } from '@recoup/contract';
import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Money } from '../ui/money.tsx';
import { Rows } from '../ui/rows.tsx';
import { told } from './pick.ts';
import { useRemedyWords } from './remedy-words.ts';

export function MadeOf({ remedy }: { remedy: RankedRemedy }) {
  const { t } = useTranslation('remedies');
  const words = useRemedyWords();
  const [open, setOpen] = useState(false);
  const id = useId();
  const taken = words.taken(remedy);
  const assumes = remedy.taken_from === 'prior' || remedy.parts.some(({ from }) => from === 'prior');
  return (
    <div className="remedies-made">
      <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <ChevronDown size={14} aria-hidden="true" />
        {t('made_of')}
      </button>
      {open && (
        <div id={id}>
          <Rows
            kind="plain"
            rows={[
              ...told(remedy.parts).map((part, at) => ({
                key: `${part.code}/${at}`,
                label: words.cost(part.code),
                note: words.from(part),
                value: <Money value={part.amount} />,
              })),
              { key: 'sum', label: t('expected'), value: <Money value={remedy.cost} />, total: true },
            ]}
          />
          <p className="r-quiet">
            {[taken, t('if_taken', { amount: words.money(remedy.cost_if_taken) }), assumes ? t('assumes') : null]
              .filter(Boolean)
              .join(t('stop'))}
          </p>
        </div>
      )}
    </div>
  );
}
