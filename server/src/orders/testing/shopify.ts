/** Rows of Shopify's order export, with all the columns it has. */
const address = (which: string) =>
  ['Name', 'Street', 'Address1', 'Address2', 'Company', 'City', 'Zip', 'Province', 'Country', 'Phone'].map(
    (part) => `${which} ${part}`,
  );
export const SHOPIFY_HEADERS = [
  ...[
    'Name',
    'Email',
    'Financial Status',
    'Paid at',
    'Fulfillment Status',
    'Fulfilled at',
    'Accepts Marketing',
    'Currency',
  ],
  ...['Subtotal', 'Shipping', 'Taxes', 'Total', 'Discount Code', 'Discount Amount', 'Shipping Method', 'Created at'],
  ...['quantity', 'name', 'price', 'compare at price', 'sku', 'requires shipping', 'taxable', 'fulfillment status'].map(
    (part) => `Lineitem ${part}`,
  ),
  ...address('Billing'),
  ...address('Shipping'),
  ...['Notes', 'Note Attributes', 'Cancelled at', 'Payment Method', 'Payment Reference', 'Refunded Amount', 'Vendor'],
  ...[
    'Outstanding Balance',
    'Employee',
    'Location',
    'Device ID',
    'Id',
    'Tags',
    'Risk Level',
    'Source',
    'Lineitem discount',
  ],
  ...[1, 2, 3, 4, 5].flatMap((n) => [`Tax ${n} Name`, `Tax ${n} Value`]),
  ...[
    'Phone',
    'Receipt Number',
    'Duties',
    'Billing Province Name',
    'Shipping Province Name',
    'Payment ID',
    'Payment Terms Name',
    'Next Payment Due At',
    'Payment References',
  ],
];

/** The first row of an order: two lamps of 50.00, 5.99 shipping, 8.00 tax. */
export function shopifyRow(over: Record<string, string> = {}): Record<string, string> {
  return {
    Name: '#1001',
    Email: 'noah@example.com',
    'Financial Status': 'paid',
    'Paid at': '2026-11-01 09:21:34 -0500',
    'Fulfillment Status': 'fulfilled',
    'Fulfilled at': '2026-11-02 04:00:00 -0500',
    'Accepts Marketing': 'no',
    Currency: 'USD',
    Subtotal: '100.00',
    Shipping: '5.99',
    Taxes: '8.00',
    Total: '113.99',
    'Discount Amount': '0.00',
    'Created at': '2026-11-01 09:21:33 -0500',
    'Lineitem quantity': '2',
    'Lineitem name': 'Desk lamp - Black',
    'Lineitem price': '50.00',
    'Lineitem sku': 'LAMP-1',
    'Lineitem requires shipping': 'true',
    'Lineitem taxable': 'true',
    'Lineitem fulfillment status': 'fulfilled',
    'Shipping Name': 'Noah Brown',
    'Shipping Street': '986 Sunset Drive, Suite 259',
    'Shipping Address1': '986 Sunset Drive',
    'Shipping Address2': 'Suite 259',
    'Shipping City': 'Boston',
    'Shipping Zip': "'02139",
    'Shipping Province': 'MA',
    'Shipping Country': 'US',
    'Payment Method': 'Shopify Payments',
    'Refunded Amount': '0.00',
    'Outstanding Balance': '0.00',
    Id: '5550000001001',
    Source: 'web',
    'Lineitem discount': '0.00',
    Phone: '+1 617 555 0100',
    ...over,
  };
}

/** A further row of the same order. */
export function shopifyLine(over: Record<string, string> = {}): Record<string, string> {
  return {
    Name: '#1001',
    Email: 'noah@example.com',
    'Lineitem quantity': '1',
    'Lineitem name': 'Bulb',
    'Lineitem price': '10.00',
    'Lineitem sku': 'BULB-1',
    'Lineitem requires shipping': 'true',
    'Lineitem taxable': 'true',
    'Lineitem fulfillment status': 'fulfilled',
    ...over,
  };
}

export function shopifyCsv(
  rows: readonly Record<string, string>[],
  headers: readonly string[] = SHOPIFY_HEADERS,
): string {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [headers, ...rows.map((row) => headers.map((header) => row[header] ?? ''))]
    .map((cells) => `${cells.map(cell).join(',')}\n`)
    .join('');
}
