/** What the journeys share: people who sign in, orders they can use, a scanner. */

import {
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  expect,
  type Page,
  request,
} from '@playwright/test';
import {
  type AnswerOf,
  accounts,
  assistant,
  type BodyIn,
  desk,
  type EndpointSpec,
  orders,
  type ParamsIn,
  type QueryIn,
} from '@recoup/contract';

export const PASSWORD = 'recoup-demo';
export const people = {
  owner: 'chen@lumora.example',
  manager: 'helen@lumora.example',
  agent: 'grace@lumora.example',
  dock: 'andre@lumora.example',
  bench: 'tasha@lumora.example',
  viewer: 'wei@lumora.example',
} as const;
export type Person = keyof typeof people;

export const origin = `http://localhost:${process.env.RECOUP_E2E_PORT}`;

/** Who has signed in already; they come back on the same session, as people do. */
const sessions = new Map<Person, Awaited<ReturnType<BrowserContext['storageState']>>>();

/** A person at a desk, on the page `at`: the console, signed in through its door the first time, in English or Chinese. */
export async function atDesk(
  browser: Browser,
  who: Person,
  at = '/',
  options: { language?: 'en' | 'zh'; size?: { width: number; height: number } } = {},
): Promise<Page> {
  const session = sessions.get(who);
  const context = await browser.newContext({
    viewport: options.size ?? { width: 1440, height: 900 },
    locale: options.language === 'zh' ? 'zh-CN' : 'en-US',
    ...(session ? { storageState: session } : {}),
  });
  const page = await context.newPage();
  await page.goto(origin + at);
  if (!session) {
    await page.locator('input[type="email"]').fill(people[who]);
    await page.locator('input[type="password"]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    sessions.set(who, await context.storageState());
  }
  return page;
}

/** A buyer's phone. */
export async function onPhone(
  browser: Browser,
  language: 'en' | 'zh' | 'es' = 'en',
): Promise<{ page: Page; context: BrowserContext }> {
  const locale = { en: 'en-US', zh: 'zh-CN', es: 'es-US' }[language];
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale,
  });
  return { page: await context.newPage(), context };
}

type Input<E> = { params?: ParamsIn<E>; query?: QueryIn<E>; body?: BodyIn<E> };
export type Office = {
  call<const E extends EndpointSpec>(endpoint: E, input?: Input<E>): Promise<AnswerOf<E>>;
  close(): Promise<void>;
};

/** The same public API the screens use, for what a journey needs and does not show. */
export async function office(who: Person = 'owner'): Promise<Office> {
  const api: APIRequestContext = await request.newContext({ baseURL: origin, extraHTTPHeaders: { origin } });
  const signedIn = await api.post('/v1/auth/sign-in/email', { data: { email: people[who], password: PASSWORD } });
  expect(signedIn.ok(), await signedIn.text()).toBe(true);
  return {
    async call(endpoint, input = {}) {
      const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
        encodeURIComponent((input.params as Record<string, string>)[name]!),
      );
      const asked = Object.entries(input.query ?? {}).filter(([, value]) => value !== undefined);
      const search =
        asked.length > 0
          ? `?${new URLSearchParams(asked.map(([name, value]): [string, string] => [name, String(value)]))}`
          : '';
      const answer = await api.fetch(path + search, {
        method: endpoint.method,
        ...(input.body === undefined ? {} : { data: input.body }),
      });
      expect(answer.ok(), `${endpoint.method} ${path}: ${await answer.text()}`).toBe(true);
      return answer.json();
    },
    close: () => api.dispose(),
  };
}

let sold = 90_000 + Math.floor(Math.random() * 5_000);
export type Sold = { number: string; zip: string; id: string; email: string };

