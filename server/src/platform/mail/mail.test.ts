import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { renderMail, sourceOf, tryTemplate } from '../../mail-templates/index.ts';
import { samples } from '../../mail-templates/samples.ts';
import {
  dateText,
  type MailMessage,
  type MailTransport,
  mailTransport,
  momentText,
  moneyText,
  sendMail,
} from './index.ts';
import { contrast, GROUND, mailColors } from './look.ts';

const now = new Date('2026-11-17T18:00:00Z');
const brand = {
  name: 'Lumora',
  color: '#1E2A4A',
  logo_url: null,
  support_email: 'help@lumora.example.com',
  time_zone: 'America/Chicago',
};
const draw = (override: string) =>
  renderMail({ template: 'return_declined', language: 'en', brand, data: samples.return_declined, now, override });

describe('money and days in a mail', () => {
  test.each([
    [128_460, 'USD', '$1,284.60', '$1,284.60', '$1,284.60'],
    [-310, 'USD', '−$3.10', '−$3.10', '−$3.10'],
    [5, 'USD', '$0.05', '$0.05', '$0.05'],
    [1_200, 'JPY', '¥1,200', '¥1,200', '¥1,200'],
    [99_999_999_999_99, 'EUR', '€99,999,999,999.99', '€99,999,999,999.99', '€99,999,999,999.99'],
    [1_234_567, 'KWD', 'KWD 1,234.567', 'KWD 1,234.567', 'KWD 1,234.567'],
  ])('%i %s keeps every cent', (amount, currency, en, zh, es) => {
    const shown = (['en', 'zh', 'es'] as const).map((language) =>
      moneyText({ amount, currency }, language).replace(/\u00a0/g, ' '),
    );
    expect(shown).toEqual([en, zh, es]);
  });

  test('a day has its weekday, and its year where it is another', () => {
    const locale = (language: 'en' | 'zh' | 'es') => ({ language, time_zone: 'America/Chicago', now });
    expect(dateText('2026-11-24', locale('en'))).toBe('Tuesday, November 24');
    expect(dateText('2027-01-05', locale('en'))).toBe('Tuesday, January 5, 2027');
    expect(dateText('2026-11-24', locale('zh'))).toBe('11月24日（周二）');
    expect(dateText('2027-01-05', locale('zh'))).toBe('2027年1月5日（周二）');
    expect(dateText('2026-11-24', locale('es'))).toBe('martes 24 de noviembre');
    expect(() => dateText('soon', locale('en'))).toThrow();
  });

  test('a moment is the day and time where the brand is, and says so', () => {
    const at = '2026-11-25T05:30:00Z';
    const show = (language: 'en' | 'zh' | 'es', time_zone: string) =>
      momentText(at, { language, time_zone, now }).replace(/[\u00a0\u202f]/g, ' ');
    expect(show('en', 'America/Chicago')).toBe('Tuesday, November 24, 11:30 PM (CT)');
    expect(show('en', 'America/New_York')).toBe('Wednesday, November 25, 12:30 AM (ET)');
    expect(show('zh', 'America/Chicago')).toBe('11月24日（周二）23:30（芝加哥时间）');
    expect(show('es', 'America/Chicago')).toBe('martes 24 de noviembre, 11:30 p.m. (CT)');
  });
});

