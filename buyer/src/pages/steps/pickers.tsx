import type { Because } from '@recoup/contract';
import { day, money } from '../../format.ts';
import { Thumb } from '../../parts/parts.tsx';
import type { AnswerLine } from '../../request.ts';
import { useWords, type Words } from '../../words.ts';

type Part = AnswerLine['parts'][number];
type Variant = AnswerLine['exchange_for'][number];

/** Parts with their pictures; how many of each. What mends the problem comes first. */
export function PartsPicker(props: {
  parts: readonly Part[];
  chosen: Readonly<Record<string, number>>;
  onChange: (parts: Record<string, number>) => void;
}) {
  const words = useWords();
  const { t } = words;
  const { chosen, onChange } = props;
  const parts = [...props.parts].sort((a, b) => Number(b.mends) - Number(a.mends));
  const put = (id: string, count: number) => onChange({ ...chosen, [id]: Math.max(0, count) });
  return (
    <fieldset class="picker">
      <legend class="help">{t('parts.which')}</legend>
      {parts.map((part) => {
        const count = chosen[part.part_id] ?? 0;
        const most = Math.max(part.per_product, count, 1);
        return (
          <div key={part.part_id} class="stack" style={{ gap: 6 }}>
            <label class="option">
              <input
                type="checkbox"
                checked={count > 0}
                onChange={() => put(part.part_id, count > 0 ? 0 : part.per_product)}
              />
              <Thumb url={part.photo_url} />
              <span class="body">
                <span class="row">{partName(part, words)}</span>
                <span class="help">{partStock(part, words)}</span>
              </span>
            </label>
            {count > 0 && most > 1 && (
              <div class="item">
                <span class="body help">{t('order.quantity')}</span>
                <span class="stepper">
                  <button
                    type="button"
                    aria-label={`${t('order.less')}: ${partName(part, words)}`}
                    disabled={count <= 1}
                    onClick={() => put(part.part_id, count - 1)}
                  >
                    −
                  </button>
                  <output>{count}</output>
                  <button
                    type="button"
                    aria-label={`${t('order.more')}: ${partName(part, words)}`}
                    disabled={count >= most}
                    onClick={() => put(part.part_id, count + 1)}
                  >
                    +
                  </button>
                </span>
              </div>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

function partStock(part: Pick<Part, 'in_stock' | 'expected_on'>, { t, language }: Words): string {
  if (part.in_stock > 0) return t('parts.in_stock');
  return part.expected_on ? t('parts.expected', { date: day(part.expected_on, language) }) : t('parts.none');
}

/** For what it is exchanged, each with its price beside the old one. */
export function VariantPicker(props: {
  variants: readonly Variant[];
  chosen: string | null;
  onChange: (variantId: string) => void;
}) {
  const words = useWords();
  const { t } = words;
  return (
    <fieldset class="picker">
      <legend class="help">{t('exchange.which')}</legend>
      {props.variants.map((variant) => {
        const { in_stock, expected_on } = variant;
        const stock = in_stock === null || in_stock > 0 ? '' : partStock({ in_stock, expected_on }, words);
        return (
          <label key={variant.variant_id} class="option">
            <input
              type="radio"
              name="variant"
              checked={props.chosen === variant.variant_id}
              onChange={() => props.onChange(variant.variant_id)}
            />
            <Thumb url={variant.photo_url} />
            <span class="body">
              <span class="row">{nameOf(variant)}</span>
              <span class="help">
                {[differenceWords(variant.difference, words), stock].filter(Boolean).join(' · ')}
              </span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

const partName = ({ title, title_zh, title_es }: AnswerLine['parts'][number], { language }: Words) =>
  (language === 'zh' ? title_zh : language === 'es' ? title_es : null) ?? title;

const nameOf = ({ title, options }: Variant) =>
  [title, ...Object.values(options).filter((option) => !title.includes(option))].join(', ');

/** What an exchange costs the buyer, or gives back: said either way. */
export function differenceWords(
  difference: { amount: number; currency: string },
  { t, language }: Pick<Words, 't' | 'language'>,
): string {
  if (difference.amount > 0) return t('exchange.pays', { amount: money(difference, language) });
  const back = { amount: -difference.amount, currency: difference.currency };
  return difference.amount < 0 ? t('exchange.gets', { amount: money(back, language) }) : t('exchange.same');
}

/** Why it cannot be had now, and when it can. */
export function stockWords({ facts }: Because, { t, language }: Words): string {
  const on = facts.expected_on;
  return typeof on === 'string' ? t('parts.expected', { date: day(on, language) }) : t('parts.none');
}
