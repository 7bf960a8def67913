import { describe, expect, it, test } from 'vitest';
import type { Outgoing } from '../../inbox/index.ts';
import { replyToken } from '../../inbox/index.ts';
import { compose } from './compose.ts';
import type { EmailSettings } from './mail-settings.ts';
import { isOwnMail, messageIdOf } from './own-mail.ts';
import { readHeaders } from './parse/headers.ts';

const SECRET = 'a secret of tests, which is long enough';
const ID = '01975a7e-0000-7000-8000-000000000009';
const token = replyToken(SECRET, '01975a7e-0000-7000-8000-000000000001', 'C-7F3K-92QD');
const settings: EmailSettings = {
  kind: 'email',
  address: 'help@lumora.example',
  from_name: 'Lumora',
  signature: { en: 'Lumora support', zh: 'Lumora 客服' },
  imap: null,
  smtp: null,
  plus_addresses: false,
  checked_by: null,
};
const message: Outgoing = {
  id: ID,
  conversation: { id: ID, code: 'C-7F3K-92QD', subject: 'My lamp', language: 'en' },
  contact: { id: ID, name: 'Ann', points: [{ kind: 'email', value: 'ann@buyer.example' }] },
  author: { kind: 'staff', name: 'Mia' },
  subject: null,
  text: 'Would you like a refund? See https://lumora.example/b?a=1&b=2.',
  files: [],
  envelope: null,
  answers: {
    message_id: '<a@x>',
    references: ['<first@x>', '<a@x>'],
    at: new Date('2026-05-12T10:00:00Z'),
    text: 'It <b>broke</b>.',
  },
};
const composed = (change: Partial<Outgoing> = {}, more: Partial<EmailSettings> = {}) =>
  compose({
    settings: { ...settings, ...more },
    message: { ...message, ...change },
    from: 'help@lumora.example',
    ...messageIdOf(SECRET, ID, 'help@lumora.example'),
    token,
    to: ['ann@buyer.example'],
    cc: [],
  }) as {
    subject: string;
    text: string;
    html: string;
    references?: string[];
    inReplyTo?: string;
    headers: Record<string, string>;
    from: { name: string };
  };

describe('a mail of ours', () => {
  it('answers in the thread and quotes what it answers', () => {
    const mail = composed();
    expect(mail).toMatchObject({
      subject: `Re: My lamp [#${token}]`,
      inReplyTo: '<a@x>',
      references: ['<first@x>', '<a@x>'],
    });
    expect(mail.text).toContain('\n\nOn May 12, 2026, Ann wrote:\n\n> It <b>broke</b>.');
    expect(mail.html).toContain('It &lt;b&gt;broke&lt;/b&gt;.');
    expect(mail.html).toContain(
      '<a href="https://lumora.example/b?a=1&amp;b=2">https://lumora.example/b?a=1&amp;b=2</a>.',
    );
  });

  test.each([
    ['zh', '在 2026年5月12日，Ann 写道：', 'Lumora 客服'],
    ['es', 'El 12 may 2026, Ann escribió:', 'Lumora support'],
  ])("speaks the buyer's language: %s", (language, wrote, signature) => {
    const { text, headers } = composed({ conversation: { ...message.conversation, language } });
    expect(text).toContain(wrote);
    expect(text).toContain(`-- \n${signature}`);
    expect(headers['Content-Language']).toBe(language);
  });

  it('says that a machine wrote it only where one did', () => {
    expect(composed().headers['Auto-Submitted']).toBeUndefined();
    expect(composed({ author: { kind: 'system', name: 'Recoup' } }).headers['Auto-Submitted']).toBe('auto-replied');
    expect(composed({ author: { kind: 'system', name: 'Recoup' }, answers: null }).headers['Auto-Submitted']).toBe(
      'auto-generated',
    );
  });

  it('begins no header in a name, a subject or a Message-ID', () => {
    const evil = 'x\r\nBcc: all@x.example\r\n\r\nbody';
    const mail = composed(
      {
        subject: evil,
        contact: { ...message.contact, name: evil },
        answers: { ...message.answers!, message_id: '<a@x>\r\nBcc: b@x', references: ['<ok@x>', '<b\r\n@x>', 'x'] },
      },
      { from_name: evil },
    );
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.from.name).not.toMatch(/[\r\n]/);
    expect(mail.references).toEqual(['<ok@x>']);
    expect(mail.inReplyTo).toBeUndefined();
  });

  it('names no more of a long thread than headers hold: the first and the newest', () => {
    const references = Array.from({ length: 100 }, (_, n) => `<${n}@x>`);
    const mail = composed({ answers: { ...message.answers!, references, message_id: '<last@x>' } });
    expect(mail.references).toHaveLength(20);
    expect([mail.references![0], mail.references!.at(-1)]).toEqual(['<0@x>', '<last@x>']);
  });

  it('keeps its subject and one word through many answers', () => {
    expect(composed({ subject: `RE: My lamp [#${token}]` }).subject).toBe(`RE: My lamp [#${token}]`);
  });

  it('is known as ours when it comes round, and nobody else’s is', () => {
    const { message_id, mark } = messageIdOf(SECRET, ID, 'help@lumora.example');
    const headers = (lines: string) => readHeaders(Buffer.from(`${lines}\r\n`));
    expect(isOwnMail(SECRET, headers(`Message-ID: ${message_id}`))).toBe(true);
    expect(isOwnMail(SECRET, headers(`Message-ID: <new@relay>\r\nX-Recoup: ${mark}`))).toBe(true);
    expect(isOwnMail('another secret', headers(`X-Recoup: ${mark}`))).toBe(false);
    expect(isOwnMail(SECRET, headers(`Message-ID: <${ID}.00000000000000000000.recoup@x>\r\nX-Recoup: ${ID}`))).toBe(
      false,
    );
    expect(isOwnMail(SECRET, headers('Subject: x'))).toBe(false);
  });
});
