/** What a survey says in a chat; in a mail it is the template `survey`. */
import type { BuyerLanguage } from '@recoup/contract';
import type { SurveyKind } from './survey.ts';

type Said = (brand: string, url: string) => string;
const words: Record<BuyerLanguage, Record<SurveyKind, Said>> = {
  en: {
    csat: (brand, url) =>
      `How was our answer? One tap, from 1 (bad) to 5 (very good), helps ${brand} do better: ${url}`,
    nps: (brand, url) =>
      `How likely are you to recommend ${brand} to a friend, from 0 (not at all) to 10 (very)? ${url}`,
  },
  zh: {
    csat: (brand, url) => `您对 ${brand} 的这次服务满意吗？轻点一下即可评分，1 分很不满意，5 分非常满意：${url}`,
    nps: (brand, url) => `您有多大可能向朋友推荐 ${brand}？0 分完全不会，10 分非常愿意：${url}`,
  },
  es: {
    csat: (brand, url) =>
      `¿Qué te pareció nuestra respuesta? Un toque, de 1 (mala) a 5 (muy buena), ayuda a ${brand} a mejorar: ${url}`,
    nps: (brand, url) =>
      `¿Qué probabilidad hay de que recomiendes ${brand} a un amigo, de 0 (ninguna) a 10 (mucha)? ${url}`,
  },
};

export function surveyWords(language: BuyerLanguage, kind: SurveyKind, brand: string, url: string): string {
  return words[language][kind](brand, url);
}
