import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import sharp from 'sharp';
import { isPublicAddress, lookupPublic } from '../../platform/public-address.ts';

const MOST_BYTES = 8 * 1024 * 1024;
const MOST_MS = 8_000;
const MOST_HOPS = 3;
const LONGEST_SIDE = 1600;

/** What the picture's server may be; tests stand servers on this machine. */
export type Reach = { isPublic(address: string): boolean; port(port: number): boolean };
const internet: Reach = { isPublic: isPublicAddress, port: (port) => port === 80 || port === 443 };

/**
 * Fetches a picture that a mail names, from the public internet alone, and makes it one of ours (WebP, at most 1600 px,
 * nothing of the old file but the picture). Null where it is not to be had: a name or a redirect that leads into somebody's
 * own network, too large, too slow, no picture, a drawing that could hold scripts. Tells the server nothing of who looks.
 */
export async function fetchPicture(url: string, reach: Reach = internet): Promise<Buffer | null> {
  try {
    const bytes = await fetchBytes(url, reach);
    return bytes && isPicture(bytes) ? await remade(bytes) : null;
  } catch {
    return null; // whatever a stranger's server does wrong, the picture is not to be had
  }
}

async function fetchBytes(address: string, reach: Reach): Promise<Buffer | null> {
  const signal = AbortSignal.timeout(MOST_MS);
  let at = address;
  for (let hop = 0; hop <= MOST_HOPS; hop += 1) {
    const url = URL.parse(at);
    if (!url || !isOpen(url, reach)) return null;
    const answer = await ask(url, reach, signal);
    if (!('redirect' in answer)) return answer.bytes;
    at = new URL(answer.redirect, url).href;
  }
  return null;
}

function isOpen(url: URL, reach: Reach): boolean {
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return false;
  if (!reach.port(Number(url.port) || (url.protocol === 'https:' ? 443 : 80))) return false;
  // An address instead of a name is not looked up, so it is checked here.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 || reach.isPublic(host);
}

type Answer = { redirect: string } | { bytes: Buffer | null };

function ask(url: URL, reach: Reach, signal: AbortSignal): Promise<Answer> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const asking = request(
      url,
      {
        lookup: lookupPublic(reach.isPublic),
        signal,
        agent: false,
        headers: { accept: 'image/*', 'user-agent': 'Mozilla/5.0 (compatible; picture proxy)' },
      },
      (response) => {
        const { statusCode = 0, headers } = response;
        if (statusCode >= 300 && statusCode < 400 && headers.location) {
          asking.destroy();
          return resolve({ redirect: headers.location });
        }
        if (statusCode !== 200 || Number(headers['content-length'] ?? 0) > MOST_BYTES) {
          asking.destroy();
          return resolve({ bytes: null });
        }
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (part: Buffer) => {
          size += part.length;
          parts.push(part);
          if (size <= MOST_BYTES) return;
          asking.destroy();
          resolve({ bytes: null });
        });
        response.on('end', () => resolve({ bytes: Buffer.concat(parts) }));
        response.on('error', reject);
      },
    );
    asking.on('error', reject);
    asking.end();
  });
}

/** By its first bytes. SVG, PDF and whatever else an image library might be talked into are no pictures here. */
function isPicture(bytes: Buffer): boolean {
  const head = bytes.toString('latin1', 0, 12);
  return (
    head.startsWith('\xff\xd8\xff') ||
    head.startsWith('\x89PNG') ||
    head.startsWith('GIF8') ||
    /^RIFF.{4}WEBP/s.test(head) ||
    /^.{4}ftypavi[fs]/s.test(head)
  );
}

function remade(bytes: Buffer): Promise<Buffer> {
  return sharp(bytes, { limitInputPixels: 40_000_000, failOn: 'error', pages: 1 })
    .autoOrient()
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 })
    .timeout({ seconds: 15 })
    .toBuffer();
}
