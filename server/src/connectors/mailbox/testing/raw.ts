/** Raw mails put together line by line, as they come over the wire. */
export type Lines = readonly (string | Buffer)[];

const CRLF = Buffer.from('\r\n');

/** Headers, an empty line, and what follows; a Buffer stands for its own bytes. */
export function raw(headers: Lines, ...body: Lines): Buffer {
  const lines = [...headers, '', ...body];
  return Buffer.concat(lines.flatMap((line) => [Buffer.isBuffer(line) ? line : Buffer.from(line), CRLF]));
}

export const FROM_ANN = [
  'From: Ann Lee <ann@buyer.example>',
  'To: help@lumora.example',
  'Subject: My lamp',
  'Date: Tue, 12 May 2026 10:04:00 -0400',
  'Message-ID: <first@buyer.example>',
  'MIME-Version: 1.0',
];

export function plain(text: string, headers: Lines = FROM_ANN): Buffer {
  return raw(
    [...headers, 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit'],
    ...text.split('\n'),
  );
}

/** A multipart of parts, each its own headers and lines. */
export function multipart(kind: string, headers: Lines, ...parts: { headers: Lines; lines: Lines }[]): Buffer {
  const boundary = `=_${kind.replace('/', '_')}`;
  return raw(
    [...headers, `Content-Type: multipart/${kind}; boundary="${boundary}"`],
    ...parts.flatMap((part) => [`--${boundary}`, ...part.headers, '', ...part.lines]),
    `--${boundary}--`,
  );
}

export function attachment(name: string, type: string, bytes: Buffer): { headers: Lines; lines: Lines } {
  return {
    headers: [
      `Content-Type: ${type}; name="${name}"`,
      `Content-Disposition: attachment; filename="${name}"`,
      'Content-Transfer-Encoding: base64',
    ],
    lines: bytes.toString('base64').match(/.{1,76}/g) ?? [],
  };
}
