import { type AnswerLine, firstParts, unchosen } from '../../request.ts';
import { useWords } from '../../words.ts';
import { amountOf, between, offerWords } from './offer-words.ts';
import { PartsPicker, stockWords, VariantPicker } from './pickers.tsx';
import { chosenOf, type StepProps } from './step.ts';

type WaysProps = Pick<StepProps, 'request' | 'tell'> & {
  lineId: string;
  /** Of the radio group. */
  name: string;
  ways: AnswerLine['remedies'];
  seen: AnswerLine;
};

/** Ways to choose from, in equal style; what the chosen one needs said opens under it. */
export function Ways({ request, tell, lineId, name, ways, seen }: WaysProps) {
  const words = useWords();
  const { t } = words;
  const chosen = chosenOf(request, lineId);
  return (
    <fieldset class="stack" style={{ gap: 9 }}>
      <legend class="visually-hidden">{t('remedy.choose')}</legend>
      {ways.map(({ offer, available, notes }) => (
        <div key={offer.kind} class="stack" style={{ gap: 9 }}>
          <label class="option">
            <input
              type="radio"
              name={name}
              checked={chosen.remedy === offer.kind}
              onChange={() =>
                tell({
                  type: 'set',
                  lineId,
                  change: {
                    ...unchosen,
                    remedy: offer.kind,
                    parts: offer.kind === 'spare_part' ? firstParts(seen) : {},
                  },
                })
              }
            />
            <span class="body">
              <span class="row">
                <span>{t(`remedy.${offer.kind}`)}</span>
                <span class="num">{amountOf(offer, words)}</span>
              </span>
              <span class="help">
                {[offerWords(offer, words), ...(available ? [] : notes.map((note) => stockWords(note, words)))].join(
                  between(words.language),
                )}
              </span>
            </span>
          </label>
          {offer.kind === 'spare_part' && chosen.remedy === 'spare_part' && (
            <PartsPicker
              parts={seen.parts}
              chosen={chosen.parts}
              onChange={(parts) => tell({ type: 'set', lineId, change: { parts } })}
            />
          )}
          {offer.kind === 'exchange' && chosen.remedy === 'exchange' && (
            <VariantPicker
              variants={seen.exchange_for}
              chosen={chosen.variantId}
              onChange={(variantId) => tell({ type: 'set', lineId, change: { variantId } })}
            />
          )}
        </div>
      ))}
    </fieldset>
  );
}
