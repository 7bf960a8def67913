/** A mail of ours as a mail program gets it. Pure. */
import type { Outgoing } from '../../inbox/index.ts';
import { replyAddress, withoutToken } from '../../inbox/index.ts';
import { escapeHtml, oneLine } from '../../platform/mail/clean.ts';
import type { EmailSettings } from './mail-settings.ts';
import { MARK } from './own-mail.ts';

export type Composing = {
  settings: EmailSettings;
  message: Outgoing;
  /** The address it may go out under: the channel's, or the installation's where that is the way out. */
  from: string;
  message_id: string;
  mark: string;
  token: string;
  to: readonly string[];
  cc: readonly string[];
};
type Language = 'en' | 'zh' | 'es';

/** What every mail server takes without quoting (a part of RFC 5321). */
export const ADDRESS =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}$/;

/** As nodemailer takes it. Every value that somebody wrote is one line without control characters, so no header begins in it. */
export function compose(composing: Composing): Record<string, unknown> {
  const { settings, message, from, message_id, mark, token, to, cc } = composing;
  const language = languageOf(message);
  const { text, html } = wordsOf(composing, language);
  const isMachine = message.author.kind !== 'staff';
  const name = oneLine(settings.from_name, 80);
  const plus = settings.plus_addresses ? replyAddress(settings.address, token) : null;
  const replyTo = plus ?? (from === settings.address ? null : settings.address);
  return {
    messageId: message_id,
    from: { name, address: from },
    to: to.map((address) => ({ name: '', address })),
    cc: cc.map((address) => ({ name: '', address })),
    ...(replyTo ? { replyTo: { name, address: replyTo } } : {}),
    subject: subjectOf(message, token),
    ...threadOf(message),
    text,
    html,
    headers: {
      [MARK]: mark,
      'Content-Language': oneLine(message.conversation.language ?? language, 10),
      // RFC 3834: holiday notices and ticket systems do not answer what a machine wrote.
      ...(isMachine
        ? {
            'Auto-Submitted': message.answers ? 'auto-replied' : 'auto-generated',
            'X-Auto-Response-Suppress': 'OOF, AutoReply',
          }
        : {}),
    },
  };
}

function languageOf({ conversation }: Outgoing): Language {
  const short = conversation.language?.slice(0, 2);
  return short === 'zh' || short === 'es' ? short : 'en';
}

function subjectOf({ subject, conversation, answers }: Outgoing, token: string): string {
  const bare = oneLine(withoutToken(subject ?? conversation.subject), 200);
  const isAnswer = /^(?:re|aw|sv|antw|回复|回覆|答复|rv|res)\s*[:：]/i.test(bare);
  return `${answers && !isAnswer ? 'Re: ' : ''}${bare} [#${token}]`;
}

const MESSAGE_ID = /^<[^<>\s\p{Cc}]{1,250}>$/u;
/** As many as fit a header that every server takes: the first, and the newest. */
const MOST_REFERENCES = 20;

function threadOf({ answers }: Outgoing): { inReplyTo?: string; references?: string[] } {
  if (!answers) return {};
  const known = [...answers.references, ...(answers.message_id ? [answers.message_id] : [])].filter((id) =>
    MESSAGE_ID.test(id),
  );
  const each = known.filter((id, at) => known.lastIndexOf(id) === at);
  const references = each.length > MOST_REFERENCES ? [each[0]!, ...each.slice(1 - MOST_REFERENCES)] : each;
  const isId = answers.message_id !== null && MESSAGE_ID.test(answers.message_id);
  return { ...(isId ? { inReplyTo: answers.message_id! } : {}), ...(references.length > 0 ? { references } : {}) };
}

const WROTE: Record<Language, (day: string, name: string) => string> = {
  en: (day, name) => `On ${day}, ${name} wrote:`,
  zh: (day, name) => `在 ${day}，${name} 写道：`,
  es: (day, name) => `El ${day}, ${name} escribió:`,
};
const MOST_QUOTED = 20_000;

function wordsOf({ settings, message, token }: Composing, language: Language): { text: string; html: string } {
  const { answers, contact } = message;
  const signature = (settings.signature?.[language] ?? settings.signature?.en ?? '').trim();
  const day = answers && new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(answers.at);
  const wrote = day && WROTE[language](day, oneLine(contact.name, 80));
  const quoted = (answers?.text ?? '').trim().slice(0, MOST_QUOTED);
  const text = [
    message.text.trim(),
    ...(signature ? [`-- \n${signature}`] : []),
    `[#${token}]`,
    ...(wrote && quoted ? [`${wrote}\n\n${quoted.replace(/^/gm, '> ')}`] : []),
  ].join('\n\n');
  const html = [
    `<div dir="auto">${linked(message.text.trim())}</div>`,
    ...(signature ? [`<div dir="auto" style="color:#667">-- <br>${linked(signature)}</div>`] : []),
    `<div style="color:#99a;font-size:11px">[#${token}]</div>`,
    ...(wrote && quoted
      ? [
          `<div class="gmail_quote"><div class="gmail_attr">${escapeHtml(wrote)}</div><blockquote type="cite" style="margin:0 0 0 8px;border-left:2px solid #ccd;padding-left:10px">${lines(quoted)}</blockquote></div>`,
        ]
      : []),
  ].join('<br>\n');
  return { text: `${text}\n`, html: `<!doctype html><html lang="${language}"><body>${html}</body></html>` };
}

const lines = (text: string) => escapeHtml(text).replaceAll('\n', '<br>\n');

/** Addresses of pages become links; everything else is text. */
function linked(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]，。；：！？）】])/g)
    .map((piece, at) => (at % 2 === 1 ? `<a href="${escapeHtml(piece)}">${escapeHtml(piece)}</a>` : lines(piece)))
    .join('');
}
