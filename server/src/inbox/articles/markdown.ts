/** Articles are markdown. What comes out is safe to show: no HTML of the writer's, no address but the web's, pictures of ours only. */
import MarkdownIt from 'markdown-it';

const FILE = /^file:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** `![Where the switch is](file:0199…)` shows an uploaded picture. Addresses by the file's id. */
export type Pictures = ReadonlyMap<string, string>;

const markdown = new MarkdownIt({ html: false, linkify: true, typographer: false, breaks: false });
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: true });
markdown.validateLink = (url) => FILE.test(url) || /^(?:https?:\/\/|mailto:|tel:|#|\/(?!\/))/i.test(url.trim());

markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  const token = tokens[index]!;
  const href = String(token.attrGet('href') ?? '');
  if (FILE.test(href)) token.attrSet('href', '#');
  if (/^https?:/i.test(href)) {
    token.attrSet('target', '_blank');
    token.attrSet('rel', 'noopener noreferrer nofollow');
  }
  return self.renderToken(tokens, index, options);
};
/** A picture from elsewhere would tell its server who reads; its words stand in its place. */
markdown.renderer.rules.image = (tokens, index, _options, env) => {
  const token = tokens[index]!;
  const id = FILE.exec(String(token.attrGet('src') ?? ''))?.[1];
  const url = id ? (env as { pictures: Pictures } | undefined)?.pictures.get(id) : undefined;
  const words = markdown.utils.escapeHtml(token.content);
  return url ? `<img src="${markdown.utils.escapeHtml(url)}" alt="${words}" loading="lazy">` : words;
};

export function htmlOf(body: string, pictures: Pictures): string {
  return markdown.render(body, { pictures });
}

/** The uploaded pictures a text shows, each once. */
export function picturesIn(body: string): string[] {
  const ids = new Set<string>();
  for (const block of markdown.parse(body, {}))
    for (const token of block.children ?? []) {
      const id = token.type === 'image' ? FILE.exec(String(token.attrGet('src') ?? ''))?.[1] : undefined;
      if (id) ids.add(id);
    }
  return [...ids];
}

/** The words alone, for searching and for the lines under a title. */
export function plainOf(body: string): string {
  const words: string[] = [];
  for (const block of markdown.parse(body, {})) {
    if (block.type === 'fence' || block.type === 'code_block') words.push(block.content);
    if (!block.children) continue;
    for (const token of block.children) {
      if (token.type === 'text' || token.type === 'code_inline' || token.type === 'image') words.push(token.content);
      if (token.type === 'softbreak' || token.type === 'hardbreak') words.push(' ');
    }
    words.push('\n');
  }
  return words
    .join('')
    .replace(/[ \t]+/g, ' ')
    .replace(/\n+/g, '\n')
    .trim();
}

/** Minutes to read: 220 words or 400 Chinese characters a minute, at least one. */
export function minutesToRead(body: string): number {
  const plain = plainOf(body);
  const wide = plain.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = plain.replace(/\p{Script=Han}/gu, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return Math.max(1, Math.round(words / 220 + wide / 400));
}
