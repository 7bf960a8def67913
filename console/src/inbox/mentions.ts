/** Who a note names. Pure. */
type Person = { id: string; name: string };

/** Ids of the people whose `@Name` stands in the text; the longest name counts where one begins with another. */
export function mentionsIn(text: string, people: readonly Person[]): string[] {
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length);
  const found: string[] = [];
  let at = text.indexOf('@');
  while (at >= 0) {
    const rest = text.slice(at + 1);
    const named = byLength.find(
      ({ name }) => rest.startsWith(name) && !/^[\p{Ll}\p{N}]/u.test(rest.slice(name.length)),
    );
    if (named && !found.includes(named.id)) found.push(named.id);
    at = text.indexOf('@', at + 1);
  }
  return found;
}

export type Piece = { text: string; found: boolean };
/** An excerpt cut at its marks: what was found stands between U+0001 and U+0002. */
export function piecesOf(excerpt: string): Piece[] {
  return (
    excerpt
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the contract marks finds with them, as no text has them
      .split(/(\u0001[^\u0002]*\u0002?)/)
      .filter(Boolean)
      .map((text) =>
        text.startsWith('\u0001')
          ? { text: text.slice(1).replace('\u0002', ''), found: true }
          : { text: text.replaceAll('\u0002', ''), found: false },
      )
  );
}

/** `@Grace Lin` set apart from the words around it. */
export function withMentions(text: string, people: readonly { name: string }[]): Piece[] {
  const names = people.map(({ name }) => name).sort((a, b) => b.length - a.length);
  if (names.length === 0) return [{ text, found: false }];
  const pattern = new RegExp(`(@(?:${names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')}))`);
  return text
    .split(pattern)
    .filter(Boolean)
    .map((part) => ({ text: part, found: part.startsWith('@') && names.includes(part.slice(1)) }));
}
