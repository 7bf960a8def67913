import { expect, test } from '@playwright/test';
import { returns } from '@recoup/contract';
import { drawnPhoto, office, onPhone, origin, sell } from './product.ts';
import { pastFixing } from './steps.ts';

test('a buyer returns a lamp with a photo, gets number, label and steps, and may call it off', async ({ browser }) => {
  const shop = await office();
  const order = await sell(shop);
  const { page, context } = await onPhone(browser);
  await page.goto(`${origin}/b/lumora`);

  await test.step('a wrong ZIP is not told apart from a wrong number', async () => {
    await page.getByLabel('Order number').fill(order.number);
    await page.getByLabel('Email or ZIP code').fill('99999');
    await page.getByRole('button', { name: 'Find my order' }).click();
    await expect(page.getByRole('alert')).toContainText('don’t match an order');
  });
  await page.getByLabel('Email or ZIP code').fill(order.zip);
  await page.getByRole('button', { name: 'Find my order' }).click();

  await test.step('why, with the words of lamps', async () => {
    await expect(page.getByRole('heading', { name: 'What’s wrong with it?' })).toBeVisible();
    await page.getByText('The shade or glass is broken').click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await pastFixing(page);
  });
  await test.step('a photo is asked for, and the way on is closed without it', async () => {
    await expect(page.getByText('One clear photo is needed')).toBeVisible();
    await page.getByLabel('What happened').fill('Cracked on arrival <b>right through</b>.');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByRole('alert')).toContainText('Add one photo');
    await page.setInputFiles('input[type=file]', await drawnPhoto(page));
    await expect(page.getByRole('button', { name: 'Remove shade.jpg' })).toBeVisible();
    await page.getByRole('button', { name: 'Continue' }).click();
  });
  await test.step('remedies with exact amounts, and the refund chosen', async () => {
    await expect(page.getByText('This one is on us')).toBeVisible();
    const refund = page.locator('.option', { hasText: 'Refund' });
    await expect(refund).toContainText('$139.64');
    await refund.click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByText('Cracked on arrival <b>right through</b>.')).toBeVisible();
  });
  await test.step('confirmed by two taps at once, and made once', async () => {
    const confirm = page.getByRole('button', { name: 'Confirm return' });
    await confirm.dblclick();
    await expect(page.getByRole('heading', { name: /Send it off by/ })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Print the label' })).toBeVisible({ timeout: 20_000 });
    const made = await shop.call(returns.list, { query: { order_id: order.id } });
    expect(made.rows.length).toBe(1);
    expect(made.rows[0]!.facts.place.stage).toBe('approved');
  });
  await test.step('the label is a PDF behind the link, and nothing without it', async () => {
    const href = (await page.getByRole('link', { name: 'Print the label' }).getAttribute('href'))!;
    const label = await context.request.get(origin + href);
    expect(label.headers()['content-type']).toContain('application/pdf');
    expect((await label.body()).subarray(0, 5).toString()).toBe('%PDF-');
    const bare = await context.request.get(origin + href.split('?')[0]);
    expect(bare.status()).toBe(401);
  });
  await test.step('called off', async () => {
    await page.getByRole('button', { name: 'Cancel return' }).click();
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await expect(page.getByRole('heading', { name: 'This return was cancelled' })).toBeVisible();
  });
  await context.close();
  await shop.close();
});

test('the same pages speak Chinese and Spanish, and the policy says its days', async ({ browser }) => {
  const chinese = await onPhone(browser, 'zh');
  await chinese.page.goto(`${origin}/b/lumora`);
  await expect(chinese.page.getByRole('heading', { name: '先找到您的订单' })).toBeVisible();
  await chinese.page.getByRole('button', { name: '查看退货政策' }).click();
  await expect(chinese.page.getByText('30 天').first()).toBeVisible();
  await chinese.page.getByLabel('语言').selectOption('es');
  await expect(chinese.page.getByRole('heading', { name: 'Devoluciones, en palabras claras' })).toBeVisible();
  const published = await chinese.page.locator('script[type="application/ld+json"]').textContent();
  const store = JSON.parse(published!)[0];
  expect(store['@type']).toBe('OnlineStore');
  expect(store.hasMerchantReturnPolicy).toMatchObject({ '@type': 'MerchantReturnPolicy', merchantReturnDays: 30 });
  await chinese.context.close();
});
