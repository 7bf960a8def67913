import { createServer, type Socket } from 'node:net';

/** A mail server as the outside world has them, on a local port; it keeps what it is sent. `answer` may refuse a recipient. */
export type MailServer = { url: string; received: string[]; answer: string; close(): void };

export async function openMailServer(): Promise<MailServer> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    let buffer = '';
    let inData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 mail.test ESMTP');
    socket.on('data', (chunk) => {
      buffer += chunk.toString('utf8');
      for (;;) {
        const end = inData ? buffer.indexOf('\r\n.\r\n') : buffer.indexOf('\r\n');
        if (end < 0) return;
        const part = buffer.slice(0, end);
        buffer = buffer.slice(end + (inData ? 5 : 2));
        if (inData) {
          inData = false;
          received.push(part);
          say('250 kept');
        } else if (/^DATA/i.test(part)) {
          inData = true;
          say('354 go on');
        } else if (/^RCPT/i.test(part)) say(fake.answer);
        else if (/^QUIT/i.test(part)) socket.end('221 bye\r\n');
        else say('250 fine');
      }
    });
  });
  const fake: MailServer = {
    url: '',
    received,
    answer: '250 fine',
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  fake.url = `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  return fake;
}

/** The text of a mail as sent: quoted-printable lines joined and decoded. */
export function textOf(mail: string): string {
  const joined = mail.replace(/=\r\n/g, '');
  return Buffer.from(
    joined.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
}
