import type { Language } from './words.ts';

const grouped = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const counts = new Intl.NumberFormat('en-US');

/** $1,284.60; below zero with a true minus: −$3.10. The same in both languages, as the page says that it is US dollars. */
export const dollars = (cents: number): string => `${cents < 0 ? '−' : ''}$${grouped.format(Math.abs(cents) / 100)}`;
/** 1,284.60 without the sign of the currency, where the page names it once. */
export const plainDollars = (cents: number): string =>
  `${cents < 0 ? '−' : ''}${grouped.format(Math.abs(cents) / 100)}`;
export const count = (value: number): string => counts.format(value);
/** 500 → 5.0 %, 6517 → 65 % where `digits` is 0. */
export const percent = (basisPoints: number, digits = 0): string => `${(basisPoints / 100).toFixed(digits)}%`;
export const tenths = (value: number): string => (value / 10).toFixed(1);
/** 2026-11-22 → Nov 22, 2026 · 2026年11月22日. */
export function longDate(day: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-US', {
    year: 'numeric',
    month: language === 'zh' ? 'long' : 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T12:00:00Z`));
}
