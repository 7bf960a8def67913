import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { accounts, orders } from '@recoup/contract';
import { atDesk, office } from './product.ts';

test('a sheet with Chinese headers is mapped, previewed and imported; wrong rows come back with reasons; again changes nothing', async ({
  browser,
}) => {
  const first = 700_000 + Math.floor(Math.random() * 99_000);
  const numbers = [0, 1, 2].map((n) => `CN-${first + n}`);
  const row = (number: string, name: string, quantity: string) =>
    `${number},2026-11-02 10:15,USD,${name},${name.toLowerCase()}@mail.example,Plano,TX,75024,US,LM-HALO-BLK,Halo 落地灯,${quantity},129.00,2026-11-07,加急`;
  const sheet = [
    '订单号,下单时间,币种,收件人,买家邮箱,城市,州,邮编,国家,商品编码,商品名称,数量,单价,到家日,内部备注',
    row(numbers[0]!, 'Ada', '1'),
    row(numbers[1]!, 'Ben', '2'),
    row(numbers[2]!, 'Cai', '两个'),
  ].join('\n');
  const file = { name: '十一月订单.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${sheet}\n`) };
  const bring = async () => {
    await chen.goto('/orders/import');
    await chen.setInputFiles('input[type=file]', file);
    await expect(chen.getByRole('heading', { name: '十一月订单.csv' })).toBeVisible();
  };
  const shop = await office();
  const chen = await atDesk(browser, 'owner', '/', { language: 'zh' });
  await bring();

  await test.step('known headers find their fields; an unknown one is chosen by hand', async () => {
    await expect(chen.getByText('Halo 落地灯').first()).toBeVisible();
    await expect(chen.getByText('使用 13 列，略过 2 列')).toBeVisible();
    const delivered = chen.getByRole('combobox', { name: '到家日 对应的字段' });
    await delivered.click();
    await delivered.fill('送达');
    await delivered.press('Enter');
    await expect(chen.getByText('使用 14 列，略过 1 列')).toBeVisible();
  });
  await test.step('the preview says what would happen, and writes nothing', async () => {
    await expect(chen.getByRole('heading', { name: '将会发生什么' })).toBeVisible();
    await expect(chen.getByRole('button', { name: '导入 2 条' })).toBeEnabled();
    await expect(chen.getByText('1 行暂时无法导入')).toBeVisible();
    expect((await shop.call(orders.list, { query: { q: numbers[0]! } })).rows).toEqual([]);
  });
  await test.step('imported: two orders come in, the wrong row comes back as a file with its reason', async () => {
    await chen.getByRole('button', { name: '导入 2 条' }).click();
    await expect(chen.getByText('新增 2，更新 0')).toBeVisible({ timeout: 30_000 });
    const [download] = await Promise.all([
      chen.waitForEvent('download'),
      chen.getByRole('button', { name: '下载这 1 行及原因' }).click(),
    ]);
    const errors = await readFile(await download.path(), 'utf8');
    expect(errors).toContain(numbers[2]!);
    expect(errors).toContain('两个');
    expect(errors).not.toContain(numbers[0]!);
    const { brands } = await shop.call(accounts.me);
    const { rows } = await shop.call(orders.list, { query: { q: numbers[1]! } });
    expect(rows[0]).toMatchObject({ number: numbers[1], brand: { id: brands[0]!.id } });
    const ben = await shop.call(orders.get, { params: { id: rows[0]!.id } });
    expect(ben.lines[0]).toMatchObject({ sku: 'LM-HALO-BLK', quantity: 2 });
    expect(ben.customer.name).toBe('Ben');
  });
  await test.step('the same file again changes nothing', async () => {
    await bring();
    const delivered = chen.getByRole('combobox', { name: '到家日 对应的字段' });
    await delivered.click();
    await delivered.fill('送达');
    await delivered.press('Enter');
    await expect(chen.getByText('使用 14 列，略过 1 列')).toBeVisible();
    await chen.getByRole('button', { name: /^导入 \d 条$/ }).click();
    await expect(chen.getByText('新增 0，更新 0')).toBeVisible({ timeout: 30_000 });
    expect((await shop.call(orders.list, { query: { q: numbers[1]! } })).rows.length).toBe(1);
  });
  await chen.context().close();
  await shop.close();
});
