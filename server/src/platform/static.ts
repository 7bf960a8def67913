import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './http.ts';
import { sendProblem } from './problems.ts';

/**
 * Where the built screens lie. The console is served at /, the buyer pages below /b/ and a call's page below /call/, the
 * widget of shops at /widget.js and below /widget/, the public pages at /calculator and /assessment with their parts below /site/.
 */
export type Screens = { console: string; buyer: string; site: string };

/** With the brand's name before it, as links carry it, or without. */
const CALL_PAGE = /^\/(?:b\/[^/]+\/)?call\//;
const PUBLIC_PAGE = /^\/(calculator|assessment)(\/|$)/;

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
};
const SHRINKS = /^(text\/|application\/|image\/svg)/;

/**
 * Answers what no route did: files of the screens, and for the addresses of pages the screen's index.html, in which the
 * page is then found. Everything below /v1 that is not there is a problem document.
 */
export function serveScreens({ server }: App, screens: Screens): void {
  const shelf = openShelf();
  server.setNotFoundHandler(async (req, reply) => {
    const path = pathOf(req);
    const isPage =
      (req.method === 'GET' || req.method === 'HEAD') && path !== null && !/^\/(v1|socket\.io)(\/|$)/.test(path);
    if (!isPage) return sendProblem(req, reply, { status: 404, code: 'path.not_found' });
    const isWidget = path === '/widget.js' || path.startsWith('/widget/');
    const isCall = CALL_PAGE.test(path);
    const isBuyer = path === '/b' || path.startsWith('/b/') || isCall;
    const isSite = path.startsWith('/site/');
    const isPublic = isSite || PUBLIC_PAGE.test(path);
    const root = isBuyer || isWidget ? screens.buyer : isPublic ? screens.site : screens.console;
    const name = isBuyer && !isCall ? path.slice(2) : isSite ? path.slice(5) : path;
    const found = extname(name) ? await shelf.take(root, name) : null;
    // The shop's page is another origin, and loads the widget's parts as modules.
    if (isWidget) reply.header('access-control-allow-origin', '*').header('timing-allow-origin', '*');
    if (found) return send(req, reply, found);
    if (extname(name)) return sendProblem(req, reply, { status: 404, code: 'path.not_found' });
    const page = await shelf.take(root, isCall ? '/call.html' : '/index.html');
    return page ? send(req, reply, page) : sayNotBuilt(reply);
  });
}

type Shelved = {
  type: string;
  hashed: boolean;
  modified: number;
  etag: string;
  plain: Buffer;
  br?: Buffer;
  gzip?: Buffer;
};

function send(req: FastifyRequest, reply: FastifyReply, file: Shelved): FastifyReply {
  // A file with its hash in its name never changes; a page names such files, so it must always be the newest.
  const cache = file.hashed
    ? 'public, max-age=31536000, immutable'
    : file.type.startsWith('text/html')
      ? 'no-store'
      : 'no-cache';
  reply.header('cache-control', cache).header('vary', 'accept-encoding').header('etag', file.etag).type(file.type);
  if (req.headers['if-none-match'] === file.etag && cache !== 'no-store') return reply.code(304).send();
  const accepted = req.headers['accept-encoding'] ?? '';
  if (file.br && /\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(file.br);
  if (file.gzip && /\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(file.gzip);
  return reply.send(file.plain);
}

/** Files read once and shrunk once. A new build shows at once: a file is read again when its time changed. */
function openShelf() {
  const files = new Map<string, Shelved>();
  return {
    async take(root: string, name: string): Promise<Shelved | null> {
      const path = normalize(join(root, name));
      if (!path.startsWith(root + sep) || /(^|[\\/])\./.test(name)) return null;
      const found = await stat(path).catch(() => null);
      if (!found?.isFile()) return null;
      const kept = files.get(path);
      if (kept?.modified === found.mtimeMs) return kept;
      const fresh = await read(path, name, found.mtimeMs);
      files.set(path, fresh);
      return fresh;
    },
  };
}

async function read(path: string, name: string, modified: number): Promise<Shelved> {
  const plain = await readFile(path);
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  const hashed = /\/assets\/.*-[\w-]{8,}\.\w+$/.test(name);
  const file: Shelved = { type, hashed, modified, etag, plain };
  if (plain.length > 1024 && SHRINKS.test(type)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 7, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
    file.br = await promisify(brotliCompress)(plain, { params });
    file.gzip = await promisify(gzip)(plain, { level: 8 });
  }
  return file;
}

function pathOf(req: FastifyRequest): string | null {
  try {
    return decodeURIComponent(req.url.split('?', 1)[0]!);
  } catch {
    return null;
  }
}

function sayNotBuilt(reply: FastifyReply): FastifyReply {
  return reply
    .code(503)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Recoup</title><body style="font:16px system-ui;max-width:34rem;margin:4rem auto;padding:0 1rem"><h1>The screens are not built yet</h1><p>The server runs, but its pages were never built here. Stop it and run <code>npm start</code>, which builds them first.</p><p lang="zh">服务已运行，但页面尚未构建。请停止后运行 <code>npm start</code>，它会先构建页面。</p><p>The API answers already: <a href="/docs/api">/docs/api</a></p></body></html>`,
    );
}
