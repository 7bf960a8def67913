import type { ChatChoice } from '@recoup/contract';
import { lexemesOf } from '../../inbox/index.ts';
import type { Finds } from './look.ts';
import { askedAs, isThere, type Question, questionOf } from './the-question.ts';
import { orOf } from './words.ts';

type Variant = { variant_id: string; title: string; options: Record<string, string>; in_stock: number | null };
const MOST_CHOICES = 6;

/** What the goods may be exchanged for: others of the same product that are there, by the name that tells them apart. */
export const variants: Finds = async (look) => {
  const { of } = look;
  const question = await questionOf(look);
  const asked = question?.lines.length === 1 ? await askedAs(look.at, question, of.slots) : null;
  const all = (asked?.answer.lines[0]?.exchange_for ?? []).filter(isThere);
  const meant =
    all.find(({ variant_id }) => variant_id === of.slots.variant?.variant_id) ??
    wordedIn(of.text, all, lineOf(question)?.title ?? '');
  return {
    facts: { any: all.length > 0, known_which: meant !== undefined },
    variables: {
      title: meant && nameOf(meant),
      list: all.length > 0 ? orOf(of.language, all.slice(0, MOST_CHOICES).map(nameOf)) : null,
    },
    fills: meant ? { variant: { variant_id: meant.variant_id, title: nameOf(meant) } } : {},
    choices: all.slice(0, MOST_CHOICES).map((one): ChatChoice => ({ value: one.variant_id, words: nameOf(one) })),
    sources: meant ? [{ kind: 'variant', id: meant.variant_id, title: nameOf(meant) }] : [],
  };
};

/** `Blue / Large`; the title where it has no options. */
function nameOf({ title, options }: Variant): string {
  const values = Object.values(options).filter(Boolean);
  return values.length > 0 ? values.join(' / ') : title;
}

const lineOf = (question: Question | null) =>
  question?.order.lines.find(({ id }) => id === question.lines[0]?.order_line_id);

/**
 * The one whose options the text names, more of them than any other's; of several like that, the one that is otherwise what
 * they have: who wants "the blue one" wants the same size in blue. `have`: the title of what they have. Pure.
 */
export function wordedIn<V extends Variant>(text: string, all: readonly V[], have = ''): V | undefined {
  const said = new Set(lexemesOf(inEnglish(text.replace(TOO, ' '))));
  const hits = all.map((one) => lexemesOf(nameOf(one)).filter((word) => said.has(word)).length);
  const most = Math.max(0, ...hits);
  const best = all.filter((_, i) => hits[i] === most && most > 0);
  if (best.length < 2) return best[0];
  const own = have.toLowerCase();
  const alike = best.map(
    ({ options }) => Object.values(options).filter((value) => own.includes(value.toLowerCase())).length,
  );
  const nearest = best.filter((_, i) => alike[i] === Math.max(...alike));
  return nearest.length === 1 ? nearest[0] : undefined;
}

/** What is wrong with the one they have is not the one they want. */
const TOO =
  /\btoo (?:small|big|large|long|short|dark|bright)\b|太[大小长短深浅]|偏[大小]|买[大小]了|\b(?:demasiado|muy) (?:pequeñ[oa]|grande|chic[oa])\b/giu;
/** Sizes and colours as shops name them, in words of buyers. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/特?大[号码]|\bgrande\b|\blarge\b|\bbigger\b/giu, 'large'],
  [/中[号码]|\bmedian[oa]\b/giu, 'medium'],
  [/小[号码]|\bpequeñ[oa]\b|\bsmaller\b/giu, 'small'],
  [/黑色?|\bnegr[oa]\b/giu, 'black'],
  [/白色?|\bblanc[oa]\b/giu, 'white'],
  [/红色?|\broj[oa]\b/giu, 'red'],
  [/蓝色?|\bazul\b/giu, 'blue'],
  [/绿色?|\bverde\b/giu, 'green'],
  [/灰色?|\bgris\b/giu, 'grey gray'],
  [/黄铜色?|\blatón\b/giu, 'brass'],
  [/银色?|\bplatead[oa]\b/giu, 'silver'],
  [/金色|\bdorad[oa]\b/giu, 'gold'],
];
const inEnglish = (text: string): string =>
  NAMES.reduce((said, [words, english]) => said.replace(words, ` ${english} `), text);
