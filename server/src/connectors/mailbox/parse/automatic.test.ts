import { describe, expect, it, test } from 'vitest';
import { FROM_ANN, plain, raw } from '../testing/raw.ts';
import { checkersOf, verdictOf } from './authentication.ts';
import { readHeaders } from './headers.ts';
import { readMail } from './read-mail.ts';

const OURS = '<01975a7e.recoup@lumora.example>';
const daemon = [
  'Return-Path: <>',
  'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
  'To: help@lumora.example',
  'Subject: Delivery Status Notification (Failure)',
  'Auto-Submitted: auto-replied',
];
function report(status: string[], returned: string[], kind = 'message/rfc822', headers = daemon): Buffer {
  return raw(
    [...headers, 'Content-Type: multipart/report; boundary="r"; report-type=delivery-status'],
    ...['--r', 'Content-Type: text/plain', '', "Your message wasn't delivered", ''],
    ...['--r', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example', '', ...status, ''],
    ...['--r', `Content-Type: ${kind}`, '', ...returned, '--r--'],
  );
}
const returned = [`Message-ID: ${OURS}`, 'From: help@lumora.example', 'Subject: Re: My lamp', '', 'Hello'];
const failed = [
  'Final-Recipient: rfc822; ann@buyer.example',
  'Action: failed',
  'Status: 5.1.1',
  'Diagnostic-Code: smtp; 550 5.1.1 No such',
  '\tuser',
];

describe('what came back', () => {
  it('names the mail of ours, the address and the reason (RFC 3464)', () => {
    expect(readMail(report(failed, returned)).automatic).toEqual({
      kind: 'bounce',
      bounced: { message_id: OURS, address: 'ann@buyer.example', reason: '5.1.1 550 5.1.1 No such user' },
    });
  });
  it('with the headers alone of what is returned', () => {
    const { automatic } = readMail(report(failed, returned.slice(0, 3), 'text/rfc822-headers'));
    expect(automatic).toMatchObject({ kind: 'bounce', bounced: { message_id: OURS } });
  });
  it('without an action, by a status that is final', () => {
    const odd = ['Original-Recipient: rfc822;<Ann@Buyer.example>', 'Final-Recipient: LOCAL; x', 'Status: 5.2.2'];
    expect(readMail(report(odd, returned)).automatic).toMatchObject({
      kind: 'bounce',
      bounced: { address: 'ann@buyer.example', reason: '5.2.2' },
    });
  });
  test.each([
    ['is only late', ['Final-Recipient: rfc822; ann@buyer.example', 'Action: delayed', 'Status: 4.4.1']],
    ['was delivered', ['Final-Recipient: rfc822; ann@buyer.example', 'Action: delivered', 'Status: 2.0.0']],
  ])('is no bounce where it %s', (_name, status) => {
    expect(readMail(report(status, returned)).automatic).toEqual({ kind: 'auto_reply' });
  });
  it('in the words of QQ, in Chinese', () => {
    const mail = raw(
      [
        'From: PostMaster@qq.com',
        'To: help@lumora.example',
        'Subject: 系统退信/Systems bounce',
        `In-Reply-To: ${OURS}`,
        'Content-Type: text/plain; charset=utf-8',
      ],
      '很抱歉，您发送的邮件被退回。',
      '收件人：12345@qq.com',
      '退信原因：收件人邮件地址（12345@qq.com）不存在。',
    );
    expect(readMail(mail).automatic).toEqual({
      kind: 'bounce',
      bounced: {
        message_id: OURS,
        address: '12345@qq.com',
        reason: '退信原因：收件人邮件地址（12345@qq.com）不存在。',
      },
    });
  });
  it('in the words of Exim and qmail, our mail below theirs', () => {
    const mail = raw(
      [
        'Return-Path: <>',
        'From: Mailer-Daemon@mx.example',
        'Subject: Mail delivery failed: returning message to sender',
        'X-Failed-Recipients: ann@buyer.example',
      ],
      'The following address failed:',
      '  ann@buyer.example: 550 Mailbox full',
      '------ This is a copy of the message ------',
      `Message-ID: ${OURS}`,
    );
    expect(readMail(mail).automatic).toEqual({
      kind: 'bounce',
      bounced: { message_id: OURS, address: 'ann@buyer.example', reason: 'ann@buyer.example: 550 Mailbox full' },
    });
  });
  it('is not what a person writes about something undelivered', () => {
    expect(
      readMail(
        plain(
          'x',
          FROM_ANN.map((line) => line.replace('My lamp', 'Undelivered parcel')),
        ),
      ).automatic,
    ).toBeNull();
  });
});

describe('a machine answered', () => {
  test.each([
    ['Auto-Submitted: auto-replied'],
    ['Auto-Submitted: auto-generated; owner=x'],
    ['X-Autoreply: yes'],
    ['X-Autorespond: x'],
    ['Precedence: bulk'],
    ['Precedence: auto_reply'],
    ['X-Auto-Response-Suppress: All'],
    ['Return-Path: <>'],
    ['Subject: Automatic reply: Re: My lamp'],
    ['Subject: 自动回复: 您的来信'],
    ['Subject: =?utf-8?B?6Ieq5Yqo5Zue5aSN?='],
    ['Subject: Out of Office: back on Monday'],
    ['Subject: Respuesta automática: hola'],
  ])('%s', (header) => {
    expect(readMail(plain('I am away', [header, ...FROM_ANN])).automatic).toEqual({ kind: 'auto_reply' });
  });
  test.each([
    ['Auto-Submitted: no'],
    ['Precedence: list'],
    ['List-Id: <support.lumora.example>'],
    ['Subject: Question about your automatic reply'],
    ['Return-Path: <ann@buyer.example>'],
  ])('%s is what people send', (header) => {
    expect(readMail(plain('Hello', [header, ...FROM_ANN])).automatic).toBeNull();
  });
  it('goes round where it was passed on more often than any honest mail', () => {
    const hops = Array.from({ length: 60 }, () => 'Received: from a by b; Tue, 12 May 2026 10:00:00 +0000');
    expect(readMail(plain('x', [...hops, ...FROM_ANN])).goes_round).toBe(true);
    expect(readMail(plain('x', [...hops.slice(0, 9), ...FROM_ANN])).goes_round).toBe(false);
  });
});

describe('whether the receiving server believes the sender', () => {
  const verdict = (lines: string[], checkers = ['google.com']) =>
    verdictOf(readHeaders(Buffer.from(`${lines.join('\r\n')}\r\n`)), 'buyer.example', checkers);
  const pass =
    'Authentication-Results: mx.google.com; dkim=pass header.i=@buyer.example header.s=x; spf=pass (ok) smtp.mailfrom=ann@buyer.example; dmarc=pass (p=NONE) header.from=buyer.example';
  const fail =
    'Authentication-Results: mx.google.com; spf=fail smtp.mailfrom=ann@buyer.example; dmarc=fail (p=REJECT) header.from=buyer.example';

  test.each([
    ['yes', [pass], 'pass'],
    ['no', [fail], 'fail'],
    ['nobody looked', [], 'none'],
    ['somebody else looked', [pass.replace('mx.google.com', 'mx.evil.example')], 'none'],
    ['a name that only ends alike', [pass.replace('mx.google.com', 'evilgoogle.com')], 'none'],
    ['the topmost counts; the sender wrote the other', [fail, pass], 'fail'],
    ['a foreign one above does not count', [pass.replace('mx.google.com', 'relay.example'), fail], 'fail'],
    [
      'signed by the domain, no DMARC',
      ['Authentication-Results: mx.google.com; dkim=pass header.d=mail.buyer.example'],
      'pass',
    ],
    [
      'signed by somebody else alone',
      [
        'Authentication-Results: mx.google.com; dkim=pass header.d=evil.example; spf=softfail smtp.mailfrom=x@evil.example',
      ],
      'none',
    ],
    [
      'sent from a wrong place, unsigned',
      ['Authentication-Results: mx.google.com; spf=softfail smtp.mailfrom=ann@buyer.example; dkim=none'],
      'fail',
    ],
    [
      'forged inside a comment',
      ['Authentication-Results: mx.google.com; spf=fail (dmarc=pass) smtp.mailfrom=ann@buyer.example'],
      'fail',
    ],
  ] as const)('%s', (_name, lines, expected) => {
    expect(verdict([...lines])).toBe(expected);
  });

  it('as Microsoft writes it, without a name', () => {
    const lines = [
      'Authentication-Results: spf=pass (sender IP is 1.2.3.4) smtp.mailfrom=buyer.example; dkim=pass header.d=buyer.example;dmarc=pass action=none header.from=buyer.example;compauth=pass reason=100',
    ];
    const checkers = checkersOf({ checked_by: null, host: 'outlook.office365.com', address: 'help@lumora.example' });
    expect(verdict(lines, checkers)).toBe('pass');
    expect(verdict(lines)).toBe('none');
  });

  it('is asked of the server of the mailbox', () => {
    const of = (host: string | null, checked_by: string | null = null) =>
      checkersOf({ checked_by, host, address: 'help@lumora.example' });
    expect(of('imap.gmail.com')).toContain('google.com');
    expect(of('mail.provider.example')).toEqual(['provider.example', 'lumora.example']);
    expect(of('imap.gmail.com', 'mx.own.example')).toEqual(['mx.own.example']);
    expect(of(null)).toEqual(['lumora.example']);
  });
});
