import { simpleParser } from 'mailparser';
import { describe, expect, it, test } from 'vitest';
import { appleReply, gmailReply, outlookReply } from '../testing/client-mails.ts';
import { attachment, FROM_ANN, multipart, plain, raw } from '../testing/raw.ts';
import { MAIL_LIMITS } from './mime.ts';
import { readMail } from './read-mail.ts';

const html = (text: string) => ({ headers: ['Content-Type: text/html; charset=utf-8'], lines: [text] });
const words = (text: string) => ({ headers: ['Content-Type: text/plain; charset=utf-8'], lines: text.split('\n') });
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const reply = {
  id: '<reply-1@mail.example>',
  from: '"Lee, Ann" <ann@buyer.example>',
  to: 'Lumora <help@lumora.example>',
  subject: 'Re: My lamp [#C-2345-6789-ABCD]',
  answers: {
    message_id: '<ours@lumora.example>',
    references: ['<first@buyer.example>'],
    text: 'Would you like a refund?',
  },
  text: 'Yes, please.',
};

describe('a mail in plain values', () => {
  it('says who wrote to whom, about what and when', () => {
    const mail = readMail(
      raw(
        [
          'From: =?utf-8?B?5p2O5a6J?= <Ann@Buyer.example>',
          'To: "Help, Lumora" <help@lumora.example>, friends: a@x.example, b@x.example;',
          'Cc: undisclosed-recipients:;, C <c@x.example>',
          'Subject: =?gb2312?B?ztK1xMyotca7?= =?gb2312?B?tcHL?= and more',
          'Date: Tue, 12 May 2026 10:04:00 -0400 (EDT)',
          'Message-ID: <first@buyer.example>',
          'References: <a@x>',
          '\t<b@x> <a@x>',
          'In-Reply-To: <b@x> "a note"',
        ],
        'Hi',
      ),
    );
    expect(mail).toMatchObject({
      from: { name: '李安', address: 'ann@buyer.example' },
      to: [
        { name: 'Help, Lumora', address: 'help@lumora.example' },
        { name: '', address: 'a@x.example' },
        { name: '', address: 'b@x.example' },
      ],
      cc: [{ name: 'C', address: 'c@x.example' }],
      subject: '我的台灯坏了 and more',
      message_id: '<first@buyer.example>',
      references: ['<a@x>', '<b@x>'],
      in_reply_to: '<b@x>',
      text: 'Hi',
      beyond: null,
    });
    expect(mail.date?.toISOString()).toBe('2026-05-12T14:04:00.000Z');
  });

  it('reads headers in bare bytes of another charset', () => {
    const subject = Buffer.concat([Buffer.from('Subject: '), Buffer.from('ztK1xMyotca7tcHL', 'base64')]);
    expect(readMail(raw(['From: ann@buyer.example', subject], 'x')).subject).toBe('我的台灯坏了');
  });

  test.each([
    ['Gmail', gmailReply(reply)],
    ['Outlook', outlookReply(reply)],
    ['Apple Mail', appleReply(reply)],
  ])('%s: what was written stands apart from what it answers', (_name, given) => {
    const mail = readMail(given);
    expect(mail.text).toBe('Yes, please.');
    expect(mail.quoted).toContain('Would you like a refund?');
    expect(mail.references).toEqual(['<first@buyer.example>', '<ours@lumora.example>']);
    expect(mail.from).toEqual({ name: 'Lee, Ann', address: 'ann@buyer.example' });
  });

  it('shows pictures inside the words, keeps files apart, and names each as its sender did', () => {
    const related = multipart('related', [], html('<p>See <img src="cid:lamp@x"></p>'), {
      headers: [
        'Content-Type: image/png; name="lamp.png"',
        'Content-ID: <lamp@x>',
        'Content-Transfer-Encoding: base64',
      ],
      lines: [PNG.toString('base64')],
    });
    const [head = ''] = related.toString('latin1').split('\r\n\r\n');
    const mail = readMail(
      multipart(
        'mixed',
        FROM_ANN,
        { headers: head.split('\r\n'), lines: [related.subarray(head.length + 4)] },
        {
          headers: [
            'Content-Type: application/pdf',
            "Content-Disposition: attachment; filename*0*=UTF-8''%E5%8F%91; filename*1*=%E7%A5%A8.pdf",
            'Content-Transfer-Encoding: base64',
          ],
          lines: ['JVBERi0='],
        },
        attachment('winmail.dat', 'application/ms-tnef', Buffer.from('x')),
      ),
    );
    expect(mail.html).toContain('cid:lamp@x');
    expect(mail.text).toBe('See');
    expect(mail.attachments.map(({ name, type, content_id }) => ({ name, type, content_id }))).toEqual([
      { name: 'lamp.png', type: 'image/png', content_id: 'lamp@x' },
      { name: '发票.pdf', type: 'application/pdf', content_id: null },
      { name: 'winmail.dat', type: 'application/ms-tnef', content_id: null },
    ]);
    expect(mail.attachments[0]!.bytes()).toEqual(PNG);
  });

  it('tells a mail inside the mail with who wrote it', () => {
    const inner = plain('The parcel came open.', [
      'From: Bob <bob@x.example>',
      'Subject: Parcel',
      'Date: Mon, 11 May 2026 09:00:00 +0000',
    ]);
    const mail = readMail(
      multipart('mixed', FROM_ANN, words('See below'), { headers: ['Content-Type: message/rfc822'], lines: [inner] }),
    );
    expect(mail.text).toContain('See below');
    expect(mail.text).toContain('From: Bob <bob@x.example>');
    expect(mail.text).toContain('The parcel came open.');
  });

  it('puts the lines of format=flowed together, quotes included', () => {
    const mail = readMail(
      raw(
        [...FROM_ANN, 'Content-Type: text/plain; format=flowed'],
        'The lamp is ',
        'broken.',
        '',
        '-- ',
        'Ann',
        '> you wrote ',
        '> this',
      ),
    );
    expect(mail.text).toBe('The lamp is broken.');
    expect(mail.signature).toContain('-- \nAnn');
  });

  it('is the same mail by its content, whoever uses its Message-ID again and whatever way it took', () => {
    const one = readMail(plain('one')).fingerprint;
    expect(readMail(plain('one', ['Received: from a', ...FROM_ANN])).fingerprint).toBe(one);
    expect(readMail(plain('two')).fingerprint).not.toBe(one);
  });
});

