import { expect, type Page, test } from '@playwright/test';
import { inspections, moneyApi } from '@recoup/contract';
import { atDesk, office, sell } from './product.ts';
import { askFor, gradeSealed, refundOf, takeIn } from './steps.ts';

/** What a person could read on the page: texts, hints, placeholders and titles of the tab. */
async function wordsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = [document.title];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const at = texts.currentNode.parentElement;
      if (at && !at.closest('script, style') && at.checkVisibility()) found.push(texts.currentNode.textContent ?? '');
    }
    for (const name of ['aria-label', 'title', 'placeholder'])
      for (const each of document.querySelectorAll(`[${name}]`)) found.push(each.getAttribute(name) ?? '');
    return found.map((text) => text.trim()).filter(Boolean);
  });
}

/** No key of a catalogue, no hole in a sentence, no bare code shows. */
async function readsWhole(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"], .r-bone')).toHaveCount(0);
  const wrong = (await wordsOn(page)).filter(
    (text) =>
      /^[a-z_]+\.[a-z_.]+$/.test(text) || // a key, or the type of an event
      /\{\{|\}\}/.test(text) ||
      /^[a-z]+(_[a-z]+)+$/.test(text) || // open_box
      /\b(undefined|null|NaN|Invalid Date)\b/.test(text),
  );
  expect(wrong, `words on ${page.url()}`).toEqual([]);
}

test('the factory’s manager follows a return in Chinese while others work on it', async ({ browser }) => {
  const shop = await office('manager');
  const chen = await atDesk(browser, 'owner', '/', { language: 'zh' });
  await expect(chen.getByRole('heading', { name: /有 \d+ 件事等您处理/ })).toBeVisible();
  await readsWhole(chen);

  const asked = await askFor(shop, await sell(shop, { buyer: 'Dana Whitfield' }));
  await chen.goto(`/returns/${asked.id}`);
  const timeline = chen.locator('.r-timeline');
  await expect(timeline).toContainText('按政策自动批准');
  await expect(chen.getByText('不想要了').first()).toBeVisible();

  await test.step('the dock takes it in: it shows on the open page by itself', async () => {
    const [unit] = await takeIn(shop, asked);
    await expect(timeline).toContainText('已收货');
    await expect(chen.getByText('待检测').first()).toBeVisible();
    await gradeSealed(shop, unit!);
    await expect(timeline).toContainText('检测完成');
    await expect(timeline).toContainText('应退款');
    const ways = await shop.call(inspections.reckon, { params: { id: unit!.id } });
    await shop.call(inspections.decide, { params: { id: unit!.id }, body: { disposition: ways.suggested } });
    await expect(timeline).toContainText('处置：');
  });
  await test.step('the money leaves: the page says so, and what the return cost', async () => {
    const refund = await refundOf(shop, asked.id);
    await shop.call(moneyApi.send, { params: { id: refund.id }, body: {} });
    await expect(chen.getByText('退款发送中').first()).toBeVisible();
    await shop.call(moneyApi.markPaid, { params: { id: refund.id }, body: { reference: 're_0815' } });
    await expect(timeline).toContainText('已退款');
    await expect(chen.getByText('这单退货让品牌花了多少')).toBeVisible();
    await expect(chen.getByText('净成本')).toBeVisible();
  });
  await readsWhole(chen);
  await chen.context().close();
  await shop.close();
});

test('the policy is read as sentences, with the buyer’s page beside it, in Chinese', async ({ browser }) => {
  const chen = await atDesk(browser, 'owner', '/policies', { language: 'zh' });
  await chen
    .getByRole('navigation', { name: '退货政策' })
    .getByRole('link', { name: /US standard/ })
    .first()
    .click();
  await expect(chen.getByRole('heading', { name: '买家看到的页面' })).toBeVisible();
  await expect(chen.locator('.policies-phone')).toContainText('30 天');
  await readsWhole(chen);
  await chen.context().close();
});

test('every page of the console reads whole in Chinese', async ({ browser }) => {
  const chen = await atDesk(browser, 'owner', '/', { language: 'zh' });
  for (const path of [
    '/returns?view=all',
    '/returns/new',
    '/policies/limits',
    '/money',
    '/money/ledger',
    '/money/charges',
    '/money/payments',
    '/orders',
    '/orders/import',
    '/products',
    '/customers',
    '/units',
    '/parcels',
    '/stock',
    '/outbox',
    '/stations',
    '/stations/receive',
    '/setup',
    '/setup/brands',
    '/setup/sites',
    '/setup/staff',
    '/setup/me',
    '/setup/api-keys',
    '/setup/recovery',
    '/setup/sops',
  ]) {
    await chen.goto(path);
    await expect(chen.getByRole('heading').first()).toBeVisible();
    await readsWhole(chen);
    expect((await wordsOn(chen)).join(''), `words on ${path}`).toMatch(/[\u4e00-\u9fff]/);
  }
  await chen.context().close();
});
