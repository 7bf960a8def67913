import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
/** Enough of S3's REST protocol for one bucket: PUT, GET with Range, HEAD, DELETE, path style. */
export async function fakeS3() {
  const objects = new Map<string, { body: Buffer; type: string }>();
  const seen: string[] = [];
  const server = createServer(async (req, res) => {
    const url = new URL(req.url ?? '/', 'http://s3');
    const key = decodeURIComponent(url.pathname);
    seen.push(
      `${req.method} ${key} ${req.headers.range ?? ''} ${req.headers['content-length'] ?? ''} ${req.headers.authorization ? 'signed' : url.searchParams.has('X-Amz-Signature') ? 'presigned' : 'open'}`,
    );
    if (!req.headers.authorization && !url.searchParams.has('X-Amz-Signature')) {
      res.writeHead(403).end();
      return;
    }
    const object = objects.get(key);
    if (req.method === 'PUT') {
      const parts: Buffer[] = [];
      for await (const part of req) parts.push(part);
      objects.set(key, { body: Buffer.concat(parts), type: req.headers['content-type'] ?? '' });
      res.writeHead(200, { etag: '"x"' }).end();
    } else if (req.method === 'DELETE') {
      objects.delete(key);
      res.writeHead(204).end();
    } else if (!object)
      res
        .writeHead(404, { 'content-type': 'application/xml' })
        .end(req.method === 'HEAD' ? undefined : '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>');
    else {
      const [, from, to] = req.headers.range?.match(/^bytes=(\d+)-(\d+)$/) ?? [];
      const body = from === undefined ? object.body : object.body.subarray(Number(from), Number(to) + 1);
      res.writeHead(from === undefined ? 200 : 206, {
        'content-length': body.length,
        'content-type': object.type,
        'last-modified': 'Tue, 17 Nov 2026 12:00:00 GMT',
        etag: '"x"',
      });
      res.end(req.method === 'HEAD' ? undefined : body);
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    seen,
    close: () => new Promise((done) => server.close(done)),
  };
}
