import type { MailData, MailTemplate } from './data.ts';

/** One mail of each kind, for previews in the console and for trying a brand's own words. */
const usd = (amount: number) => ({ amount, currency: 'USD' });
const ofReturn = {
  customer_name: 'Dana',
  code: 'RMA-7F3K-92QD',
  order_number: 'LUM-20417',
  track_url: 'https://returns.example.com/r/RMA-7F3K-92QD',
};
const lamp = { title: 'Polaris floor lamp', quantity: 1, detail: 'black' };
const shade = { title: 'Linen shade', quantity: 2, detail: null };
const items = [lamp, shade];
const refund = { kind: 'refund' as const, amount: usd(31_284), to: 'Visa ending 4417', by: '2026-12-08' };
const portal_url = 'https://returns.example.com/lumora';

export const samples: { [N in MailTemplate]: MailData<N> } = {
  return_requested: { ...ofReturn, items, remedies: [refund], goods_back: true },
  return_needs_review: { ...ofReturn, items, answer_by: '2026-11-18T23:00:00Z' },
  return_approved: {
    ...ofReturn,
    items,
    remedies: [refund],
    goods_back: true,
    drop_off_by: '2026-12-01',
    carrier: 'USPS',
    prepaid: true,
    return_fee: usd(695),
    label_url: 'https://returns.example.com/l/RMA-7F3K-92QD.pdf',
    slip_url: 'https://returns.example.com/s/RMA-7F3K-92QD.pdf',
  },
  return_declined: {
    ...ofReturn,
    items,
    reason: 'The return window of 30 days closed on October 2.\nThe photos show a lamp that was used outdoors.',
  },
  return_cancelled: { ...ofReturn, items, by: 'staff', reason: 'A replacement was sent instead.', portal_url },
  return_reminder: {
    ...ofReturn,
    items,
    drop_off_by: '2026-12-01',
    carrier: 'USPS',
    label_url: 'https://returns.example.com/l/RMA-7F3K-92QD.pdf',
  },
  return_expired: { ...ofReturn, items, drop_off_by: '2026-12-01', portal_url },
  parcel_in_transit: {
    ...ofReturn,
    carrier: 'USPS',
    tracking_number: '9205590164917312751089',
    handed_over_at: '2026-11-20T20:15:00Z',
    expected_by: '2026-11-25',
  },
  parcel_received: {
    ...ofReturn,
    site_name: 'Dallas',
    received_at: '2026-11-24T15:42:00Z',
    items: [lamp],
    missing: [{ ...shade, quantity: 1 }],
    extra: [{ title: 'Phone charger', quantity: 1, detail: null }],
    money_by: '2026-12-01',
  },
  inspected: {
    ...ofReturn,
    accepted: [lamp],
    rejected: [{ ...shade, quantity: 1, reason: 'Torn, and not from shipping' }],
    remedies: [refund],
  },
  refund_sent: {
    ...ofReturn,
    kind: 'refund',
    amount: usd(31_284),
    parts: [
      { code: 'price', amount: usd(29_400) },
      { code: 'tax', amount: usd(2_579) },
      { code: 'return_freight', amount: usd(-695) },
    ],
    to: 'Visa ending 4417',
    sent_at: '2026-11-26T17:00:00Z',
    by: '2026-12-03',
    reference: 'RF-20417-1',
  },
  store_credit_given: {
    customer_name: 'Dana',
    order_number: 'LUM-20417',
    amount: usd(2_000),
    credit_code: 'SC-7F3K-92QD-4M8R',
    expires_on: '2028-11-22',
    balance_url: 'https://returns.example.com/b/lumora/credit',
  },
  discount_issued: {
    ...ofReturn,
    discount_code: 'NX-7F3K-92QD-4M8R',
    percent: 15,
    minimum: usd(5_000),
    expires_on: '2027-05-22',
  },
  store_credit_issued: {
    ...ofReturn,
    amount: usd(32_340),
    bonus: usd(2_940),
    credit_code: 'LUM-8H2K-44TD',
    expires_on: '2027-11-26',
    shop_url: 'https://lumora.example.com',
  },
  replacement_sent: {
    ...ofReturn,
    kind: 'replacement',
    items: [lamp],
    sent_at: '2026-11-26T17:00:00Z',
    reference: '1Z999AA10123456784',
  },
  chat_answer: {
    answers: [{ by: 'Grace', lines: ['Hi Marisol, sorry the plate was missing.', 'It leaves Los Angeles today.'] }],
    question: 'The metal plate that goes in the bottom of the basket was not in the box.',
  },
  chat_code: { code: '481902', expires_at: '2026-11-17T18:15:00Z' },
  order_links: {
    orders: [
      { number: 'LUM-20417', placed_at: '2026-10-30T18:00:00Z', url: 'https://returns.example.com/o/a1' },
      { number: 'LUM-19008', placed_at: '2026-08-02T18:00:00Z', url: 'https://returns.example.com/o/b2' },
    ],
    expires_at: '2026-11-18T18:00:00Z',
  },
  order_cancelled: {
    customer_name: 'Dana',
    order_number: 'LUM-20417',
    back: [{ amount: usd(31_284), to: 'Visa ending 4417' }],
    order_url: 'https://returns.example.com/b/lumora/o/a1',
  },
  order_receipt: {
    customer_name: 'Dana',
    order_number: 'LUM-20417',
    amount: usd(31_284),
    receipt_url: 'https://returns.example.com/v1/portal/receipt.pdf?token=a1',
  },
  survey: {
    customer_name: 'Dana',
    kind: 'csat',
    subject: 'My lamp arrived cracked',
    with: 'Grace',
    scores: [1, 2, 3, 4, 5].map((value) => ({
      value,
      url: `https://returns.example.com/b/lumora/survey/k?score=${value}`,
    })),
    page_url: 'https://returns.example.com/b/lumora/survey/k',
    expires_at: '2026-12-17T18:00:00Z',
  },
  payment_asked: {
    ...ofReturn,
    purpose: 'difference',
    title: 'Sweep R9 robot vacuum',
    amount: usd(4_329),
    by: '2026-12-03',
  },
  money_alert: {
    kind: 'bounced',
    code: 'RF-6K2M-41QZ',
    brand_name: 'Lumora',
    customer_name: 'Iris Boyd',
    order_number: 'LUM-20417',
    amount: usd(9_634),
    reason: 'lost_or_stolen_card',
    by: '2026-11-26T17:00:00Z',
    open_url: 'https://desk.example.com/money/refunds/01936f5e',
  },
  promise_missed: {
    customer_name: 'Dana',
    code: 'C-7F3K-92QD',
    subject: 'My lamp arrived cracked',
    kind: 'first_reply',
    policy: 'First reply in 2 hours',
    by: '2026-11-16T15:00:00Z',
    brand_name: 'Lumora',
    holder: 'Grace',
    conversation_url: 'https://desk.example.com/inbox/01936f5e',
  },
  conversation_alarm: {
    customer_name: 'Dana',
    code: 'C-7F3K-92QD',
    said: 'The lamp started to smoke and the cable is melting',
    words: 'smoke, melting',
    brand_name: 'Lumora',
    holder: null,
    conversation_url: 'https://desk.example.com/inbox/01936f5e',
  },
  staff_invitation: {
    workspace: 'Lumora Home',
    inviter: 'Grace Lin',
    role: 'warehouse',
    accept_url: 'https://desk.example.com/join/abc',
    expires_at: '2026-11-24T18:00:00Z',
  },
  password_reset: {
    name: 'Grace',
    reset_url: 'https://desk.example.com/reset/abc',
    expires_at: '2026-11-17T19:00:00Z',
  },
};
