import type { Piece } from '../fold-quotes.ts';

/** Mails as programs write them, cut where a reader would cut them. Joined, the pieces are the mail. */
export type QuotedMail = { name: string; pieces: Piece[] };

const text = (said: string): Piece => ({ kind: 'text', text: said });
const quoted = (said: string): Piece => ({ kind: 'quoted', text: said });
const signature = (said: string): Piece => ({ kind: 'signature', text: said });
const mail = (name: string, ...pieces: Piece[]): QuotedMail => ({ name, pieces });

export const quotedMails: QuotedMail[] = [
  mail('a plain mail', text('Hello,\n\nmy lamp arrived broken.\n\nAnn\n')),
  mail(
    'Gmail, English',
    text('Yes, please refund.\n\n'),
    quoted(
      'On Tue, May 12, 2026 at 10:04 AM Lumora Support <help@lumora.example> wrote:\n\n> Would you like a refund?\n>\n> Mia\n',
    ),
  ),
  mail(
    'Gmail, the introduction broken over two lines',
    text('Thanks!\n\n'),
    quoted(
      'On Tue, May 12, 2026 at 10:04 AM Lumora Home Customer Support <\nhelp@lumora.example> wrote:\n\n> Would you like a refund?\n',
    ),
  ),
  mail(
    'Gmail, Chinese',
    text('可以，请退款。\n\n'),
    quoted('Lumora Support <help@lumora.example> 于2026年5月12日周二 10:04写道：\n\n> 您好，请问需要退款吗？\n'),
  ),
  mail(
    'Gmail, Taiwan',
    text('好的\n\n'),
    quoted('Lumora <help@lumora.example> 於 2026年5月12日 週二 上午10:04寫道：\n\n> 請問需要退款嗎？\n'),
  ),
  mail(
    'Gmail, Spanish',
    text('Sí, por favor.\n\n'),
    quoted('El mar, 12 may 2026 a las 10:04, Lumora (<help@lumora.example>) escribió:\n\n> ¿Desea un reembolso?\n'),
  ),
  mail(
    'Gmail, German',
    text('Ja bitte.\n\n'),
    quoted(
      'Am Di., 12. Mai 2026 um 10:04 Uhr schrieb Lumora <help@lumora.example>:\n\n> Möchten Sie Ihr Geld zurück?\n',
    ),
  ),
  mail(
    'Gmail, French',
    text('Oui.\n\n'),
    quoted(
      'Le mar. 12 mai 2026 à 10:04, Lumora <help@lumora.example> a écrit :\n\n> Souhaitez-vous un remboursement ?\n',
    ),
  ),
  mail(
    'Gmail, Portuguese',
    text('Sim.\n\n'),
    quoted('Em ter., 12 de mai. de 2026 às 10:04, Lumora <help@lumora.example> escreveu:\n\n> Deseja o reembolso?\n'),
  ),
  mail(
    'Gmail, Italian',
    text('Va bene.\n\n'),
    quoted(
      'Il giorno mar 12 mag 2026 alle ore 10:04 Lumora <help@lumora.example> ha scritto:\n\n> Desidera un rimborso?\n',
    ),
  ),
  mail(
    'Gmail, Japanese',
    text('お願いします。\n\n'),
    quoted('2026年5月12日(火) 10:04 Lumora <help@lumora.example>:\n\n> 返金をご希望ですか。\n'),
  ),
  mail(
    'Apple Mail on a Mac',
    text('Please send a new one.\n\n'),
    quoted('> On May 12, 2026, at 10:04, Lumora Support <help@lumora.example> wrote:\n> \n> Refund or replacement?\n'),
  ),
  mail(
    'Apple Mail on a phone',
    text('A new one please\n\n'),
    signature('Sent from my iPhone\n\n'),
    quoted('> On May 12, 2026, at 10:04 AM, Lumora <help@lumora.example> wrote:\n> \n> ﻿Refund or replacement?\n'),
  ),
  mail(
    'Apple Mail on a phone, Chinese',
    text('换一个新的吧\n\n'),
    signature('发自我的iPhone\n\n'),
    quoted('> 在 2026年5月12日，10:04，Lumora <help@lumora.example> 写道：\n> \n> 退款还是换货？\n'),
  ),
  mail(
    'Apple Mail on a phone, Spanish',
    text('Uno nuevo, gracias\n\n'),
    signature('Enviado desde mi iPhone\n\n'),
    quoted('> El 12 may 2026, a las 10:04, Lumora <help@lumora.example> escribió:\n> \n> ¿Reembolso o cambio?\n'),
  ),
  mail(
    'Apple Mail, Taiwan, the introduction not marked',
    text('謝謝\n\n'),
    signature('從我的 iPhone 傳送\n\n'),
    quoted('Lumora <help@lumora.example> 於 2026年5月12日 上午10:04 寫道：\n\n> 請問需要退款嗎？\n'),
  ),
  mail(
    'Outlook on Windows',
    text('Still broken.\n\n'),
    quoted(
      'From: Lumora Support <help@lumora.example>\nSent: Tuesday, May 12, 2026 10:04 AM\nTo: Ann Lee <ann@buyer.example>\nSubject: Re: Lamp [#C-2345]\n\nPlease try another bulb.\n\nMia\n',
    ),
  ),
  mail(
    'Outlook on the web, with its line above',
    text('Still broken.\n\n'),
    quoted(
      '________________________________\nFrom: Lumora Support <help@lumora.example>\nSent: Tuesday, May 12, 2026 10:04 AM\nTo: Ann Lee <ann@buyer.example>\nSubject: Re: Lamp\n\nPlease try another bulb.\n',
    ),
  ),
  mail(
    'Outlook for iOS',
    text('Still broken.\n\n'),
    signature('Get Outlook for iOS<https://aka.ms/o0ukef>\n'),
    quoted(
      '________________________________\nFrom: Lumora <help@lumora.example>\nSent: Tuesday, May 12, 2026 10:04:12 AM\nTo: Ann <ann@buyer.example>\nSubject: Re: Lamp\n\nPlease try another bulb.\n',
    ),
  ),
  mail(
    'Outlook, Chinese',
    text('还是坏的。\n\n'),
    quoted(
      '发件人: Lumora Support <help@lumora.example>\n发送时间: 2026年5月12日 10:04\n收件人: 李安 <ann@buyer.example>\n主题: 回复: 台灯\n\n请换个灯泡试试。\n',
    ),
  ),
  mail(
    'Outlook, Spanish',
    text('Sigue roto.\n\n'),
    quoted(
      'De: Lumora <help@lumora.example>\nEnviado el: martes, 12 de mayo de 2026 10:04\nPara: Ana <ana@buyer.example>\nAsunto: RE: Lámpara\n\nPruebe otra bombilla.\n',
    ),
  ),
  mail(
    'Outlook, German',
    text('Immer noch defekt.\n\n'),
    quoted(
      'Von: Lumora <help@lumora.example>\nGesendet: Dienstag, 12. Mai 2026 10:04\nAn: Ann <ann@buyer.example>\nBetreff: AW: Lampe\n\nBitte eine andere Birne.\n',
    ),
  ),
  mail(
    'Outlook through Gmail, the names between stars',
    text('Still broken.\n\n'),
    quoted(
      '*From:* Lumora Support <help@lumora.example>\n*Sent:* Tuesday, May 12, 2026 10:04 AM\n*To:* Ann <ann@buyer.example>\n*Subject:* Re: Lamp\n\nPlease try another bulb.\n',
    ),
  ),
  mail(
    'Outlook of old',
    text('Still broken.\n\n'),
    quoted(
      '-----Original Message-----\nFrom: Lumora [mailto:help@lumora.example]\nSent: Tuesday, May 12, 2026 10:04 AM\nTo: Ann\nSubject: RE: Lamp\n\nPlease try another bulb.\n',
    ),
  ),
  mail(
    'Yahoo',
    text('Thank you so much\n\n'),
    quoted(
      '    On Tuesday, May 12, 2026 at 10:04:12 AM EDT, Lumora Support <help@lumora.example> wrote:  \n \n Would you like a refund?\n\nMia\n',
    ),
  ),
  mail(
    'Yahoo on a phone',
    text('Thank you\n\n'),
    signature('Sent from Yahoo Mail for iPhone\n\n\n'),
    quoted('On Tuesday, May 12, 2026, 10:04 AM, Lumora <help@lumora.example> wrote:\n\nWould you like a refund?\n'),
  ),
  mail(
    'QQ',
    text('好的，谢谢\n\n\n'),
    quoted(
      '------------------ 原始邮件 ------------------\n发件人: "Lumora" <help@lumora.example>;\n发送时间: 2026年5月12日(星期二) 上午10:04\n收件人: "李安"<12345@qq.com>;\n\n主题: Re: 台灯\n\n\n\n您好，请问需要退款吗？\n',
    ),
  ),
  mail(
    'QQ, new form',
    text('收到\n\n'),
    signature('发自我的iPhone\n\n\n'),
    quoted(
      '---原始邮件---\n发件人: "Lumora"<help@lumora.example>\n发送时间: 2026年5月12日(周二) 上午10:04\n收件人: "李安"<12345@qq.com>;\n主题: Re: 台灯\n\n您好\n',
    ),
  ),
  mail(
    'Foxmail',
    text('请尽快处理。\n\n\n'),
    quoted('发件人： Lumora\n发送时间： 2026-05-12 10:04\n收件人： 李安\n主题： Re: 台灯\n\n您好，我们正在处理。\n'),
  ),
  mail(
    '163',
    text('什么时候能退？\n\n\n\n\n'),
    quoted('在 2026-05-12 10:04:12，"Lumora Support" <help@lumora.example> 写道：\n\n您好，已收到您的退货。\n'),
  ),
  mail(
    '163, new form',
    text('什么时候能退？\n\n'),
    quoted(
      '---- 回复的原邮件 ----\n| 发件人 | Lumora<help@lumora.example> |\n| 日期 | 2026年05月12日 10:04 |\n| 收件人 | ann@163.com |\n| 主题 | Re: 台灯 |\n您好，已收到。\n',
    ),
  ),
  mail(
    '163, in English',
    text('When?\n\n'),
    quoted('At 2026-05-12 10:04:12, "Lumora Support" <help@lumora.example> wrote:\n\n>We have received it.\n'),
  ),
  mail(
    '163 Mail Master',
    text('麻烦看一下图片\n\n'),
    signature('发自网易邮箱大师\n'),
    quoted('---- 原邮件 ----\n发件人: Lumora\n日期: 2026年5月12日\n收件人: ann\n\n您好\n'),
  ),
  mail(
    'the date first, Chinese',
    text('已寄出\n\n'),
    quoted('2026年5月12日 10:04，Lumora <help@lumora.example> 写道：\n\n> 请寄回。\n'),
  ),
  mail(
    'the address first, English',
    text('Done.\n\n'),
    quoted('Lumora Support <help@lumora.example> wrote on Tue, 12 May 2026 10:04:\n\n> Please send it back.\n'),
  ),
  mail(
    'the answer below the quote',
    quoted('On 12.05.26 10:04, Lumora wrote:\n> Please send it back.\n'),
    text('\nI sent it this morning.\n'),
  ),
  mail(
    'the answer below, signed',
    quoted('> Please send it back.\n'),
    text('\nI did.\n\n'),
    signature('-- \nAnn Lee\n+1 555 0100\n'),
  ),
  mail(
    'answers between the lines stay where they are',
    text(
      'On 12.05.26 10:04, Lumora wrote:\n> Which lamp is it?\n\nThe green one.\n\n> When did it break?\n\nYesterday.\n',
    ),
  ),
  mail(
    'answers between the lines below some words',
    text(
      'Hi, see below.\n\nOn 12.05.26 10:04, Lumora wrote:\n> Which lamp is it?\nThe green one.\n> When did it break?\nYesterday.\n',
    ),
  ),
  mail('signed with two dashes', text('It works now.\n\n'), signature('-- \nAnn Lee\nHead of everything\n')),
  mail('signed with two dashes without the blank', text('It works now.\n'), signature('--\nAnn Lee\n')),
  mail(
    'signed and quoted',
    text('It works now.\n\n'),
    signature('-- \nAnn Lee\n\n'),
    quoted('On Tue, May 12, 2026 at 10:04 AM Lumora <help@lumora.example> wrote:\n> Does it work?\n'),
  ),
  mail('only a picture from a phone', text('\n\n'), signature('Sent from my iPhone\n')),
  mail('sent from Mail for Windows', text('ok\n\n'), signature('Sent from Mail for Windows\n\n')),
  mail('an Android, Samsung', text('ok\n\n'), signature('Sent from my Galaxy\n')),
  mail('a Huawei, Chinese', text('好\n\n'), signature('发自我的华为手机\n')),
  mail(
    'a forwarded mail is what the writer sends',
    text('See what they wrote me.\n\n---------- Forwarded message ---------\nFrom the shop: your order is late.\n'),
  ),
  mail(
    'a mail forwarded by Gmail, with its headers',
    text(
      'Look:\n\n---------- Forwarded message ---------\nFrom: Post <post@carrier.example>\nDate: Tue, May 12, 2026\nSubject: Parcel\nTo: <ann@buyer.example>\n\nWe left it at the door.\n',
    ),
  ),
  mail(
    'a mail forwarded by Outlook without a word',
    text(
      'From: Post <post@carrier.example>\nSent: Tuesday, May 12, 2026 10:04 AM\nTo: Ann\nSubject: Parcel\n\nWe left it at the door.\n',
    ),
  ),
  mail(
    'a dash in the text is no signature',
    text('Two things - one, the lamp; two, the box.\n\n--- really ---\nAnn\n'),
  ),
  mail(
    '"on" and "wrote:" far apart are prose',
    text('On my way home I thought about what your colleague wrote: that the\nlamp is fine. It is not.\n'),
  ),
  mail('a line that begins with From: is prose', text('From: the bottom of my heart, thank you.\nAnn\n')),
  mail('a line that ends in a colon', text('On the box it says:\n\nFragile.\n')),
  mail(
    'a quote of a quote',
    text('Agreed.\n\n'),
    quoted(
      'On Tue, May 12, 2026 Lumora <help@lumora.example> wrote:\n> Fine?\n>\n> On Mon, May 11, 2026 Ann <ann@buyer.example> wrote:\n>> It broke.\n',
    ),
  ),
  mail('nothing at all', ...[]),
  mail('a quote and nothing else', quoted('> Please send it back.\n')),
  mail(
    'the last line without an end',
    text('Yes\n'),
    quoted('On Tue, May 12, 2026 Lumora <help@lumora.example> wrote:\n> Fine?'),
  ),
];
