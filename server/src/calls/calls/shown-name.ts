/** How buyers meet our people: by their first names; a Chinese name is said whole. */
export const shownName = (name: string): string =>
  isLatin(name) ? (name.trim().split(/\s+/)[0] ?? name) : name.trim();

/** `Grace Okafor` → `GO`; `陈晓` → `陈`. */
export function initialsOf(name: string): string {
  if (!isLatin(name)) return [...name.trim()][0] ?? '';
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('');
}

const isLatin = (name: string): boolean => /^[\p{Script=Latin}\p{M}'’.\s-]+$/u.test(name);
