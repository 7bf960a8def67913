import type { Heard } from '../talk.ts';

const WHOLE =
  /\b100\s?%|\b(?:full|whole|entire|complete) (?:refund|amount|price|money)|\ball (?:of )?my money|全额|全款|全部退|百分之百|\b(?:todo (?:mi|el) dinero|reembolso (?:completo|total|íntegro)|100 por ciento)/i;
const KEEPS =
  /\bkeep(?:ing)?\b|without (?:sending|returning)|\bnot (?:send|return)ing|不(?:想|用|要)?(?:退货|寄回|退回)|留着|东西我(?:要)?留|\b(?:quedar(?:me|mel[oa])|sin devolver)/i;

/** All the money and the goods: policy lists what may be kept with how much, so this is more than it lists. */
export const wantsAllAndKeeps = (text: string): boolean => WHOLE.test(text) && KEEPS.test(text);

/** What was offered does not do for them: a no, an amount of their own, anger, or all the money and the goods. */
export function disputesOffer({ text, yes, tokens, understood }: Heard): boolean {
  return (
    wantsAllAndKeeps(text) ||
    yes === false ||
    tokens.amounts.length > 0 ||
    /\d+\s?%/.test(text) ||
    understood.sentiment <= -0.5 ||
    understood.severity === 'serious' ||
    ['complaint', 'no', 'it_did_not_work', 'want_keep_discount'].includes(understood.intent ?? '')
  );
}
