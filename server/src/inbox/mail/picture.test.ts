import { createHash } from 'node:crypto';
import { inbox } from '@recoup/contract';
import { expect, it } from 'vitest';
import { openFrontDoor } from '../../../test/front-door.ts';
import { storageOf } from '../../uploads/index.ts';
import { pictureUrl } from './picture-token.ts';

it('a picture of a mail is shown to who holds its signed address, and is fetched from nobody’s own network', async () => {
  const door = await openFrontDoor();
  const { config } = door.product.services;
  const at = (url: string, workspaceId = door.workspaceId) =>
    pictureUrl(config.secret, door.now(), { workspaceId, url }).replace(/^.*\//, '');
  const ask = (token: string) => door.stranger.refused(inbox.picture, { params: { token } });

  const kept = 'https://shop.example/kept.png';
  const key = `${door.workspaceId}/mail-pictures/${createHash('sha256').update(kept).digest('hex')}.webp`;
  await (await storageOf(config)).put(key, Buffer.from('picture'), 'image/webp');
  const response = await door.stranger.fetch(inbox.picture.path.replace(':token', at(kept)));
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('image/webp');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await response.text()).toBe('picture');

  for (const inside of ['http://127.0.0.1/x.png', 'http://localhost/x.png', `${door.url}/v1/health`, 'http://[::1]/']) {
    expect(await ask(at(inside))).toMatchObject({ status: 404, code: 'picture.not_found' });
  }
  expect(await ask('AAAA')).toMatchObject({ code: 'picture.not_found' });
  expect((await ask(at(`https://shop.example/${'a'.repeat(1900)}`))).code).toBe('picture.not_found');
  const token = at(kept);
  door.setNow(new Date(Date.now() + 3 * 86_400_000));
  expect(await ask(token)).toMatchObject({ status: 410, code: 'link.expired' });
});
