/** An offer in the buyer's words: what it is worth, where it goes, by when. */
import type { RemedyOffer } from '@recoup/contract';
import { day, money } from '../../format.ts';
import type { Words } from '../../words.ts';
import { differenceWords } from './pickers.tsx';

/** What it is worth to the buyer, in one word at the right of its name. */
export function amountOf(offer: RemedyOffer, { t, language }: Words): string {
  switch (offer.kind) {
    case 'refund':
    case 'store_credit':
    case 'keep_it':
      return money(offer.amount, language);
    case 'next_order_discount':
      return `${offer.discount?.percent ?? 0}%`;
    case 'exchange':
      return offer.difference && offer.difference.amount !== 0 && offer.goods
        ? `${offer.difference.amount > 0 ? '+' : ''}${money(offer.difference, language)}`
        : t('remedy.free');
    default:
      return t('remedy.free');
  }
}

/** To what it goes, by when, and whether anything is sent. */
export function offerWords(offer: RemedyOffer, words: Words): string {
  const { t, language } = words;
  const by = offer.by ? t(offer.goods_back ? 'remedy.by' : 'remedy.by_now', { date: day(offer.by, language) }) : '';
  const where = whereTo(offer, by, words);
  const difference =
    offer.kind === 'exchange' && offer.goods && offer.difference ? differenceWords(offer.difference, words) : '';
  const hold = offer.hold ? t('exchange.hold', { amount: money(offer.hold, language) }) : '';
  const keeps = offer.goods_back ? '' : t('remedy.nothing_to_send');
  return [where, difference && `${difference}${t('stop')}`, hold, keeps].filter(Boolean).join(between(language));
}

/** Chinese sentences follow each other without a gap. */
export const between = (language: Words['language']) => (language === 'zh' ? '' : ' ');

function whereTo(offer: RemedyOffer, by: string, { t, language }: Words): string {
  const door = offer.by ? t('remedy.at_door', { date: day(offer.by, language) }) : '';
  switch (offer.kind) {
    case 'store_credit':
      return t('remedy.credit_note');
    case 'replacement':
    case 'exchange':
      return [offer.ships === 'now' ? t('remedy.leaves_now') : t('remedy.replacement_note'), door]
        .filter(Boolean)
        .join(between(language));
    case 'spare_part':
      return door || t('remedy.part_note');
    case 'repair':
      return t('remedy.repair_note');
    case 'next_order_discount':
      return t('remedy.discount_note');
    case 'guidance':
      return '';
    default:
      return `${offer.to ? t('remedy.to', { to: offer.to }) : t('remedy.to_original')}${by ? t('comma') : ''}${by}${t('stop')}`;
  }
}
