import { expect, type Page, test } from '@playwright/test';
import { assistantAnswers, atDesk, type Office, office, origin } from './product.ts';
import { phrases } from './translator.ts';

const [asked, answered] = phrases as [[string, string], [string, string]];
const said = (page: Page) => page.getByRole('log', { name: 'Messages' });

// Between people: the assistant holds back for its time.
let by: Office;
test.beforeAll(async () => {
  by = await office();
  await assistantAnswers(by, 'never');
});
test.afterAll(async () => {
  await assistantAnswers(by, 'always');
  await by.close();
});

test('a buyer writes in the shop’s chat in English, and is answered in Chinese', async ({ browser }) => {
  const shop = await (await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'en-US' })).newPage();
  await test.step('the chat opens on the shop’s page', async () => {
    await shop.goto(`${origin}/demo-shop`);
    await shop.getByRole('button', { name: 'Ask us' }).first().click();
    await expect(shop.getByRole('dialog', { name: 'Lumora help' })).toBeVisible();
    await shop.getByRole('textbox', { name: 'Write a message' }).fill(asked[0]);
    await shop.keyboard.press('Enter');
    await expect(said(shop).getByText(asked[0])).toBeVisible();
  });

  const desk = await atDesk(browser, 'owner', '/inbox', { language: 'zh' });
  const list = desk.getByRole('complementary', { name: '会话' });
  await test.step('the agent reads it in both languages', async () => {
    await list
      .getByRole('listitem')
      .filter({ hasText: asked[0].slice(0, 30) })
      .first()
      .click();
    const thread = desk.getByRole('log');
    await expect(thread.getByText(asked[0])).toBeVisible();
    await expect(thread.getByText(asked[1])).toBeVisible();
  });
  await test.step('who writes Chinese sees what the buyer will receive, and that it reads back the same', async () => {
    await desk.getByPlaceholder(/^回复/).fill(answered[1]);
    await expect(desk.locator('.inbox-receives').getByText(answered[0])).toBeVisible();
    await expect(desk.getByText('回译一致')).toBeVisible();
    await desk.keyboard.press('Control+Enter');
    await expect(desk.getByPlaceholder(/^回复/)).toHaveValue('');
  });
  await test.step('the buyer reads English, without a reload, and nothing of the Chinese', async () => {
    await expect(said(shop).getByText(answered[0])).toBeVisible();
    await expect(shop.getByText(answered[1])).toHaveCount(0);
  });
  await test.step('another page and a reload keep the conversation, and each line stands once', async () => {
    await shop.goto(`${origin}/demo-shop`);
    await shop.reload();
    await expect(said(shop).getByText(asked[0])).toHaveCount(1);
    await expect(said(shop).getByText(answered[0])).toHaveCount(1);
  });
  await test.step('what the buyer says now stands in the thread without a reload', async () => {
    await shop.getByRole('textbox', { name: 'Write a message' }).fill('Perfect, thank you so much!');
    await shop.keyboard.press('Enter');
    await expect(desk.getByRole('log').getByText('Perfect, thank you so much!').first()).toBeVisible();
  });
  await shop.context().close();
  await desk.context().close();
});
