import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { afterFile } from '../../../../test/after-file.ts';
import { type Mail, readMail } from '../parse/read-mail.ts';

/** A mail server on this machine. It keeps what it is sent; `answer` may refuse, or throw away the connection. */
export type MailServer = {
  port: number;
  /** `taken`: the sender was told so. */
  received: { from: string; to: string[]; raw: Buffer; mail: Mail; taken: boolean }[];
  answer: 'take' | 'refuse' | 'busy' | 'silent';
};

export async function openSmtp(): Promise<MailServer> {
  const kept: MailServer = { port: 0, received: [], answer: 'take' };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 500,
    onAuth: ({ password }, _session, done) =>
      password === 'right' ? done(null, { user: 'help' }) : done(new Error('wrong password')),
    onRcptTo(_address, _session, done) {
      if (kept.answer === 'refuse') return done(Object.assign(new Error('5.1.1 no such user'), { responseCode: 550 }));
      if (kept.answer === 'busy') return done(Object.assign(new Error('4.3.2 come back'), { responseCode: 451 }));
      done();
    },
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const raw = Buffer.concat(parts);
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        const to = envelope.rcptTo.map(({ address }) => address);
        const taken = kept.answer !== 'silent';
        kept.received.push({ from, to, raw, mail: readMail(raw), taken });
        if (taken) done();
      });
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  kept.port = typeof address === 'object' && address ? address.port : 0;
  afterFile(async () => {
    await new Promise<void>((closed) => server.close(() => closed()));
  });
  return kept;
}
