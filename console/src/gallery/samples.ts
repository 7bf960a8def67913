/** Invented goods for the gallery. Nothing here reaches a build. */
import { useTranslation } from 'react-i18next';

/** One of two texts, by language: the gallery's own words are no words of the product. */
export function useSay(): (en: string, zh: string) => string {
  const { i18n } = useTranslation();
  return (en, zh) => (i18n.language === 'zh' ? zh : en);
}

const drawing = (body: string) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120"><rect width="160" height="120" fill="#dedcd5"/>${body}</svg>`)}`;
export const vacuum = drawing(
  '<ellipse cx="80" cy="74" rx="54" ry="28" fill="#2b2e2d"/><ellipse cx="80" cy="64" rx="54" ry="28" fill="#f3f1ec"/><ellipse cx="80" cy="50" rx="18" ry="9" fill="#2b2e2d"/>',
);
export const lamp = drawing(
  '<circle cx="80" cy="34" r="22" fill="#faf8f2"/><path d="M80 56v50" stroke="#2b2e2d" stroke-width="3"/><ellipse cx="80" cy="108" rx="20" ry="5" fill="#2b2e2d"/>',
);
export const fryer = drawing(
  '<rect x="46" y="22" width="68" height="78" rx="14" fill="#23282a"/><rect x="52" y="32" width="56" height="12" fill="#0c0e0e"/><rect x="62" y="66" width="36" height="6" fill="#c9a24a"/>',
);
export const carton = drawing(
  '<path d="M30 44l50-18 50 18-50 20z" fill="#d9b383"/><path d="M30 44v44l50 22V64z" fill="#c79a64"/><path d="M130 44v44l-50 22V64z" fill="#b98a54"/>',
);