describe('a nasty mail', () => {
  it('of too many parts, too deep, or with endless headers is told by its headers alone', () => {
    const bomb = multipart('mixed', FROM_ANN, ...Array.from({ length: 5000 }, () => words('x')));
    const deep = `${Array.from({ length: 60 }, (_, n) => `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}\r\n`).join('')}\r\nx`;
    const cases = [
      ['parts', bomb],
      ['depth', Buffer.concat([Buffer.from(`${FROM_ANN.join('\r\n')}\r\n`), Buffer.from(deep)])],
      ['depth', Buffer.from(`${FROM_ANN.join('\r\n')}\r\n${'Content-Type: message/rfc822\r\n\r\n'.repeat(500)}`)],
      ['header', raw([...FROM_ANN, `X-Long: ${'a '.repeat(50_000)}`], 'x')],
      ['size', Buffer.concat([plain('x'), Buffer.alloc(MAIL_LIMITS.bytes)])],
    ] as const;
    for (const [beyond, given] of cases) {
      expect(readMail(given)).toMatchObject({
        beyond,
        from: { address: 'ann@buyer.example' },
        subject: 'My lamp',
        text: '',
        attachments: [],
      });
    }
  });

  it('does not open archives', () => {
    const zip = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(1000)]);
    const mail = readMail(multipart('mixed', FROM_ANN, words('see'), attachment('bomb.zip', 'application/zip', zip)));
    expect(mail.attachments[0]!.bytes()).toEqual(zip);
  });

  it('brings no header of its own into a name or a subject', () => {
    const mail = readMail(
      raw(
        [
          'From: =?utf-8?Q?Ann=0D=0ABcc=3A_all=40x.example?= <ann@buyer.example>',
          'Subject: =?utf-8?Q?Hi=0D=0AX-Evil:_1=00=E2=80=AE?=',
          'To: a@x.example\r\n\r\nnot a header',
        ],
        'x',
      ),
    );
    expect(mail.from?.name).toBe('Ann Bcc: all@x.example');
    expect(mail.subject).toBe('Hi X-Evil: 1');
  });

  it('with an address hidden in a name is from nobody but its address', () => {
    const mail = readMail(raw(['From: "support@lumora.example <support@lumora.example>" <evil@x.example>'], 'x'));
    expect(mail.from?.address).toBe('evil@x.example');
  });

  it('reads whatever bytes come, quickly', { timeout: 60_000 }, () => {
    const began = performance.now();
    let seed = 3;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    const seeds = [
      gmailReply(reply),
      outlookReply(reply),
      multipart('mixed', FROM_ANN, words('a'), html('<b>b'), attachment('a.bin', 'x/y', PNG)),
    ];
    for (let n = 0; n < 600; n += 1) {
      const bytes = Buffer.from(seeds[n % seeds.length]!);
      for (let hit = 0; hit < 20; hit += 1) bytes[random(bytes.length)] = random(256);
      const mail = readMail(bytes.subarray(random(20), bytes.length - random(200)));
      for (const one of mail.attachments) one.bytes();
    }
    readMail(Buffer.alloc(0));
    readMail(Buffer.from('\r\n'.repeat(100_000)));
    readMail(raw([...FROM_ANN, `Content-Type: text/plain; ${';a=b'.repeat(10_000)}`], 'x'));
    readMail(
      raw(
        [
          `Subject: ${'=?utf-8?Q?a?= '.repeat(4000)}`,
          `To: ${'<'.repeat(5000)}`,
          `References: ${'<a@b> '.repeat(9000)}`,
        ],
        'x',
      ),
    );
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it('with broken multiparts loses no words', () => {
    const cut = multipart('mixed', FROM_ANN, words('Kept words'), attachment('a.png', 'image/png', PNG));
    expect(readMail(cut.subarray(0, cut.length - 60)).text).toBe('Kept words');
    expect(readMail(raw([...FROM_ANN, 'Content-Type: multipart/mixed'], 'No boundary')).text).toBe('No boundary');
    expect(
      readMail(
        raw(
          [...FROM_ANN, 'Content-Type: text/plain', 'Content-Transfer-Encoding: quoted-printable'],
          'a=ZZb=',
          'c =20',
        ),
      ).text,
    ).toBe('a=ZZbc');
  });
});

