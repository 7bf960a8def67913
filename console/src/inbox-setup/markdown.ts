/** Markdown as readers get it, by the server's rules: HTML shown as text, addresses of the web alone, pictures of ours only. */
import MarkdownIt from 'markdown-it';

const FILE = /^file:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

const markdown = new MarkdownIt({ html: false, linkify: true, typographer: false, breaks: false });
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: true });
markdown.validateLink = (url) => FILE.test(url) || /^(?:https?:\/\/|mailto:|tel:|#|\/(?!\/))/i.test(url.trim());
markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  tokens[index]!.attrSet('target', '_blank');
  tokens[index]!.attrSet('rel', 'noopener noreferrer nofollow');
  return self.renderToken(tokens, index, options);
};
markdown.renderer.rules.image = (tokens, index, _options, env) => {
  const token = tokens[index]!;
  const id = FILE.exec(String(token.attrGet('src') ?? ''))?.[1];
  const url = id ? (env as { pictures: ReadonlyMap<string, string> }).pictures.get(id) : undefined;
  const words = markdown.utils.escapeHtml(token.content);
  return url ? `<img src="${markdown.utils.escapeHtml(url)}" alt="${words}">` : `<em>${words}</em>`;
};

/** `pictures`: addresses of uploaded pictures by their file's id; one that is not known here shows its words. */
export const htmlOf = (text: string, pictures: ReadonlyMap<string, string>): string =>
  markdown.render(text, { pictures });
