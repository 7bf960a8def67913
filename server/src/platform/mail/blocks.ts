/**
 * The blocks a mail is built of. A template names them (`{% p %}…{% endp %}`, `{% button url %}…{% endbutton %}`), and each
 * is drawn twice: as HTML that old and new mail programs show alike, and as plain text. So a template is written once, holds
 * words only, and can neither break the layout nor put HTML in.
 */
import { escapeHtml, linkAddress } from './clean.ts';

export type BlockName =
  | 'title'
  | 'p'
  | 'small'
  | 'note'
  | 'quote'
  | 'code'
  | 'button'
  | 'link'
  | 'facts'
  | 'fact'
  | 'items'
  | 'item'
  | 'scores'
  | 'score';

/** In plain text: before a paragraph, and before a line. Data cannot hold them; white space about them is dropped at the end. */
const PARAGRAPH = '\ue001';
const LINE = '\ue002';

export const FONT = `-apple-system,system-ui,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei','Noto Sans SC',sans-serif`;
const MONO = `ui-monospace,SFMono-Regular,Menlo,Consolas,monospace`;
const cell = (style: string, className: string, content: string) =>
  `<td class="${className}" style="font-family:${FONT};${style}">${content}</td>`;
const table = (content: string, style = '', className = '') =>
  `<table role="presentation"${className === '' ? '' : ` class="${className}"`} width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;${style}">${content}</table>`;

type Draw = (content: string, value: unknown) => string;
const tight = (content: string) => content.replace(/\s+/g, ' ').trim();

/** `content` is already escaped; `value` is what stands after the block's name, and is not. */
export const htmlBlocks: Record<BlockName, Draw> = {
  title: (content) =>
    `<h1 class="t" style="margin:0 0 16px;font-family:${FONT};font-size:24px;line-height:30px;font-weight:650;color:#171B26">${tight(content)}</h1>`,
  p: (content) =>
    `<p class="t" style="margin:0 0 16px;font-family:${FONT};font-size:16px;line-height:24px;color:#171B26">${tight(content)}</p>`,
  small: (content) =>
    `<p class="s" style="margin:0 0 16px;font-family:${FONT};font-size:14px;line-height:21px;color:#4A5060">${tight(content)}</p>`,
  note: (content) =>
    table(
      `<tr>${cell('padding:12px 16px;border-radius:10px;font-size:15px;line-height:22px;color:#171B26', 'n', tight(content))}</tr>`,
      'margin:0 0 16px',
    ),
  quote: (content) =>
    table(
      `<tr>${cell('padding:2px 0 2px 14px;border-left:3px solid #808693;font-size:16px;line-height:24px;color:#171B26', 't q', content.trim().replace(/\r?\n/g, '<br>'))}</tr>`,
      'margin:0 0 16px',
    ),
  code: (content) =>
    table(
      `<tr>${cell(`padding:14px 16px;border-radius:10px;font-family:${MONO};font-size:22px;line-height:28px;font-weight:600;color:#171B26`, 'n', tight(content))}</tr>`,
      'margin:0 0 16px',
    ),
  button: (content, value) =>
    `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:4px 0 20px"><tr><td class="b" style="border-radius:12px"><a class="b" href="${escapeHtml(linkAddress(value))}" style="display:inline-block;padding:14px 22px;border-radius:12px;font-family:${FONT};font-size:16px;line-height:22px;font-weight:600;text-decoration:none">${tight(content)}</a></td></tr></table>`,
  link: (content, value) =>
    `<p class="t" style="margin:0 0 16px;font-family:${FONT};font-size:16px;line-height:24px"><a class="a" href="${escapeHtml(linkAddress(value))}" style="text-decoration:underline">${tight(content)}</a></p>`,
  facts: (content) => table(content, 'margin:0 0 16px;border-top:1px solid #E2E4E9', 'l'),
  fact: (content, value) =>
    `<tr>${cell('padding:9px 12px 9px 0;border-bottom:1px solid #E2E4E9;font-size:15px;line-height:22px;color:#646A78;vertical-align:top;width:38%', 's l', escapeHtml(String(value).trim()))}${cell('padding:9px 0;border-bottom:1px solid #E2E4E9;font-size:15px;line-height:22px;font-weight:600;color:#171B26;vertical-align:top', 't l', tight(content))}</tr>`,
  scores: (content) => table(`<tr>${cell('', '', content)}</tr>`, 'margin:0 0 12px'),
  score: (content, value) =>
    `<a class="b" href="${escapeHtml(linkAddress(value))}" style="display:inline-block;min-width:24px;margin:0 6px 8px 0;padding:12px 8px;border-radius:12px;font-family:${FONT};font-size:16px;line-height:22px;font-weight:600;text-align:center;text-decoration:none">${tight(content)}</a>`,
  items: (content) => table(content, 'margin:0 0 16px;border-top:1px solid #E2E4E9', 'l'),
  item: (content, value) =>
    `<tr>${cell('padding:9px 12px 9px 0;border-bottom:1px solid #E2E4E9;font-size:15px;line-height:22px;color:#646A78;vertical-align:top;white-space:nowrap;width:1%', 's l', `${escapeHtml(String(value))} ×`)}${cell('padding:9px 0;border-bottom:1px solid #E2E4E9;font-size:15px;line-height:22px;color:#171B26;vertical-align:top', 't l', tight(content))}</tr>`,
};

/** `Label: value`, with the full-width colon after Chinese. */
const named = (label: string) => `${label}${/[\u4e00-\u9fff）]$/.test(label) ? '：' : ': '}`;

export const textBlocks: Record<BlockName, Draw> = {
  title: (content) => `${PARAGRAPH}${tight(content)}${PARAGRAPH}`,
  p: (content) => `${PARAGRAPH}${tight(content)}${PARAGRAPH}`,
  small: (content) => `${PARAGRAPH}${tight(content)}${PARAGRAPH}`,
  note: (content) => `${PARAGRAPH}${tight(content)}${PARAGRAPH}`,
  quote: (content) =>
    `${PARAGRAPH}${content
      .trim()
      .split(/\r?\n/)
      .map((line) => `> ${line.trim()}`)
      .join(LINE)}${PARAGRAPH}`,
  code: (content) => `${PARAGRAPH}${tight(content)}${PARAGRAPH}`,
  button: (content, value) => `${PARAGRAPH}${named(tight(content)).trimEnd()}${LINE}${linkAddress(value)}${PARAGRAPH}`,
  link: (content, value) => `${PARAGRAPH}${named(tight(content)).trimEnd()}${LINE}${linkAddress(value)}${PARAGRAPH}`,
  facts: (content) => `${PARAGRAPH}${content}${PARAGRAPH}`,
  fact: (content, value) => `${LINE}${named(String(value).trim())}${tight(content)}${LINE}`,
  scores: (content) => `${PARAGRAPH}${content}${PARAGRAPH}`,
  score: (content, value) => `${LINE}${named(tight(content))}${linkAddress(value)}${LINE}`,
  items: (content) => `${PARAGRAPH}${content}${PARAGRAPH}`,
  item: (content, value) => `${LINE}- ${value} × ${tight(content)}${LINE}`,
};

/** Puts the marks of the text blocks into line ends. */
export function settleText(text: string): string {
  return `${text
    .replace(/\s*[\ue001\ue002][\s\ue001\ue002]*/g, (between) => (between.includes(PARAGRAPH) ? '\n\n' : '\n'))
    .trim()}\n`;
}
