import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { accounts, policies } from '@recoup/contract';
import { office, origin, PASSWORD, people } from './product.ts';

/** All amounts that stand in an element, in cents. */
async function amountsIn(page: Page, selector: string): Promise<number[]> {
  const texts = await page.locator(selector).allTextContents();
  return texts.map((text) => {
    const found = /([−-]?)\$?([\d,]+\.\d\d)/.exec(text)!;
    return Math.round(Number(found[2]!.replaceAll(',', '')) * 100) * (found[1] ? -1 : 1);
  });
}

test('what a return costs, in Chinese: the figures add up, travel by link, and become a plan the owner starts with', async ({
  browser,
}) => {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 900 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  const page = await context.newPage();
  const brand = '极光';
  const slug = `jiguang-${Date.now()}`;

  await test.step('nobody signs in; the first figures stand there and add up', async () => {
    await page.goto(`${origin}/calculator`);
    await expect(page.getByRole('heading', { name: '退一台货，到底花多少钱？' })).toBeVisible();
    await expect(page.locator('.figures')).toContainText('$188.35');
    const steps = await amountsIn(page, '.plot b');
    expect(steps.slice(0, -1).reduce((sum, amount) => sum + amount, 0)).toBe(steps.at(-1));
    await expect(page.getByText('每月少花 $6,256.25').first()).toBeVisible();
  });

  await test.step('other numbers, other figures; a slip is named at its field and changes nothing', async () => {
    await page.getByLabel('售价', { exact: true }).fill('199');
    await page.getByLabel('退程运费', { exact: true }).fill('１２．５');
    // 199 + 8.90 + 12.50 + 9.80 + 7.60 + 2.70 − 99.50
    await expect(page.locator('.figures .real b')).toHaveText('$141.00');
    await expect(page.locator('.figures .seen b')).toHaveText('$12.50');
    const steps = await amountsIn(page, '.plot b');
    expect(steps.slice(0, -1).reduce((sum, amount) => sum + amount, 0)).toBe(steps.at(-1));
    // 35 × (141.00 − 9.60)
    await expect(page.getByText('每月少花 $4,599.00').first()).toBeVisible();
    await page.getByLabel('退货率', { exact: true }).fill('120');
    await expect(page.getByRole('alert').filter({ hasText: '最大 100%' })).toBeVisible();
    await expect(page.locator('.figures .real b')).toHaveText('$141.00');
    await page.getByLabel('退货率', { exact: true }).fill('8');
    await expect(page.getByText('每月 160 台退货，其中 56 台不用退就能解决')).toBeVisible();
    await page.getByRole('button', { name: '“关税，不能退”的出处' }).click();
    await expect(page.getByText(/我们对单件进口关税的估计/)).toBeVisible();
  });

  await test.step('the link carries the numbers, and the server never hears them', async () => {
    await page.getByRole('button', { name: '复制链接' }).click();
    await expect(page.getByRole('button', { name: '已复制链接' })).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(new URL(link).search).toBe('');
    const other = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
    const asked: string[] = [];
    other.on('request', (request) => asked.push(request.url() + (request.postData() ?? '')));
    await other.goto(link);
    await expect(other.getByLabel('售价', { exact: true })).toHaveValue('199.00');
    await expect(other.locator('.figures .real b')).toHaveText('$141.00');
    await expect(other.getByText('每月 160 台退货，其中 56 台不用退就能解决')).toBeVisible();
    expect(asked.filter((one) => /199|12\.5/.test(one))).toEqual([]);
    await other.context().close();
  });

  await test.step('the sheet downloads, with formulas in it', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载 Excel，公式可改' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('退货真实成本.xlsx');
    expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe('PK');
  });

  await test.step('on to the self-assessment: nine questions, by keys and by hand', async () => {
    await page.getByRole('link', { name: '用这些数做自我评估' }).click();
    await expect(page.getByRole('heading', { name: '您的美国买家主要在哪里？' })).toBeVisible();
    await page.keyboard.press('2');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: '您卖到美国最多的是什么？' })).toBeVisible();
    await page.keyboard.press('1');
    await expect(page.getByText('我们按每件收货检测 $7.60')).toBeVisible();
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: /一只手能拎/ }).check();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '跳过，用常见值' }).click();
    await page.getByRole('radio', { name: /缺配件/ }).check();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '返回' }).click();
    await expect(page.getByRole('radio', { name: /缺配件/ })).toBeChecked();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '下一步' }).click();
    // What the calculator knew is not asked twice.
    await expect(page.getByLabel('每月订单')).toHaveValue('2,000');
    await expect(page.getByLabel('单价')).toHaveValue('199.00');
    await expect(page.getByLabel('退货率')).toHaveValue('8.0');
    const reviews = page.getByRole('button', { name: /^好评优先/ });
    await reviews.focus();
    await page.keyboard.press('1');
    await expect(page.getByRole('button', { name: '好评优先：第 1 位，共 4 位' })).toBeVisible();
    const least = page.getByRole('button', { name: /^每次退货少花钱/ });
    const most = page.getByRole('button', { name: /^团队省事/ });
    await most.dragTo(least);
    await expect(page.getByRole('button', { name: '团队省事：第 2 位，共 4 位' })).toBeVisible();
    await page.getByRole('button', { name: '下一步，还剩 2 题' }).click();
    await page.getByRole('button', { name: '下一步，还剩 1 题' }).click();
    await page.getByRole('button', { name: '看我的方案' }).click();
  });

  await test.step('the plan: three ways on one scale, a policy to type over, every rule of thumb with its basis', async () => {
    await expect(page.getByRole('heading', { name: '混合服务，一个站点，60 天，先帮忙' })).toBeVisible();
    await expect(page.getByRole('radio', { name: /自有团队|外包|混合/ })).toHaveCount(3);
    await expect(page.getByText('洛杉矶').first()).toBeVisible();
    await page.getByLabel('可申请退货的天数').fill('45');
    await expect(page.getByRole('heading', { name: '混合服务，一个站点，45 天，先帮忙' })).toBeVisible();
    await page.getByText('依据', { exact: true }).click();
    const before = await page.locator('.model').first().locator('.model-cost b').textContent();
    await page.getByLabel('美国客服，每月').fill('6000');
    await expect(page.locator('.model').first().locator('.model-cost b')).not.toHaveText(before!);
    await expect(page.getByText('常见值：$4,461.00')).toBeVisible();
    const [paper] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '中文 PDF' }).click(),
    ]);
    expect((await readFile(await paper.path())).subarray(0, 5).toString()).toBe('%PDF-');
  });

  await test.step('the owner signs in on the way, and the answers come back too', async () => {
    await page.getByRole('button', { name: '按这个方案开始' }).click();
    await page.getByRole('link', { name: '登录并继续' }).click();
    await page.getByLabel('工作邮箱').fill(people.owner);
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.waitForURL('**/assessment/plan*');
    await expect(page.getByRole('heading', { name: '混合服务，一个站点，45 天，先帮忙' })).toBeVisible();
    const sheet = page.getByRole('dialog', { name: '按这个方案开始' });
    await sheet.getByRole('combobox', { name: '品牌' }).selectOption('新品牌');
    await sheet.getByLabel('品牌名称').fill(brand);
    await sheet.getByRole('button', { name: '一键完成设置' }).click();
    await expect(sheet.getByText('小写字母、数字和连字符，至少两个字符。')).toBeVisible();
    await sheet.getByLabel(/^网址/).fill(slug);
    await sheet.getByRole('button', { name: '一键完成设置' }).click();
    const done = page.getByRole('dialog', { name: `${brand} 已设置完成` });
    await expect(done.getByText('退货政策“Starting plan”第 1 版已生效')).toBeVisible();
    // The demo has a site in Los Angeles already.
    await expect(done.getByText('站点 Los Angeles 开始收退货')).toBeVisible();
  });

  await test.step('it is really there: the brand, its policy in force, and its site', async () => {
    const shop = await office();
    const { rows } = await shop.call(accounts.brands);
    const made = rows.find((one) => one.slug === slug)!;
    expect(made.name).toBe(brand);
    const found = await shop.call(policies.list, { query: { brand_id: made.id } });
    expect(found.rows[0]!.live!.rules.window).toEqual({ days: 45, from: 'delivery' });
    const { rows: sites } = await shop.call(accounts.sites);
    expect(
      sites.filter(({ brands }) => brands.some(({ brand_id }) => brand_id === made.id)).map(({ code }) => code),
    ).toEqual(['LAX']);
    await shop.close();
    await page.getByRole('link', { name: '退货政策“Starting plan”第 1 版已生效' }).click();
    await expect(page.getByRole('heading', { name: '买家看到的页面' })).toBeVisible();
  });
  await context.close();
});
