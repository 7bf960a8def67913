/** Replies as Gmail, Outlook and Apple Mail write them. */
import { raw } from './raw.ts';

export type Reply = {
  id: string;
  from: string;
  to: string;
  subject: string;
  /** What it answers: its Message-ID and what that one referred to. Empty for a program that loses them. */
  answers: { message_id: string; references: string[]; text: string } | null;
  text: string;
};

const threading = ({ answers }: Reply) =>
  answers
    ? [
        `In-Reply-To: ${answers.message_id}`,
        `References: ${[...answers.references, answers.message_id].join('\r\n\t')}`,
      ]
    : [];
const quoted = (reply: Reply, mark = '> ') => (reply.answers?.text ?? '').split('\n').map((line) => mark + line);

export function gmailReply(reply: Reply): Buffer {
  const html = `<div dir="ltr">${reply.text}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Tue, May 12, 2026 at 10:04 AM Lumora &lt;<a href="mailto:help@lumora.example">help@lumora.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex">${reply.answers?.text ?? ''}</blockquote></div>`;
  return raw(
    [
      'Received: from mail-ed1.google.com (mail-ed1.google.com [209.85.208.45])',
      '\tby mx.lumora.example with ESMTPS; Tue, 12 May 2026 07:04:00 -0700',
      'MIME-Version: 1.0',
      ...threading(reply),
      `From: ${reply.from}`,
      'Date: Tue, 12 May 2026 10:04:00 -0400',
      `Message-ID: ${reply.id}`,
      `Subject: ${reply.subject}`,
      `To: ${reply.to}`,
      'Content-Type: multipart/alternative; boundary="000000000000a1b2c3"',
    ],
    '--000000000000a1b2c3',
    'Content-Type: text/plain; charset="UTF-8"',
    '',
    reply.text,
    '',
    'On Tue, May 12, 2026 at 10:04 AM Lumora <help@lumora.example> wrote:',
    '',
    ...quoted(reply),
    '',
    '--000000000000a1b2c3',
    'Content-Type: text/html; charset="UTF-8"',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    html.replaceAll('=', '=3D'),
    '--000000000000a1b2c3--',
  );
}

export function outlookReply(reply: Reply): Buffer {
  const html = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style>p.MsoNormal{margin:0cm}</style></head><body lang="EN-US"><div class="WordSection1"><p class="MsoNormal">${reply.text}<o:p></o:p></p></div><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>From:</b> Lumora &lt;help@lumora.example&gt;<br><b>Sent:</b> Tuesday, May 12, 2026 10:04 AM<br><b>To:</b> Ann Lee<br><b>Subject:</b> ${reply.subject}</font></div><div>${reply.answers?.text ?? ''}</div></body></html>`;
  return raw(
    [
      'Received: from NAM12.outbound.protection.outlook.com by mx.lumora.example; Tue, 12 May 2026 14:10:00 +0000',
      `From: ${reply.from}`,
      `To: ${reply.to}`,
      `Subject: ${reply.subject}`,
      'Thread-Topic: My lamp',
      'Thread-Index: AQHa1234567890',
      'Date: Tue, 12 May 2026 14:10:00 +0000',
      `Message-ID: ${reply.id}`,
      ...threading(reply),
      'Accept-Language: en-US',
      'Content-Language: en-US',
      'X-MS-Has-Attach:',
      'Content-Type: multipart/alternative; boundary="_000_DM6PR12"',
      'MIME-Version: 1.0',
    ],
    '--_000_DM6PR12',
    'Content-Type: text/plain; charset="utf-8"',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(
      `${reply.text}\r\n\r\n________________________________\r\nFrom: Lumora <help@lumora.example>\r\nSent: Tuesday, May 12, 2026 10:04 AM\r\nTo: Ann Lee\r\nSubject: ${reply.subject}\r\n\r\n${reply.answers?.text ?? ''}\r\n`,
    ).toString('base64'),
    '--_000_DM6PR12',
    'Content-Type: text/html; charset="utf-8"',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(html).toString('base64'),
    '--_000_DM6PR12--',
  );
}

export function appleReply(reply: Reply): Buffer {
  return raw(
    [
      `From: ${reply.from}`,
      'Content-Type: text/plain; charset=utf-8; format=flowed; delsp=no',
      'Content-Transfer-Encoding: quoted-printable',
      'Mime-Version: 1.0 (1.0)',
      `Subject: ${reply.subject}`,
      `Message-Id: ${reply.id}`,
      'Date: Tue, 12 May 2026 10:20:00 -0400',
      ...threading(reply),
      `To: ${reply.to}`,
      'X-Mailer: iPhone Mail (23E246)',
    ],
    reply.text.replaceAll('=', '=3D'),
    '',
    'Sent from my iPhone',
    '',
    '> On May 12, 2026, at 10:04, Lumora <help@lumora.example> wrote:',
    '> ',
    ...quoted(reply, '> =EF=BB=BF'),
  );
}
