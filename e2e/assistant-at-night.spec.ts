import { type Browser, expect, type Page, test } from '@playwright/test';
import { inbox, returns } from '@recoup/contract';
import { atDesk, mailedCode, type Office, office, onPhone, origin, sell } from './product.ts';

/** The chat of the shop on a buyer's phone. */
type Chat = {
  page: Page;
  says(text: string): Promise<void>;
  hears(text: RegExp): Promise<void>;
  close(): Promise<void>;
};
const words = {
  en: { ask: 'Ask us', write: 'Write a message', log: 'Messages' },
  zh: { ask: '联系客服', write: '输入消息', log: '消息' },
} as const;

async function openChat(browser: Browser, language: 'en' | 'zh'): Promise<Chat> {
  const { page, context } = await onPhone(browser, language);
  const w = words[language];
  await page.goto(`${origin}/demo-shop?lang=${language}`);
  await page.getByRole('button', { name: w.ask }).first().click();
  const field = page.getByRole('textbox', { name: w.write });
  return {
    page,
    async says(text) {
      await field.fill(text);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('log', { name: w.log }).getByText(text).first()).toBeVisible();
    },
    hears: (text) =>
      expect(page.getByRole('log', { name: w.log }).locator('.theirs').last()).toContainText(text, { timeout: 20_000 }),
    close: () => context.close(),
  };
}

const returnsOf = async (by: Office, order: { id: string }) =>
  (await by.call(returns.list, { query: { order_id: order.id } })).rows;
const talkOf = async (by: Office, order: { id: string }) => {
  const { rows } = await by.call(inbox.list, { query: { view: 'all', shelf: 'any', order_id: order.id } });
  expect(rows).toHaveLength(1);
  return rows[0]!;
};

let by: Office;
test.beforeAll(async () => {
  by = await office();
});
test.afterAll(() => by.close());

test('at night, in Chinese: a lamp that will not pair is talked through, and works', async ({ browser }) => {
  const order = await sell(by, { buyer: '周敏' });
  const chat = await openChat(browser, 'zh');
  await chat.says('台灯连不上家里的wifi怎么办');
  await chat.hears(/订单/);
  await expect(chat.page.getByText(/智能客服，自动回复/).first()).toBeVisible();
  await chat.says(`订单号 ${order.number}，邮箱 ${order.email}`);
  await chat.hears(/现在能用了吗/);
  await expect(chat.page.getByRole('link', { name: /连接 Wi-Fi/ })).toBeVisible();
  await chat.page.getByRole('button', { name: '能用了' }).click();
  await expect.poll(async () => (await talkOf(by, order)).state).toBe('resolved');
  expect((await talkOf(by, order)).holder.kind).toBe('assistant');
  // Guidance that worked is kept as what it was: nothing goes back, nothing is paid.
  for (const one of await returnsOf(by, order)) expect(one.facts.money.state).toMatch(/not_owed|nothing_due/);
  await chat.close();
});

test('a missing screw: the spare part is ordered, once, after the code that was mailed', async ({ browser }) => {
  const order = await sell(by, { buyer: 'Hannah Brooks' });
  const chat = await openChat(browser, 'en');
  await chat.says(
    `Hi! order ${order.number}, ${order.email}. The little screws for the bulb were missing from the box`,
  );
  await chat.hears(/code/i);
  await chat.says(await mailedCode(by, order.email));
  await chat.hears(/LED bulb and screws/);
  const yes = chat.page.locator('.card.offer.open button').first();
  await yes.dblclick();
  await expect(chat.page.getByText('Done', { exact: true }).first()).toBeVisible();
  await expect.poll(async () => (await returnsOf(by, order)).length).toBe(1);
  const [made] = await returnsOf(by, order);
  const whole = await by.call(returns.get, { params: { id: made!.id } });
  expect(whole.lines.map(({ remedy }) => remedy)).toEqual(['spare_part']);
  await chat.close();
});

test('wants all of it back and to keep it: is offered what policy allows, then gets a person', async ({ browser }) => {
  const order = await sell(by, { buyer: 'Brent Keller' });
  const chat = await openChat(browser, 'en');
  await chat.says(
    `Order ${order.number}, ${order.email}. The lamp has a scratch on the base. I want 100% of my money back and I keep it`,
  );
  const file = chat.page.locator('input[type="file"]');
  const photo = Buffer.from(
    await chat.page.evaluate(async () => {
      const canvas = document.createElement('canvas');
      canvas.width = 320;
      canvas.height = 240;
      canvas.getContext('2d')!.fillRect(20, 20, 200, 10);
      return canvas.toDataURL('image/jpeg').split(',')[1]!;
    }),
    'base64',
  );
  await chat.hears(/photo|picture|\$/i);
  await file.setInputFiles({ name: 'scratch.jpg', mimeType: 'image/jpeg', buffer: photo });
  await expect(chat.page.locator('.shot img')).toBeVisible();
  await chat.says('here it is');
  await chat.hears(/\$|code/i);
  await chat.says('No. Everything back and I keep the lamp, or nothing');
  await chat.says('That is not enough. I insist on a full refund and keeping it');
  await expect.poll(async () => (await talkOf(by, order)).holder.kind, { timeout: 20_000 }).not.toBe('assistant');
  expect(await returnsOf(by, order)).toEqual([]);
  await test.step('the agent reads what was offered and why it stopped', async () => {
    const talk = await talkOf(by, order);
    const desk = await atDesk(browser, 'agent', `/inbox/${talk.id}`);
    await expect(desk.getByText(/Halo floor lamp/).first()).toBeVisible();
    await desk.context().close();
  });
  await chat.close();
});

test('smoke: a person at once, with an alarm', async ({ browser }) => {
  const chat = await openChat(browser, 'en');
  const said = `the charging dock is smoking and smells burnt ${Date.now()}`;
  await chat.says(said);
  await chat.hears(/safety/i);
  const { rows } = await by.call(inbox.list, { query: { view: 'all', shelf: 'open', sort: 'newest' } });
  const talk = rows.find((row) => row.priority === 'urgent' && row.tags.includes('danger'));
  expect(talk?.holder.kind).not.toBe('assistant');
  const desk = await atDesk(browser, 'manager', `/inbox/${talk!.id}`);
  await expect(desk.getByText(said).first()).toBeVisible();
  await expect(desk.getByText(/danger/i).first()).toBeVisible();
  await desk.context().close();
  await chat.close();
});