describe('a brand’s colour', () => {
  test.each(['#1E2A4A', '#FFE600', '#FFFFFF', '#000000', '#C8574F', 'red', '#3F84D6'])(
    '%s can be read on white and on dark ground',
    (color) => {
      const { ink, dark } = mailColors(color);
      expect(contrast(ink, '#FFFFFF')).toBeGreaterThanOrEqual(4.5);
      expect(contrast(dark, GROUND)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test('a colour that can already be read stays as it is', () => {
    expect(mailColors('#1E2A4A').ink).toBe('#1E2A4A');
  });
});

describe('a brand’s own words', () => {
  test('take the place of ours, with our blocks and filters', () => {
    const mail = draw(
      '{% subject %}About {{ code }} & co{% endsubject %}{% p %}Dear {{ customer_name | upcase }}, terms & conditions <b>apply</b>.{% endp %}{% quote %}{{ reason }}{% endquote %}',
    );
    expect(mail).toMatchObject({ subject: 'About RMA-7F3K-92QD & co', override_failure: null });
    expect(mail.html).toContain('Dear DANA, terms &amp; conditions &lt;b&gt;apply&lt;/b&gt;.');
    expect(mail.text).toContain('Dear DANA, terms & conditions <b>apply</b>.');
  });

  test.each([
    ['a name that does not exist', '{% subject %}{{ nobody }}{% endsubject %}', /nobody/],
    ['a filter that does not exist', '{% subject %}{{ code | shout }}{% endsubject %}', /shout/],
    ['a block that is not closed', '{% subject %}x{% endsubject %}{% p %}', /not closed/],
    ['a button without an address', '{% subject %}x{% endsubject %}{% button %}go{% endbutton %}', /needs a value/],
    ['no subject', '{% p %}x{% endp %}', /subject/],
    [
      'a link that is a script',
      '{% subject %}x{% endsubject %}{% button "javascript:alert(1)" %}go{% endbutton %}',
      /not an address/,
    ],
    ['a loop that would never end', '{% subject %}{% for i in (1..900000000) %}x{% endfor %}{% endsubject %}', /./],
    ['another file', '{% subject %}{% render "../../../etc/passwd" %}{% endsubject %}', /./],
  ])('with %s are refused when saved, and ours go out', (_, source, message) => {
    const attempt = () => tryTemplate({ template: 'return_declined', language: 'en', brand, source, now });
    expect(attempt).toThrow(
      expect.objectContaining({ code: 'mail.template_invalid', details: { message: expect.stringMatching(message) } }),
    );
    const mail = draw(source);
    expect(mail.override_failure).toMatch(message);
    expect(mail.subject).toBe('Return request RMA-7F3K-92QD was not approved');
  });

  test('cannot let data through as HTML', () => {
    const data = { ...samples.return_declined, reason: '<img src=x onerror=alert(1)>' };
    const mail = renderMail({
      template: 'return_declined',
      language: 'en',
      brand,
      data,
      now,
      override:
        '{% subject %}x{% endsubject %}{% p %}{{ reason | raw }}{% endp %}{% fact reason %}{{ reason }}{% endfact %}',
    });
    expect(mail.override_failure).toBeNull();
    expect(mail.html).not.toContain('<img');
  });

  test('begin from ours', () => {
    expect(
      tryTemplate({
        template: 'return_declined',
        language: 'zh',
        brand,
        source: sourceOf('return_declined', 'zh'),
        now,
      }).subject,
    ).toContain('未通过');
  });
});

describe('the page around', () => {
  test('shows a logo on white with the brand’s name for who sees no pictures, and takes no address but http', () => {
    const mail = (logo_url: string) =>
      renderMail({
        template: 'return_declined',
        language: 'en',
        brand: { ...brand, name: 'A & "B"', logo_url },
        data: samples.return_declined,
        now,
      });
    expect(mail('https://cdn.example.com/logo.png?a=1&b=2').html).toContain(
      '<img src="https://cdn.example.com/logo.png?a=1&amp;b=2" alt="A &amp; &quot;B&quot;"',
    );
    expect(() => mail('data:text/html,<script>')).toThrow();
  });

  test('knows the brand’s colour in light and dark', () => {
    const { html } = renderMail({
      template: 'return_approved',
      language: 'en',
      brand: { ...brand, color: '#FFE600' },
      data: samples.return_approved,
      now,
    });
    const { ink, dark } = mailColors('#FFE600');
    expect(html).toContain(`bgcolor="${ink}"`);
    expect(html).toContain(`.b{background:${dark}!important`);
    expect(html).not.toContain('bgcolor="#FFE600"');
  });
});

/** A mail server on this machine that answers as RFC 5321 says, and keeps what it is given. */
async function mailServer(answers: Partial<Record<'RCPT' | 'AUTH' | 'DATA', string>> = {}) {
  const received: { from: string; to: string[]; data: string }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let mail = { from: '', to: [] as string[], data: '' };
    let inData = false;
    let pending = '';
    socket.setEncoding('utf8').write('220 test\r\n');
    socket.on('data', (chunk: string) => {
      pending += chunk;
      for (;;) {
        const end = inData ? pending.indexOf('\r\n.\r\n') : pending.indexOf('\r\n');
        if (end < 0) return;
        const line = pending.slice(0, end);
        pending = pending.slice(end + (inData ? 5 : 2));
        if (inData) {
          inData = false;
          received.push({ ...mail, data: line });
          mail = { from: '', to: [], data: '' };
          socket.write(`${answers.DATA ?? '250 kept as 42'}\r\n`);
        } else if (/^EHLO/i.test(line)) socket.write('250-test\r\n250-AUTH PLAIN\r\n250 8BITMIME\r\n');
        else if (/^AUTH/i.test(line)) socket.write(`${answers.AUTH ?? '235 ok'}\r\n`);
        else if (/^MAIL/i.test(line)) {
          mail.from = line;
          socket.write('250 ok\r\n');
        } else if (/^RCPT/i.test(line)) {
          mail.to.push(line);
          socket.write(`${answers.RCPT ?? '250 ok'}\r\n`);
        } else if (/^DATA/i.test(line)) {
          inData = true;
          socket.write('354 go on\r\n');
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else socket.write('250 ok\r\n');
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    received,
    address: `smtp://user:pass@127.0.0.1:${port}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

describe('sending', () => {
  const open: { close(): void }[] = [];
  afterEach(() => {
    for (const one of open.splice(0)) one.close();
  });
  const connect = async (answers?: Parameters<typeof mailServer>[0]) => {
    const server = await mailServer(answers);
    const transport: MailTransport = mailTransport({
      smtpUrl: server.address,
      mailFrom: 'Recoup <no-reply@recoup.example.com>',
    });
    open.push(transport, server);
    return { server, transport };
  };
  const message: MailMessage = {
    id: '019a8f00-0000-7000-8000-000000000001',
    from_name: 'Lumora',
    to: 'dana@example.com',
    reply_to: 'help@lumora.example.com',
    language: 'zh',
    subject: '退货 RMA-7F3K-92QD 已到仓',
    html: '<p>您好</p>',
    text: '您好',
  };
  const headers = (data: string) =>
    data
      .slice(0, data.indexOf('\r\n\r\n'))
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n');

  test('a mail goes out with both forms, the brand’s name, and an id made of its row', async () => {
    const { server, transport } = await connect();
    const attachments = [{ name: 'label.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.7') }];
    expect(await sendMail(transport, { ...message, attachments })).toEqual({
      outcome: 'sent',
      message_id: '<019a8f00-0000-7000-8000-000000000001.recoup@recoup.example.com>',
      response: '250 kept as 42',
    });
    const [mail] = server.received;
    expect(mail).toMatchObject({ from: 'MAIL FROM:<no-reply@recoup.example.com>', to: ['RCPT TO:<dana@example.com>'] });
    expect(headers(mail!.data)).toEqual(
      expect.arrayContaining([
        'From: Lumora <no-reply@recoup.example.com>',
        'To: dana@example.com',
        'Reply-To: Lumora <help@lumora.example.com>',
        'Message-ID: <019a8f00-0000-7000-8000-000000000001.recoup@recoup.example.com>',
        'Auto-Submitted: auto-generated',
        'Content-Language: zh',
      ]),
    );
    expect(mail!.data).toContain('text/plain');
    expect(mail!.data).toContain('text/html');
    expect(mail!.data).toContain('filename=label.pdf');
  });

  test('line ends in names and subjects begin no header of their own', async () => {
    const { server, transport } = await connect();
    const evil = 'x\r\nBcc: victim@example.com\r\n\r\n<script>';
    await sendMail(transport, {
      ...message,
      subject: evil,
      from_name: evil,
      reply_to: 'a@example.com\r\nBcc: victim@example.com',
      language: evil,
    });
    const [mail] = server.received;
    expect(mail!.to).toEqual(['RCPT TO:<dana@example.com>']);
    expect(headers(mail!.data).filter((line) => /^(bcc|<script>|reply-to)/i.test(line))).toEqual([]);
  });

  test.each([
    '',
    'dana',
    'a@b',
    'dana@example.com, eve@example.com',
    'dana@example.com\r\nRCPT TO:<eve@example.com>',
    '"x"@example.com',
    'Dana <dana@example.com>',
    '@example.com',
  ])('no mail goes to what is not one address: %j', async (to) => {
    const { server, transport } = await connect();
    expect(await sendMail(transport, { ...message, to })).toMatchObject({
      outcome: 'refused',
      reason: 'not_an_address',
    });
    expect(server.received).toEqual([]);
  });

  test('a server that says no for good is told apart from one that is busy', async () => {
    const gone = await connect({ RCPT: '550 5.1.1 no such user' });
    expect(await sendMail(gone.transport, message)).toMatchObject({
      outcome: 'refused',
      reason: '550 5.1.1 no such user',
    });
    const busy = await connect({ RCPT: '451 4.7.1 try later' });
    await expect(sendMail(busy.transport, message)).rejects.toThrow(/try later/);
    const spam = await connect({ DATA: '554 5.7.1 refused' });
    expect(await sendMail(spam.transport, message)).toMatchObject({ outcome: 'refused' });
  });

  test('a wrong password or a server that is away is ours to mend: the mail waits', async () => {
    const { transport } = await connect({ AUTH: '535 5.7.8 wrong' });
    await expect(sendMail(transport, message)).rejects.toThrow();
    const away = await connect();
    away.server.close();
    await expect(sendMail(away.transport, message)).rejects.toThrow();
  });

  test('without a mail server the mail stays in the outbox', async () => {
    const transport = mailTransport({ smtpUrl: null, mailFrom: 'no-reply@recoup.example.com' });
    expect(transport.kind).toBe('outbox');
    expect(await sendMail(transport, message)).toMatchObject({ outcome: 'kept' });
    expect(await sendMail(transport, { ...message, to: 'nobody' })).toMatchObject({ outcome: 'refused' });
  });

  test('a sender that is no address stops the start', () => {
    expect(() => mailTransport({ smtpUrl: null, mailFrom: 'Recoup' })).toThrow(/MAIL_FROM/);
  });
});
