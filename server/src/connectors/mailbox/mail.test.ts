import { files, inboxSetup } from '@recoup/contract';
import sharp from 'sharp';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { appleReply, gmailReply, outlookReply, type Reply } from './testing/client-mails.ts';
import { openMailRoom } from './testing/mail-room.ts';
import { attachment, FROM_ANN, multipart, plain, raw } from './testing/raw.ts';
import { openSmtp } from './testing/smtp.ts';

let room: Awaited<ReturnType<typeof openMailRoom>>;
beforeAll(async () => {
  room = await openMailRoom(
    {},
    { plus_addresses: true, checked_by: 'mx.lumora.example', signature: { en: 'Lumora support' } },
  );
});

let count = 0;
const newId = () => {
  count += 1;
  return `<${count}.${Date.now()}@buyer.example>`;
};
/** A first mail of somebody new. */
function hello(change: { from?: string; subject?: string; text?: string; more?: string[] } = {}): Buffer {
  const {
    from = `Ann Lee <ann${count}@buyer.example>`,
    subject = 'My lamp',
    text = 'It came broken.',
    more = [],
  } = change;
  return plain(text, [
    ...more,
    `From: ${from}`,
    'To: help@lumora.example',
    `Subject: ${subject}`,
    `Message-ID: ${newId()}`,
  ]);
}

