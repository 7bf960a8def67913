/** Steps of a return that a journey needs behind it and does not show, taken through the public API. */
import { expect, type Page } from '@playwright/test';
import {
  accounts,
  type BodyIn,
  inspections,
  moneyApi,
  orders,
  type Refund,
  type ReturnDetail,
  returns,
  type Unit,
  warehouse,
} from '@recoup/contract';
import { type Office, origin, type Sold } from './product.ts';

type Line = BodyIn<typeof returns.request>['lines'][number];

/** The whole of the order's first line is asked for; inside policy it is approved at once. */
export async function askFor(by: Office, order: Sold, ask: Partial<Line> = {}): Promise<ReturnDetail> {
  const { lines } = await by.call(orders.get, { params: { id: order.id } });
  const line = lines[0]!;
  return by.call(returns.request, {
    params: { id: order.id },
    body: {
      lines: [
        {
          order_line_id: line.id,
          quantity: line.quantity,
          reason: 'changed-my-mind',
          remedy: 'refund',
          ...ask,
        },
      ],
    },
  });
}

/** The site of this code, DAL unless said otherwise. */
export async function siteOf(by: Office, code = 'DAL'): Promise<string> {
  const { sites } = await by.call(accounts.me);
  const site = sites.find((one) => one.code === code);
  expect(site, `site ${code}`).toBeTruthy();
  return site!.id;
}

/** Its box arrives in Dallas, everything promised is in it, and it is closed. Answers the units. */
export async function takeIn(by: Office, asked: ReturnDetail): Promise<Unit[]> {
  const parcel = await by.call(warehouse.arrive, {
    body: { site_id: await siteOf(by), return_id: asked.id },
  });
  const units: Unit[] = [];
  for (const line of parcel.lines) {
    for (let n = line.before + line.counted; n < line.expected; n++) {
      const { unit } = await by.call(warehouse.count, {
        params: { id: parcel.id },
        body: { scan_id: crypto.randomUUID(), return_line_id: line.return_line_id },
      });
      units.push(unit);
    }
  }
  await by.call(warehouse.close, { params: { id: parcel.id }, body: {} });
  return units;
}

/** Never opened: right product, seal and box unbroken. Grade A, and the refund is owed. */
export async function gradeSealed(by: Office, unit: Unit): Promise<void> {
  await by.call(inspections.inspect, {
    params: { id: unit.id },
    body: {
      answers: [
        { step: 'product', answer: 'yes' },
        { step: 'seal', answer: 'sealed' },
        { step: 'box', answer: 'fine' },
      ],
    },
  });
}

/** Asked for, taken in and graded, until its refund is owed; the reactions that owe it need a moment. */
export async function oweRefund(
  by: Office,
  order: Sold,
  ask: Partial<Line> = {},
): Promise<{ asked: ReturnDetail; refund: Refund }> {
  const asked = await askFor(by, order, ask);
  for (const unit of await takeIn(by, asked)) await gradeSealed(by, unit);
  return { asked, refund: await refundOf(by, asked.id) };
}

export async function refundOf(by: Office, returnId: string): Promise<Refund> {
  let found: Refund | undefined;
  await expect
    .poll(async () => {
      found = (await by.call(moneyApi.refunds, { query: { return_id: returnId } })).rows[0];
      return found?.return?.id;
    })
    .toBe(returnId);
  return found!;
}

/** A buyer finds the order on the phone and asks to send it back, for this reason in the words of the page. */
export async function askOnPhone(page: Page, order: Sold, reason: string): Promise<void> {
  await page.goto(`${origin}/b/lumora`);
  await page.getByLabel('Order number').fill(order.number);
  await page.getByLabel('Email or ZIP code').fill(order.email);
  await page.getByRole('button', { name: 'Find my order' }).click();
  await page.getByText(reason, { exact: true }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await pastFixing(page);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.locator('.option', { hasText: 'Refund' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Confirm return' }).click();
}

/** Where something could mend it first, the buyer says no thanks and goes on with the return. */
export async function pastFixing(page: Page): Promise<void> {
  const noThanks = page.getByRole('button', { name: 'No thanks, go on with my return' });
  const more = page.getByRole('heading', { name: 'Tell us a little more' });
  await expect(noThanks.or(more)).toBeVisible();
  if (await noThanks.isVisible()) await noThanks.click();
  await expect(more).toBeVisible();
}
