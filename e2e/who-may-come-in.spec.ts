import { expect, test } from '@playwright/test';
import { atDesk, office, origin, PASSWORD, people, sell } from './product.ts';
import { askFor } from './steps.ts';

test('a wrong password says how many tries are left, and the right one still opens', async ({ browser }) => {
  for (const { locale, email, password, enter, left } of [
    {
      locale: 'en-US',
      email: 'Work e-mail',
      password: 'Password',
      enter: 'Sign in',
      left: 'E-mail and password do not match. 4 tries left, then 15 minutes of rest.',
    },
    {
      locale: 'zh-CN',
      email: '工作邮箱',
      password: '密码',
      enter: '登录',
      left: '邮箱和密码不匹配。还可以试 4 次，之后需等待 15 分钟。',
    },
  ]) {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(`${origin}/returns`);
    await page.getByLabel(email).fill(people.viewer);
    await page.getByLabel(password, { exact: true }).fill('not my password');
    await page.getByRole('button', { name: enter, exact: true }).click();
    await expect(page.getByRole('alert')).toHaveText(left);
    await page.getByLabel(password, { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: enter, exact: true }).click();
    await page.waitForURL('**/returns*');
    await context.close();
  }
});

test('a viewer reads everything and is offered nothing to press', async ({ browser }) => {
  const shop = await office();
  const asked = await askFor(shop, await sell(shop, { deliveredDaysAgo: 34, buyer: 'Bruno Aalto' }));
  expect(asked.stage).toBe('requested');
  const wei = await atDesk(browser, 'viewer', `/returns/${asked.id}`, { language: 'zh' });
  await expect(wei.getByText('Bruno Aalto').first()).toBeVisible();
  for (const verb of ['批准', '拒绝']) await expect(wei.getByRole('button', { name: verb, exact: true })).toBeHidden();
  await wei.getByRole('button', { name: '更多' }).click();
  await expect(wei.getByRole('menuitem', { name: '打开买家跟踪页面' })).toBeVisible();
  for (const verb of ['取消退货', '更改解决方案', '为此订单再建退货'])
    await expect(wei.getByRole('menuitem', { name: verb })).toBeHidden();
  await wei.goto('/returns');
  await expect(wei.getByText('Bruno Aalto').first()).toBeVisible();
  await expect(wei.getByRole('button', { name: '新建退货' })).toBeHidden();
  await wei.goto('/setup/staff');
  await expect(wei.getByText('Helen Zhou')).toBeVisible();
  await expect(wei.getByRole('button', { name: '邀请成员' })).toBeHidden();
  await wei.context().close();
  await shop.close();
});

test('the owner invites a colleague, and takes the invitation back', async ({ browser }) => {
  const chen = await atDesk(browser, 'owner', '/setup/staff', { language: 'zh' });
  const email = `lin.${Date.now()}@lumora.example`;
  await chen.getByRole('button', { name: '邀请成员' }).click();
  await chen.getByLabel('邮箱', { exact: true }).fill(email);
  await chen.getByLabel('姓名', { exact: true }).fill('林晓');
  await chen.getByRole('button', { name: '发送邀请' }).click();
  await expect(chen.getByText(`邀请已发到 ${email}。`)).toBeVisible();
  const open = chen.locator('li, tr').filter({ hasText: email });
  await expect(open).toBeVisible();
  await open.getByRole('button', { name: '撤回' }).click();
  await expect(open).toBeHidden();
  await chen.context().close();
});

test('the owner makes a key, a program uses it within its scopes, and once stopped it opens nothing', async ({
  browser,
  playwright,
}) => {
  const chen = await atDesk(browser, 'owner', '/setup/api-keys', { language: 'zh' });
  await chen.getByRole('button', { name: '创建密钥' }).first().click();
  const name = `店铺对接 ${Date.now()}`;
  await chen.getByRole('dialog').getByLabel('名称').fill(name);
  await chen.getByRole('button', { name: '创建密钥，4 项权限' }).click();
  const secret = (await chen.locator('.settings-secret .r-mono').textContent())!;
  await chen.getByRole('button', { name: '已保存好' }).click();

  const program = await playwright.request.newContext({
    baseURL: origin,
    extraHTTPHeaders: { authorization: `Bearer ${secret}` },
  });
  const asked = await program.get('/v1/returns?limit=5');
  expect(asked.status()).toBe(200);
  expect((await asked.json()).rows.length).toBe(5);
  expect((await program.get('/v1/refunds')).status()).toBe(403);

  await expect(chen.getByText(secret)).toHaveCount(0);
  await chen.getByRole('row').filter({ hasText: name }).getByRole('button', { name: '停用' }).click();
  await chen.getByRole('dialog').getByRole('button', { name: '停用' }).click();
  await expect(chen.getByRole('row').filter({ hasText: name })).toContainText('已停用');
  expect((await program.get('/v1/returns?limit=5')).status()).toBe(401);
  await program.dispose();
  await chen.context().close();
});