describe('a mail arrives', () => {
  it('as a conversation with who wrote it and what they said, and again changes nothing', async () => {
    const mail = hello({
      from: '李安 <li@buyer.example>',
      subject: '台灯 坏了',
      text: '你好，我的台灯坏了，请尽快退款。',
    });
    const id = await room.arrive(mail);
    const [message] = await room.messages(id!);
    expect(message).toMatchObject({
      text: '你好，我的台灯坏了，请尽快退款。',
      direction: 'in',
      author: { name: '李安' },
      language: 'zh',
    });
    expect(await room.read(id!)).toMatchObject({
      subject: '台灯 坏了',
      channel: { kind: 'email' },
      reply_by: { to: 'li@buyer.example' },
    });
    expect(await room.arrive(mail)).toBe(id);
    expect(await room.messages(id!)).toHaveLength(1);
  });

  it('with its raw form kept for staff to save as text, byte for byte', async () => {
    const mail = hello();
    const [message] = await room.messages((await room.arrive(mail))!);
    const response = await fetch(room.door.url + message!.raw_url!);
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(response.headers.get('content-disposition')).toContain('attachment');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(mail);
  });

  it('with pictures where its words show them, files beside, and what is not allowed named', async () => {
    const jpeg = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#a33' } })
      .jpeg()
      .toBuffer();
    const picture = {
      headers: ['Content-Type: image/jpeg; name=lamp.jpg', 'Content-ID: <lamp@x>', 'Content-Transfer-Encoding: base64'],
      lines: [jpeg.toString('base64')],
    };
    const mail = multipart(
      'mixed',
      [`From: ann@files.example`, `Message-ID: ${newId()}`, 'Subject: Files'],
      {
        headers: ['Content-Type: text/html'],
        lines: [
          '<p onclick="alert(1)">See <img src="cid:lamp@x"><img src="https://shop.example/x.png"><script>alert(1)</script></p>',
        ],
      },
      picture,
      attachment('box.jpg', 'image/jpeg', jpeg),
      attachment('invoice.pdf', 'application/octet-stream', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n')),
      attachment('run.exe', 'application/octet-stream', Buffer.from('MZ\x90\x00\x03\x00\x00\x00\x04\x00')),
      attachment(
        'evil.jpg',
        'image/jpeg',
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      ),
      attachment('winmail.dat', 'application/ms-tnef', Buffer.from('\x78\x9f\x3e\x22')),
    );
    const [message] = await room.messages((await room.arrive(mail))!);
    expect(message!.files.map(({ name, type, inline }) => ({ name, type, inline }))).toEqual([
      { name: 'lamp.jpg', type: 'image/jpeg', inline: true },
      { name: 'box.jpg', type: 'image/jpeg', inline: false },
      { name: 'invoice.pdf', type: 'application/pdf', inline: false },
    ]);
    // A document is saved and never shown inside our own pages.
    const paper = await room.door.stranger.fetch(message!.files[2]!.url);
    expect(paper.headers.get('content-disposition')).toMatch(/^attachment; filename="invoice\.pdf"/);
    expect(paper.headers.get('content-security-policy')).toContain('sandbox');
    for (const name of ['run.exe', 'evil.jpg', 'winmail.dat']) expect(message!.text).toContain(name);
    expect(message!.html).not.toMatch(/script|onclick|cid:|shop\.example/);
    expect(message!.html).toContain(message!.files[0]!.url);
    expect(message!.html).toContain('/v1/inbox/pictures/');
    const got = await room.door.stranger.fetch(
      message!.files[0]!.url.replace(/^\/v1\/files\//, files.read.path.replace(':token', '')),
    );
    expect(got.status).toBe(200);
  });

  it('made to be a bomb is told of by its headers, and the next one arrives', async () => {
    const bomb = multipart(
      'mixed',
      [...FROM_ANN.slice(0, 3), `Message-ID: ${newId()}`],
      ...Array.from({ length: 2000 }, () => ({ headers: ['Content-Type: text/plain'], lines: ['x'] })),
    );
    const [message] = await room.messages((await room.arrive(bomb))!);
    expect(message!.text).toContain('too many parts');
    expect(message!.author.name).toBe('Ann Lee');
    expect(await room.arrive(hello())).not.toBeNull();
  });
});

describe('the hook', () => {
  it('takes nothing unsigned, signed by others, old, or too large', async () => {
    const mail = hello();
    const code = async (response: Response) => ((await response.json()) as { code: string }).code;
    expect(await code(await room.knock(mail, { secret: 'wrong' }))).toBe('hook.not_signed');
    expect(await code(await room.knock(mail, { at: Math.floor(Date.now() / 1000) - 400 }))).toBe('hook.too_old');
    const bare = await fetch(`${room.door.url}/v1/hooks/email/${room.channelId}`, {
      method: 'POST',
      headers: { 'content-type': 'message/rfc822' },
      body: 'x',
    });
    expect(await code(bare)).toBe('hook.not_signed');
    const large = await room.knock(Buffer.concat([mail, Buffer.alloc(26 * 1024 * 1024, 'a')]));
    expect([large.status, await code(large)]).toEqual([413, 'mail.too_large']);
    expect((await room.knock(mail, { type: 'text/html' })).status).toBe(415);
  });
});

describe('answers', () => {
  /** A buyer's first mail and our answer to it, as the buyer's program got it. */
  async function answered(change: Parameters<typeof hello>[0] = {}) {
    const id = (await room.arrive(hello(change)))!;
    await room.reply(id, 'Would you like a refund?');
    await room.door.drain();
    const sent = room.smtp.received.at(-1)!;
    return { id, sent };
  }
  const replyTo = ({ mail }: (typeof room.smtp.received)[number], change: Partial<Reply> = {}): Reply => ({
    id: newId(),
    from: `Ann <${mail.to[0]!.address}>`,
    to: mail.reply_to[0]!.address,
    subject: `Re: ${mail.subject}`,
    answers: { message_id: mail.message_id!, references: mail.references, text: 'Would you like a refund?' },
    text: 'Yes, please.',
    ...change,
  });
  const lost = { answers: null, to: 'help@lumora.example', subject: 'Re: lamp' };

  it('go out in the thread, in both forms, quoting what they answer', async () => {
    const { sent } = await answered({ text: 'It came broken.\nSorry.' });
    const { mail } = sent;
    expect(sent.from).toBe('help@lumora.example');
    expect(mail.text).toContain('Would you like a refund?');
    expect(mail.from).toEqual({ name: 'Lumora', address: 'help@lumora.example' });
    expect(mail.subject).toMatch(/^Re: My lamp \[#C-/);
    expect(mail.in_reply_to).toMatch(/buyer\.example>$/);
    expect(mail.references).toContain(mail.in_reply_to);
    expect(mail.quoted).toContain('> It came broken.\n> Sorry.');
    expect(mail.signature).toContain('Lumora support');
    expect(mail.reply_to[0]!.address).toMatch(/^help\+c\./);
    expect(mail.automatic).toBeNull();
    expect(mail.html).toContain('Would you like a refund?');
  });

  it('of Gmail, Outlook and Apple Mail come into the one conversation', async () => {
    const { id, sent } = await answered();
    const others = { to: 'help@lumora.example' };
    expect(await room.arrive(gmailReply(replyTo(sent, others)))).toBe(id);
    expect(await room.arrive(outlookReply(replyTo(sent, others)))).toBe(id);
    expect(await room.arrive(appleReply(replyTo(sent, others)))).toBe(id);
    const messages = await room.messages(id);
    expect(messages).toHaveLength(5);
    expect(messages.slice(2).map(({ text }) => text)).toEqual(['Yes, please.', 'Yes, please.', 'Yes, please.']);
    for (const { quoted } of messages.slice(2)) expect(quoted).toContain('Would you like a refund?');
  });

  it('of programs that lose the thread are led back by the address, the subject, or what they quote', async () => {
    const { id, sent } = await answered();
    expect(await room.arrive(gmailReply(replyTo(sent, { ...lost, to: sent.mail.reply_to[0]!.address })))).toBe(id);
    expect(await room.arrive(gmailReply(replyTo(sent, { ...lost, subject: `AW: ${sent.mail.subject}` })))).toBe(id);
    const whole = `${sent.mail.text}\n${sent.mail.signature}\n${sent.mail.quoted}`;
    const quoting = appleReply(replyTo(sent, lost)).toString() + whole.replace(/^/gm, '> ');
    expect(await room.arrive(Buffer.from(quoting))).toBe(id);
    expect(await room.arrive(gmailReply(replyTo(sent, lost)))).not.toBe(id);
  });

  it('of somebody else enter only with the word that is in our mails', async () => {
    const { id, sent } = await answered();
    const from = 'Eve <eve@elsewhere.example>';
    const guessed = sent.mail.subject!.replace(/-[A-Z2-7]{12}\]/, '-AAAAAAAAAAAA]');
    expect(
      await room.arrive(gmailReply(replyTo(sent, { from, to: 'help@lumora.example', subject: 'Re: My lamp' }))),
    ).not.toBe(id);
    expect(
      await room.arrive(gmailReply(replyTo(sent, { from, to: 'help@lumora.example', subject: guessed }))),
    ).not.toBe(id);
    expect(
      await room.arrive(gmailReply(replyTo(sent, { from: 'Bob <bob@friend.example>', subject: 'Re: lamp' }))),
    ).toBe(id);
    expect((await room.messages(id)).at(-1)).toMatchObject({ author: { name: 'Bob' } });
    // Who is in stays in.
    expect(
      await room.arrive(
        gmailReply(replyTo(sent, { from: 'Bob <bob@friend.example>', to: 'help@lumora.example', subject: 'Re: lamp' })),
      ),
    ).toBe(id);
  });

  it('of a forged sender prove nothing and enter nothing', async () => {
    const { id, sent } = await answered();
    const forged = Buffer.concat([
      Buffer.from(
        'Authentication-Results: mx.lumora.example; spf=fail smtp.mailfrom=x; dmarc=fail header.from=buyer.example\r\n',
      ),
      gmailReply(replyTo(sent, { to: 'help@lumora.example', subject: 'Re: lamp' })),
    ]);
    const other = (await room.arrive(forged))!;
    expect(other).not.toBe(id);
    const [message] = await room.messages(other);
    expect(message!.envelope?.spoofed).toBe(true);
    const [mine, theirs] = [await room.read(id), await room.read(other)];
    expect(theirs.contact.id).not.toBe(mine.contact.id);
    expect(theirs.contact.points.every(({ verified }) => !verified)).toBe(true);
  });

  it('cannot carry headers of their own, whatever names and subjects hold', async () => {
    const { sent } = await answered({
      from: '=?utf-8?Q?Ann=0D=0ABcc=3A_all=40x.example?= <inj@buyer.example>',
      subject: '=?utf-8?Q?Hi=0D=0ABcc:_all=40x.example?=',
    });
    expect(sent.to).toEqual(['inj@buyer.example']);
    expect(sent.mail.headers.filter(({ name }) => name === 'bcc')).toEqual([]);
  });

  it('come back as bounces: the message has failed, and its conversation is open again', async () => {
    const { id, sent } = await answered();
    const bounce = raw(
      [
        'Return-Path: <>',
        'From: mailer-daemon@mx.example',
        'Subject: Undelivered',
        `Message-ID: ${newId()}`,
        'Content-Type: multipart/report; report-type=delivery-status; boundary=r',
      ],
      ...[
        '--r',
        'Content-Type: text/plain',
        '',
        'Sorry',
        '--r',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; x',
        '',
      ],
      ...[
        'Final-Recipient: rfc822; ann@buyer.example',
        'Action: failed',
        'Status: 5.1.1',
        'Diagnostic-Code: smtp; 550 gone',
        '',
      ],
      ...['--r', 'Content-Type: text/rfc822-headers', '', `Message-ID: ${sent.mail.message_id}`, '', '--r--'],
    );
    expect(await room.arrive(bounce)).toBe(id);
    const messages = await room.messages(id);
    expect(messages[1]).toMatchObject({ state: 'failed', failure: '5.1.1 550 gone' });
    expect(messages[2]).toMatchObject({ automatic: 'bounce' });
    expect((await room.read(id)).state).toBe('open');
  });

  it('of machines are marked, and our own mails that come round are not taken', async () => {
    const { id, sent } = await answered();
    const away = Buffer.concat([Buffer.from('Auto-Submitted: auto-replied\r\n'), gmailReply(replyTo(sent))]);
    expect(await room.arrive(away)).toBe(id);
    expect((await room.messages(id)).at(-1)!.automatic).toBe('auto_reply');
    expect(await room.arrive(sent.raw)).toBeNull();
    const hops = Buffer.from('Received: from a by b\r\n'.repeat(60));
    expect(await room.arrive(Buffer.concat([hops, hello()]))).toBeNull();
  });

  test.each([
    ['refuse', 'failed'],
    ['busy', 'queued'],
  ] as const)('to a server that says %s are %s', async (answer, state) => {
    const id = (await room.arrive(hello()))!;
    await room.reply(id, 'Hello');
    room.smtp.answer = answer;
    await room.door.drain({ mayFail: true });
    room.smtp.answer = 'take';
    const message = (await room.messages(id)).at(-1)!;
    expect(message.state).toBe(state);
    expect(message.failure).toMatch(answer === 'refuse' ? /5\.1\.1 no such user/ : /4\.3\.2 come back/);
  });
});

describe('the way out', () => {
  it('is tried without sending anything', async () => {
    const { steps } = await room.door.owner.call(inboxSetup.tryChannel, { params: { id: room.channelId } });
    expect(steps).toEqual([{ what: 'smtp', ok: true, failure: null }]);
  });

  it('of the installation is taken in its name, with the channel to answer to', async () => {
    const smtp = await openSmtp();
    const settings = { SMTP_URL: `smtp://127.0.0.1:${smtp.port}`, MAIL_FROM: 'Recoup <no-reply@install.example>' };
    const other = await openMailRoom(settings, { smtp: null });
    const id = (await other.arrive(hello()))!;
    await other.reply(id, 'Hello');
    await other.door.drain();
    const sent = smtp.received.at(-1)!;
    expect(sent.from).toBe('no-reply@install.example');
    expect(sent.mail.from).toEqual({ name: 'Lumora', address: 'no-reply@install.example' });
    expect(sent.mail.reply_to[0]!.address).toBe('help@lumora.example');
    expect((await other.messages(id)).at(-1)!.state).toBe('sent');
  });

  it('that is none keeps answers where staff read them', async () => {
    const other = await openMailRoom({}, { smtp: null });
    const id = (await other.arrive(hello()))!;
    await other.reply(id, 'Hello');
    await other.door.drain();
    expect((await other.messages(id)).at(-1)!.state).toBe('kept');
  });
});