/** Another reader of mails (mailparser) as witness: on mails that keep the rules both must read the same. */
describe('a mail that keeps the rules reads as others read it', () => {
  test.each([
    ['plain', plain('Hello\n\nWorld')],
    ['gmail', gmailReply(reply)],
    ['outlook', outlookReply(reply)],
    ['apple', appleReply(reply)],
    [
      'attachments',
      multipart(
        'mixed',
        FROM_ANN,
        words('See'),
        attachment('a b.png', 'image/png', PNG),
        attachment('b.zip', 'application/zip', Buffer.from('PK')),
      ),
    ],
    ['alternative', multipart('alternative', FROM_ANN, words('plain'), html('<p>html</p>'))],
    [
      'encoded names',
      raw(
        [
          'From: =?iso-8859-1?Q?J=F6rg?= <j@x.example>',
          'To: =?utf-8?B?5p2O?= <l@x.example>',
          'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=',
        ],
        'x',
      ),
    ],
    [
      'gb18030',
      raw(
        [...FROM_ANN, 'Content-Type: text/plain; charset=gb18030', 'Content-Transfer-Encoding: base64'],
        'xOO6w6OsztK1xMyotca7tcHLo6zH676hv+zNy7/uoaM=',
      ),
    ],
  ])('%s', async (_name, given) => {
    const mail = readMail(given);
    const other = await simpleParser(given, { keepCidLinks: true });
    expect(mail.subject).toBe(other.subject);
    expect(mail.from?.address).toBe(other.from?.value[0]?.address?.toLowerCase());
    expect(mail.from?.name).toBe(other.from?.value[0]?.name);
    expect(mail.message_id ?? undefined).toBe(other.messageId);
    const said = (other.text ?? '').trim();
    expect(said.startsWith(mail.text)).toBe(true);
    expect(mail.attachments.map((one) => [one.name, one.bytes().toString('hex')])).toEqual(
      other.attachments.map((one) => [one.filename, one.content.toString('hex')]),
    );
    if (other.html) expect(mail.html?.replace(/\s+/g, '')).toBe(other.html.replace(/\s+/g, ''));
  });
});
