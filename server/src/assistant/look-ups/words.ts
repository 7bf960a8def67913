/** What look-ups say beside money and days, in the buyer's languages. */
import type { BuyerLanguage, ReturnStage } from '@recoup/contract';

type In<T> = Record<BuyerLanguage, T>;

export const stageWords: In<Record<ReturnStage, string>> = {
  en: {
    requested: 'Waiting for a yes',
    approved: 'Approved',
    in_transit: 'On its way back',
    received: 'Received',
    closed: 'Settled',
    declined: 'Declined',
    cancelled: 'Called off',
    expired: 'Ran out',
  },
  zh: {
    requested: '等待审核',
    approved: '已同意',
    in_transit: '退回途中',
    received: '已收到',
    closed: '已完成',
    declined: '未通过',
    cancelled: '已取消',
    expired: '已过期',
  },
  es: {
    requested: 'A la espera de un sí',
    approved: 'Aprobada',
    in_transit: 'De vuelta',
    received: 'Recibida',
    closed: 'Resuelta',
    declined: 'Rechazada',
    cancelled: 'Cancelada',
    expired: 'Caducada',
  },
};

export const free: In<string> = { en: 'free', zh: '免费', es: 'gratis' };

/** Where a parcel is, as far as the shop was told. */
export const parcelWords: In<{
  not_shipped: string;
  shipped(day: string): string;
  delivered(day: string): string;
}> = {
  en: {
    not_shipped: 'not shipped yet',
    shipped: (day) => `on its way since ${day}`,
    delivered: (day) => `delivered on ${day}`,
  },
  zh: {
    not_shipped: '尚未发货',
    shipped: (day) => `${day}已发出，运输途中`,
    delivered: (day) => `${day}已送达`,
  },
  es: {
    not_shipped: 'aún no enviado',
    shipped: (day) => `en camino desde el ${day}`,
    delivered: (day) => `entregado el ${day}`,
  },
};

export const minutesWords: In<(minutes: number) => string> = {
  en: (minutes) => `${minutes} min`,
  zh: (minutes) => `${minutes} 分钟`,
  es: (minutes) => `${minutes} min`,
};

/** A list as people say it: `a, b or c`. */
export function orOf(language: BuyerLanguage, words: readonly string[]): string {
  const locale = { en: 'en', zh: 'zh-CN', es: 'es' }[language];
  return new Intl.ListFormat(locale, { type: 'disjunction' }).format(words);
}
