import type { RemedyKind } from '@recoup/contract';
import type { Heard } from '../talk.ts';

const WHOLE =
  /\b100\s?%|\b(?:full|whole|entire|complete) (?:refund|amount|price|money)|\ball (?:of )?my money|全额|全款|全部退|百分之百|\b(?:todo (?:mi|el) dinero|reembolso (?:completo|total|íntegro)|100 por ciento)/i;
const KEEPS =
  /\bkeep(?:ing)?\b|without (?:sending|returning)|\bnot (?:send|return)ing|不(?:想|用|要)?(?:退货|寄回|退回)|留着|东西我(?:要)?留|\b(?:quedar(?:me|mel[oa])|sin devolver)/i;

/** All the money and the goods: policy lists what may be kept with how much, so this is more than it lists. */
export const wantsAllAndKeeps = (text: string): boolean => WHOLE.test(text) && KEEPS.test(text);

const BLAMES =
  /\b(?:on you|your (?:fault|mistake|problem)|not my (?:fault|problem)|unfair|ridiculous|insulting|a joke|unacceptable)\b|凭什么|你们的(?:错|问题|责任)|不公平|不合理|太少|\b(?:culpa (?:suya|de ustedes)|no es mi culpa|injusto|ridículo|inaceptable|muy poco)\b/i;

/** What was offered does not do for them: a no, an amount of their own, anger, or all the money and the goods. */
export function disputesOffer({ text, yes, tokens, understood }: Heard): boolean {
  return (
    wantsAllAndKeeps(text) ||
    yes === false ||
    tokens.amounts.length > 0 ||
    /\d+\s?%|\d+[.,]\d{2}\b/.test(text) ||
    BLAMES.test(text) ||
    understood.sentiment <= -0.5 ||
    understood.severity === 'serious' ||
    (understood.confidence >= 0.5 &&
      ['complaint', 'no', 'it_did_not_work', 'want_keep_discount'].includes(understood.intent ?? ''))
  );
}

const NAMED: readonly [RemedyKind, RegExp][] = [
  ['refund', /\brefund\b|\bmoney back\b|退款|退钱|\breembolso\b/i],
  ['replacement', /\breplacement\b|\bnew one\b|换个?新|补发新|\buno nuevo\b/i],
  ['exchange', /\bexchange\b|\bswap\b|换货|\bcambiarlo\b/i],
  ['store_credit', /\bstore credit\b|购物金|店铺余额|\bsaldo\b/i],
  ['repair', /\brepair\b|\bfix it\b|维修|修一下|\breparar\b/i],
];

/** The one way that is named in a no: “no wait, the refund”. */
export function wayNamed(text: string): RemedyKind | null {
  const named = NAMED.filter(([, words]) => words.test(text));
  return named.length === 1 ? (named[0]?.[0] ?? null) : null;
}
