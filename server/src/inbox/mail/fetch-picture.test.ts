import { createServer, type RequestListener, type Server } from 'node:http';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { fetchPicture, type Reach } from './fetch-picture.ts';

/** A server of a sender's; the test lets it be reached, which the product never does for this machine. */
let asked: { path: string; headers: Record<string, unknown> }[] = [];
let server: Server;
let home = '';
const here: Reach = { isPublic: () => true, port: () => true };

beforeAll(async () => {
  const png = await sharp({ create: { width: 3000, height: 40, channels: 3, background: '#a33' } })
    .png()
    .toBuffer();
  const answers: Record<string, RequestListener> = {
    '/lamp.png': (_req, res) => res.setHeader('content-type', 'text/html').end(png),
    '/hop': (_req, res) => res.writeHead(302, { location: '/lamp.png' }).end(),
    '/inside': (_req, res) => res.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end(),
    '/round': (_req, res) => res.writeHead(302, { location: '/round' }).end(),
    '/drawing': (_req, res) =>
      res.end('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
    '/page': (_req, res) => res.setHeader('content-type', 'image/png').end('<html>'),
    '/endless': (_req, res) => {
      const more = () => {
        while (res.write(Buffer.alloc(262_144))) if (res.destroyed) return;
        if (!res.destroyed) res.once('drain', more);
      };
      more();
    },
    '/silent': () => {},
  };
  server = createServer((req, res) => {
    asked.push({ path: req.url!, headers: req.headers });
    (answers[req.url!] ?? ((_req, gone) => gone.writeHead(404).end()))(req, res);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  home = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('a remote picture', () => {
  it('is fetched without a word of who looks, and made anew', async () => {
    asked = [];
    const made = await fetchPicture(`${home}/hop`, here);
    const { format, width } = await sharp(made!).metadata();
    expect({ format, width }).toEqual({ format: 'webp', width: 1600 });
    expect(asked.map(({ path }) => path)).toEqual(['/hop', '/lamp.png']);
    for (const { headers } of asked)
      expect(Object.keys(headers).sort()).toEqual(['accept', 'connection', 'host', 'user-agent']);
  });

  test.each(['/drawing', '/page', '/round', '/endless', '/gone'])('%s is not to be had', async (path) => {
    expect(await fetchPicture(home + path, here)).toBeNull();
  });

  it('is given up after a while when its server says nothing', { timeout: 40_000 }, async () => {
    expect(await fetchPicture(`${home}/silent`, here)).toBeNull();
  });

  test.each([
    'http://127.0.0.1/x.png',
    'http://0x7f.1/x.png',
    'http://2130706433/x.png',
    'http://[::1]/x.png',
    'http://[::ffff:127.0.0.1]/x.png',
    'http://localhost/x.png',
    'http://169.254.169.254/latest/meta-data',
    'http://8.8.8.8:22/x.png',
    'https://user:pass@8.8.8.8/x.png',
    'file:///etc/passwd',
    'gopher://8.8.8.8/',
  ])('%s is never asked for', async (url) => {
    expect(await fetchPicture(url)).toBeNull();
  });

  it('is not fetched where a redirect leads into somebody’s own network', async () => {
    const outside: Reach = { isPublic: (address) => address === '127.0.0.1', port: () => true };
    expect(await fetchPicture(`${home}/inside`, outside)).toBeNull();
  });
});
