import type { BuyerLanguage } from '@recoup/contract/common';
import { FONT } from './blocks.ts';
import { escapeHtml, linkAddress, oneLine } from './clean.ts';
import { GROUND, mailColors } from './look.ts';

export type MailPage = {
  language: BuyerLanguage;
  brand: { name: string; color: string; logo_url: string | null };
  subject: string;
  /** Already escaped. */
  preview: string;
  body: string;
  footer: string;
};

/**
 * The page around a mail's blocks: the brand's name or logo, one column of at most 560 px, a quiet foot. Tables and inline
 * styles for Outlook and Gmail; the colours for dark mode in a style sheet, for programs that read one. A logo stands on
 * white in both.
 */
export function mailPage({ language, brand, subject, preview, body, footer }: MailPage): string {
  const { ink, tint, dark } = mailColors(brand.color);
  const name = escapeHtml(oneLine(brand.name));
  const mark = brand.logo_url
    ? `<span style="display:inline-block;padding:6px 8px;border-radius:8px;background:#FFFFFF"><img src="${escapeHtml(linkAddress(brand.logo_url))}" alt="${name}" height="32" style="display:block;height:32px;border:0;font:600 20px ${FONT};color:${ink}"></span>`
    : `<span class="m" style="font-family:${FONT};font-size:20px;line-height:28px;font-weight:650;color:${ink}">${name}</span>`;
  const lang = language === 'zh' ? 'zh-CN' : language;
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no">
<title>${escapeHtml(subject)}</title>
<style>
:root{color-scheme:light dark}
body{margin:0;padding:0;-webkit-text-size-adjust:100%}
.b{background:${ink};color:#FFFFFF}
.n{background:${tint}}
@media (max-width:480px){.p{padding:20px 16px!important}}
@media (prefers-color-scheme:dark){
.g{background:${GROUND}!important}
.t,.n{color:#ECEEF3!important}
.s,.s a{color:#BCC2CF!important}
.l{border-color:#2A303E!important}
.q{border-color:#767E8E!important}
.n{background:#1C2233!important}
.m,.a{color:${dark}!important}
.b{background:${dark}!important;color:${GROUND}!important}
}
</style>
</head>
<body class="g" style="margin:0;padding:0;background:#FFFFFF">
<div style="display:none;max-height:0;overflow:hidden;opacity:0">${preview}</div>
<table role="presentation" class="g" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;background:#FFFFFF"><tr><td align="center">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;max-width:560px"><tr><td class="p" align="left" style="padding:28px 24px">
<div style="margin:0 0 24px">${mark}</div>
${inlineColors(body, ink, tint)}
<div class="l" style="margin:24px 0 0;padding:16px 0 0;border-top:1px solid #E2E4E9">
${footer}
</div>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

/** Programs that drop style sheets (Gmail for an address elsewhere) still get the brand's colour. */
function inlineColors(body: string, ink: string, tint: string): string {
  return body
    .replaceAll('<td class="b" style="', `<td class="b" bgcolor="${ink}" style="background:${ink};`)
    .replaceAll(/<a class="b" ([^>]*)style="/g, `<a class="b" $1style="background:${ink};color:#FFFFFF;`)
    .replaceAll(/<a class="a" ([^>]*)style="/g, `<a class="a" $1style="color:${ink};`)
    .replaceAll('class="n" style="', `class="n" style="background:${tint};`);
}
