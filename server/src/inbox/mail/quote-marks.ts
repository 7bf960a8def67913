/** How mail programs announce what they quote and sign with, by language. Data for fold-quotes.ts. */

/** The line before a quote: "On Tue, May 12 … wrote:". May be broken over lines; here it is one line, its blanks single. */
export const introductions: readonly RegExp[] = [
  // English: Gmail, Apple Mail, Thunderbird, Yahoo; and 163's "At 2026-05-12 10:00:00, "Ann" <ann@x> wrote:"
  /^(?:on|at)\b.{4,300}\bwrote\s?[:：]$/i,
  /^.{1,120}<\S+@\S+>\s?wrote(?:\s.{4,80})?\s?[:：]$/i,
  // Chinese: 在…写道, 于…写道, QQ and 163 with the date first; Taiwan's Gmail
  /^在.{2,300}(?:写道|寫道|写|寫)\s?[:：]$/,
  /^.{0,160}(?:于|於)\s?\d{4}.{3,160}(?:写道|寫道)\s?[:：]$/,
  /^\d{4}(?:年|-|\/).{4,300}(?:写道|寫道)\s?[:：]$/,
  /^.{1,120}<\S+@\S+>.{0,80}(?:写道|寫道)\s?[:：]$/,
  // Spanish
  /^el\b.{4,300}\bescribi[oó]\s?[:：]$/i,
  /^.{1,120}<\S+@\S+>\s?escribi[oó](?:\s.{4,80})?\s?[:：]$/i,
  // German, French, Portuguese, Italian, Dutch
  /^am\b.{4,300}\bschrieb\b.{0,200}[:：]$/i,
  /^le\b.{4,300}\ba écrit\s?[:：]$/i,
  /^em\b.{4,300}\bescreveu\s?[:：]$/i,
  /^il\b.{4,300}\bha scritto\s?[:：]$/i,
  /^op\b.{4,300}\bschreef\b.{0,200}[:：]$/i,
  // Japanese Gmail: "2026年5月12日(火) 10:00 Ann <ann@x>:"
  /^\d{4}年\d{1,2}月\d{1,2}日.{4,200}<\S+@\S+>\s?[:：]$/,
];
/** As much as a line must begin with to be worth joining with the next ones. */
export const mayIntroduce =
  /^\s*(?:on|at|el|am|le|em|il|op)\b|^\s*(?:在|\d{4})|<\S+@|(?:于|於)\s?\d{4}|wrote|写道|寫道|escribi/i;

/** A line that says: below is the mail that is answered. What is forwarded is not meant; that is what the writer sends. */
export const separators: readonly RegExp[] = [
  /^-{2,}\s?(?:original message|original email|replied message|reply message|mensaje original|ursprüngliche nachricht|message d.origine|mensagem original|messaggio originale|oorspronkelijk bericht)\s?-{2,}$/i,
  /^-{2,}\s?(?:原始邮件|原始郵件|原邮件|邮件原件|回复的原邮件|回复邮件|元のメッセージ)\s?-{2,}$/,
];

/** What stands above a mail that is passed on. */
export const forwarding =
  /forwarded message|begin forwarded|转发的?邮件|轉寄的?郵件|已转发|mensaje reenviado|weitergeleitete nachricht|message transféré|mensagem encaminhada|messaggio inoltrato|転送/i;

/** The names of a mail's headers as programs write them above a quote (Outlook, Foxmail, QQ). The first begins the block. */
const headerNames = {
  from: ['from', '发件人', '寄件者', '寄件人', 'de', 'von', 'da', 'van', '差出人'],
  others: [
    ...['sent', 'date', 'to', 'cc', 'subject', 'reply-to', 'importance'],
    ...[
      '发送时间',
      '发送日期',
      '日期',
      '时间',
      '收件人',
      '抄送',
      '抄送人',
      '主题',
      '寄件日期',
      '傳送時間',
      '收件者',
      '主旨',
      '副本',
    ],
    ...['enviado', 'enviado el', 'fecha', 'para', 'asunto', 'enviada em', 'data', 'assunto'],
    ...[
      'gesendet',
      'datum',
      'an',
      'betreff',
      'envoyé',
      'date',
      'à',
      'objet',
      'inviato',
      'a',
      'oggetto',
      'verzonden',
      'aan',
    ],
    ...['onderwerp', '送信日時', '宛先', '件名'],
  ],
};
const named = (names: readonly string[]) => new RegExp(`^[*\\s]*(?:${names.join('|')})[*\\s]*[:：]`, 'iu');
export const fromHeader = named(headerNames.from);
export const otherHeader = named(headerNames.others);

/** Above such a block some programs draw a line. */
export const rule = /^(?:_{8,}|-{8,}|={8,}|\*{8,})$/;

/** "-- " and what it became on the way. */
export const signatureMark = /^(?:--|—|––|－－)\s*$/;
/** What programs and phones sign with by themselves. */
export const machineSignatures: readonly RegExp[] = [
  /^(?:sent|send) (?:from|via|with|by) .{2,80}$/i,
  /^sent on the go.{0,60}$/i,
  /^get outlook for .{2,60}$/i,
  /^(?:发自|發自|来自|來自)\s?我的\s?.{1,40}$/,
  /^发自.{1,30}(?:邮箱|邮件|手机|大师|客户端).{0,20}$/,
  /^(?:从|從)我的\s?.{1,30}(?:发送|傳送|发出|寄出)$/,
  /^(?:获取|下载|取得)\s?outlook for .{2,60}$/i,
  /^(?:发送自|傳送自).{1,60}$/,
  /^enviado (?:desde|con|a través de) .{2,80}$/i,
  /^(?:obtener|descargar) outlook para .{2,60}$/i,
  /^(?:enviado do meu|inviato da|envoyé (?:de|depuis)|télécharger outlook|von meinem|gesendet von|verzonden vanaf) ?.{2,60}$/i,
  /^.{1,30}から送信$/,
];