/** An order delivered so many days ago, of one lamp unless said otherwise. */
export async function sell(
  by: Office,
  what: {
    sku?: string;
    title?: string;
    price?: number;
    quantity?: number;
    deliveredDaysAgo?: number;
    buyer?: string;
    serial?: string;
  } = {},
): Promise<Sold> {
  const {
    sku = 'LM-HALO-BLK',
    title = 'Halo floor lamp',
    price = 12_900,
    quantity = 1,
    deliveredDaysAgo = 4,
    buyer = 'Dana Whitfield',
    serial,
  } = what;
  sold += 1;
  const me = await by.call(accounts.me);
  const brand = me.brands.find((one) => one.slug === 'lumora')!;
  const number = `#${sold}`;
  const email = `buyer${sold}@mail.example`;
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const order = {
    external_id: `journey-${sold}`,
    number,
    placed_at: daysAgo(deliveredDaysAgo + 5),
    currency: 'USD',
    email,
    address: { name: buyer, line1: '12 Preston Rd', city: 'Plano', region: 'TX', postal_code: '75024', country: 'US' },
    customer: { name: buyer, email },
    lines: [{ external_id: '1', sku, title, quantity, unit_price: price, tax: 1_064 }],
    payments: [
      { external_id: `pay-${sold}`, method: 'card', label: 'Visa ending 4417', amount: price * quantity + 1_064 },
    ],
    fulfilments: [
      {
        external_id: '1',
        carrier: 'UPS',
        tracking: `1Z999${sold}`,
        shipped_at: daysAgo(deliveredDaysAgo + 3),
        delivered_at: daysAgo(deliveredDaysAgo),
        lines: [{ line_external_id: '1', quantity, serials: serial ? [serial] : [] }],
      },
    ],
  };
  const answer = await by.call(orders.upsert, { query: { brand_id: brand.id }, body: { orders: [order] } });
  expect(answer.errors).toEqual([]);
  const found = await by.call(orders.list, { query: { q: number.slice(1), brand_id: brand.id } });
  return { number, zip: '75024', id: found.rows[0]!.id, email };
}

/** A scan as a keyboard-wedge scanner sends it: keys a few milliseconds apart, then Enter. */
export async function scan(page: Page, code: string): Promise<void> {
  await page.evaluate((text) => {
    const target = document.activeElement ?? document.body;
    for (const key of [...text, 'Enter'])
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  }, code);
}

/** A red square and words, so that a person looking at the evidence sees which picture it is. */
export async function drawnPhoto(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 640;
    canvas.height = 480;
    const pen = canvas.getContext('2d')!;
    pen.fillStyle = '#b33';
    pen.fillRect(0, 0, 640, 480);
    pen.fillStyle = '#fff';
    pen.font = '60px sans-serif';
    pen.fillText('cracked shade', 120, 250);
    return canvas.toDataURL('image/jpeg', 0.9);
  });
  return { name: 'shade.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(url.split(',')[1]!, 'base64') };
}

/** Whether the assistant answers Lumora's chat. The demo has it on; a journey between people puts it off for its time. */
export async function assistantAnswers(by: Office, when: 'always' | 'never'): Promise<void> {
  const me = await by.call(accounts.me);
  const query = { brand_id: me.brands.find((one) => one.slug === 'lumora')!.id };
  const { model, ...settings } = await by.call(assistant.settings, { query });
  const { key_set: _, spent_this_month: __, ...kept } = model;
  const body = { ...settings, answers: { ...settings.answers, chat: when }, model: kept };
  await by.call(assistant.changeSettings, { query, body });
}

/** The code that was mailed to this address last. */
export async function mailedCode(by: Office, email: string): Promise<string> {
  let code: string | null = null;
  await expect
    .poll(
      async () => {
        const { rows } = await by.call(desk.mails, { query: { q: email } });
        const mail = rows.find((row) => row.template === 'chat_code');
        const read = mail ? await by.call(desk.mail, { params: { id: mail.id } }) : null;
        code = /\b\d{6}\b/.exec(read?.text ?? '')?.[0] ?? null;
        return code;
      },
      { message: `a code for ${email}` },
    )
    .not.toBeNull();
  return code!;
}
