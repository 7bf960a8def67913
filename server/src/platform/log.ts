import { type Logger, pino } from 'pino';

const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'newPassword',
  'currentPassword',
  'token',
  'secret',
  'code',
  'backupCodes',
];

/** The process's log: one JSON object a line, with what must not be read taken out wherever it may stand. */
export function openLog(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: undefined,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: SECRET_FIELDS.flatMap((field) => [
        `["${field}"]`,
        `*["${field}"]`,
        `headers["${field}"]`,
        `req.headers["${field}"]`,
      ]),
      censor: '[hidden]',
    },
  };
  // Written behind the requests' backs, many lines at a time under load; what is left goes out when the process ends.
  return pino(options, destination ?? pino.destination({ dest: 1, sync: false }));
}

/** An address as it may stand in a log: without its query, and without the tokens of links. */
export function loggable(url: string): string {
  const path = url.split('?', 1)[0]!;
  return path.replace(/\/[A-Za-z0-9_.-]{38,}(?=\/|$)/g, '/[hidden]').slice(0, 500);
}
