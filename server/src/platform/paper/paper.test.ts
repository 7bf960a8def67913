import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import {
  answerCardsPdf,
  binLabelPdf,
  binLabelZpl,
  type LpnLabel,
  labelPdf,
  labelZpl,
  lpnLabelPdf,
  lpnLabelZpl,
  type PackingSlip,
  packingSlipPdf,
  type ReturnLabel,
} from './index.ts';
import { readPdf } from './testing/pdf-picture.ts';
import { readZpl, type ZplLabel } from './testing/zpl-reader.ts';
import { breakLines, fitBlock, plain, runsOf, widthOf } from './type.ts';

beforeAll(() => {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({
    overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer },
  });
});

/** What a scanner reads off a page printed at 203 dpi. */
async function scan(picture: Buffer): Promise<string[]> {
  const found = await readBarcodes(new Uint8Array(picture), {
    formats: ['Code128', 'QRCode', 'DataMatrix'],
    maxNumberOfSymbols: 40,
    tryHarder: true,
  });
  return found.map((code) => `${code.format} ${code.text}`).sort();
}
const printed = (pdf: Buffer, page = 0) => readPdf(pdf)[page]!.picture(203 / 72);

const label: ReturnLabel = {
  brand: 'Lumora',
  carrier: 'USPS',
  service: 'Ground Advantage',
  from: {
    name: 'Dana Whitfield',
    line1: '1180 N Western Ave',
    line2: 'Apt 4B',
    city: 'Chicago',
    region: 'IL',
    postal_code: '60622',
    country: 'US',
  },
  to: {
    name: 'Lumora Returns',
    line1: '4300 Singleton Blvd',
    line2: 'Dock 12',
    city: 'Dallas',
    region: 'TX',
    postal_code: '75212',
    country: 'US',
  },
  rma_code: 'RMA-7F3K-92QD',
  qr: 'https://returns.lumora.example/r/RMA-7F3K-92QD',
  tracking_number: '9205590164917312751089',
  weight_grams: 2381,
  reference: 'LUM-20417',
  parcel: { number: 1, of: 2 },
  date: '2026-11-17',
  language: 'en',
};
const lpn: LpnLabel = {
  lpn: 'LPN-4K7M-2Q9X',
  product: 'Polaris floor lamp, black',
  sku: 'LMP-PLR-BK',
  brand: 'Lumora',
  date: '2026-11-17',
  language: 'en',
};
const nasty = `^XZ^XA~JA~JR_5E \\& "';--<b>&\r\n\t\u202e\u0000{{7*7}} 退货 ñ £ 👩‍👩‍👧 ${'W'.repeat(60)}`;

describe('the return label', () => {
  test('a scanner reads the tracking number, the RMA code and the QR off the printed page', async () => {
    expect(await scan(await printed(await labelPdf(label)))).toEqual([
      'Code128 9205590164917312751089',
      'Code128 RMA-7F3K-92QD',
      'QRCode https://returns.lumora.example/r/RMA-7F3K-92QD',
    ]);
  });

  test('an own label without a tracking number carries the RMA alone', async () => {
    const pdf = await labelPdf({ ...label, tracking_number: null });
    expect(await scan(await printed(pdf))).toEqual(['Code128 RMA-7F3K-92QD', `QRCode ${label.qr}`]);
  });

  test('it is 4 by 6 inches and shows both addresses, carrier, weight, reference and date', async () => {
    const [page] = readPdf(await labelPdf(label));
    expect([page!.width, page!.height]).toEqual([288, 432]);
    for (const words of [
      'Lumora',
      'USPS',
      'Ground Advantage',
      'Dana Whitfield',
      'Chicago, IL 60622',
      'Dock 12',
      'Dallas, TX 75212',
      '5 lb 4 oz',
      'LUM-20417',
      '1 of 2',
      'Nov 17, 2026',
      'RMA-7F3K-92QD',
    ]) {
      expect(page!.text).toContain(words);
    }
  });

  test('a Chinese sender is printed in Chinese, and a Chinese label says 寄件人', async () => {
    const [page] = readPdf(
      await labelPdf({
        ...label,
        language: 'zh',
        from: { ...label.from, name: '王小明（深圳）', line1: '南山区高新南一道 6 号' },
      }),
    );
    for (const words of ['王小明（深圳）', '南山区高新南一道', '寄件人', '收件人', '2026年11月17日', '2.38 kg'])
      expect(page!.text).toContain(words);
  });

  test('the same label is the same bytes', async () => {
    expect(await labelPdf(label)).toEqual(await labelPdf(label));
  });

  test('text from outside neither breaks the page nor hides the codes', async () => {
    const address = { ...label.to, name: nasty, line1: nasty, line2: nasty, city: nasty };
    const pdf = await labelPdf({
      ...label,
      brand: nasty,
      carrier: nasty,
      service: nasty,
      from: address,
      to: address,
      reference: nasty,
    });
    expect(readPdf(pdf)).toHaveLength(1);
    expect(await scan(await printed(pdf))).toContain('Code128 RMA-7F3K-92QD');
  });

  test.each(['', '退货', 'RMA\n1', ' RMA', 'A'.repeat(49)])(
    'a code no scanner could read back is refused: %j',
    async (code) => {
      await expect(labelPdf({ ...label, rma_code: code })).rejects.toMatchObject({ code: 'paper.code_not_printable' });
      await expect(labelZpl({ ...label, rma_code: code })).rejects.toMatchObject({ code: 'paper.code_not_printable' });
    },
  );
});

const read = async (zpl: Promise<string>): Promise<[ZplLabel, ...ZplLabel[]]> =>
  readZpl(await zpl) as [ZplLabel, ...ZplLabel[]];
const dataOf = (page: ZplLabel, kind: string) =>
  page.fields.flatMap((field) => ('data' in field && field.kind === kind ? [field.data] : []));

describe('the same label for a thermal printer', () => {
  test('holds the codes and words of the paper one, all on 812 by 1218 dots', async () => {
    const [page] = await read(labelZpl(label));
    expect([page.width, page.height]).toEqual([812, 1218]);
    expect(dataOf(page, 'code128')).toEqual([label.tracking_number, label.rma_code]);
    expect(dataOf(page, 'qr')).toEqual([label.qr]);
    expect(dataOf(page, 'text')).toEqual(
      expect.arrayContaining(['Lumora', 'Dana Whitfield', 'Dallas, TX 75212', 'Dock 12', '5 lb 4 oz']),
    );
    for (const field of page.fields) {
      expect(field.x).toBeGreaterThanOrEqual(0);
      expect(field.x + ('width' in field ? field.width : 0)).toBeLessThanOrEqual(812);
      expect(field.y + ('height' in field ? field.height : 0)).toBeLessThanOrEqual(1218);
    }
  });

  test('no text from outside becomes a command', async () => {
    const address = { ...label.to, name: nasty, line1: nasty, line2: nasty, city: nasty };
    const pages = await read(
      labelZpl({
        ...label,
        brand: '^XZ^XA~JA',
        carrier: '^FS^FO0,0^GB800,800,400',
        service: '~DG',
        from: address,
        to: address,
        reference: '_5EXZ',
      }),
    );
    expect(pages).toHaveLength(1);
    const text = dataOf(pages[0], 'text');
    expect(text).toContain('^XZ^XA~JA');
    expect(text).toContain('_5EXZ');
    expect(pages[0].fields.filter(({ kind }) => kind === 'rule')).toHaveLength(5);
  });

  test('a code with signs that mean something to the printer comes back as it was', async () => {
    const [page] = await read(labelZpl({ ...label, tracking_number: 'A^B~C>D_E' }));
    expect(dataOf(page, 'code128')[0]).toBe('A^B~C>D_E');
  });

  test('a Chinese name is sent as a picture, for the printer has no Chinese letters', async () => {
    const [page] = await read(labelZpl({ ...label, to: { ...label.to, name: '王小明' } }));
    const picture = page.fields.find(({ kind }) => kind === 'picture');
    expect(picture).toMatchObject({ kind: 'picture', x: 56, height: 40 });
    expect(picture?.kind === 'picture' && picture.black).toBeGreaterThan(500);
    expect(dataOf(page, 'text').join()).not.toContain('王');
  });
});

describe('labels of the warehouse', () => {
  test('a batch of licence plates is one page each, every plate readable', async () => {
    const labels = ['LPN-4K7M-2Q9X', 'LPN-AAAA-2222', 'LPN-ZZZZ-9999'].map((code) => ({ ...lpn, lpn: code })) as [
      LpnLabel,
      ...LpnLabel[],
    ];
    const pdf = await lpnLabelPdf(labels);
    expect(readPdf(pdf).map(({ width, height }) => [width, height])).toEqual(Array(3).fill([162, 90]));
    for (const [i, { lpn: code }] of labels.entries()) {
      expect(await scan(await printed(pdf, i))).toEqual([`Code128 ${code}`]);
      expect(readPdf(pdf)[i]!.text).toContain(code);
    }
    const pages = await read(lpnLabelZpl(labels));
    expect(pages.map((page) => dataOf(page, 'code128')[0])).toEqual(labels.map(({ lpn: code }) => code));
    expect(pages[0]).toMatchObject({ width: 457, height: 254 });
  });

  test('a product name too long for the label ends in an ellipsis and stays off the SKU', async () => {
    const [page] = readPdf(
      await lpnLabelPdf([{ ...lpn, product: 'Polaris floor lamp with a very long name '.repeat(8) }]),
    );
    expect(page!.text).toMatch(/…\nLMP-PLR-BK/);
  });

  test('a bin plate reads as its code, on paper and on the thermal printer', async () => {
    const bin = { code: 'A-03-2', site: 'Dallas', note: '开箱品 Open-box', language: 'en' as const };
    const pdf = await binLabelPdf([bin, { ...bin, code: 'A-03-3' }], new Date('2026-11-17'));
    expect(await scan(await printed(pdf, 0))).toEqual(['Code128 A-03-2']);
    expect(await scan(await printed(pdf, 1))).toEqual(['Code128 A-03-3']);
    expect(readPdf(pdf)[0]!.text).toContain('开箱品 Open-box');
    expect((await read(binLabelZpl([bin]))).map((page) => dataOf(page, 'code128'))).toEqual([['A-03-2']]);
  });

  test('every answer card of a sheet scans as its command', async () => {
    const codes = [
      'PASS',
      'FAIL',
      'NOT-APPLICABLE',
      'BACK',
      'PHOTO',
      'HELP',
      'GRADE-A',
      'GRADE-B',
      'GRADE-C',
      'GRADE-D',
      'PRINT',
      'NEXT',
      'DONE',
      'HOLD',
      'SKIP',
      'REPEAT',
      'SHORT',
    ].map((word) => `CMD-${word}`);
    const pdf = await answerCardsPdf(
      {
        title: 'Electronics',
        language: 'en',
        paper: 'letter',
        cards: codes.map((code, i) => ({ code, label: code, also: '通过', key: String(i) })),
      },
      new Date('2026-11-17'),
    );
    const pages = readPdf(pdf);
    expect(pages).toHaveLength(2);
    const found = (await Promise.all(pages.map(async (page) => scan(await page.picture(3))))).flat();
    expect(found.sort()).toEqual(codes.map((code) => `DataMatrix ${code}`).sort());
  });
});

const slip: PackingSlip = {
  brand: 'Lumora',
  rma_code: 'RMA-7F3K-92QD',
  qr: 'RMA-7F3K-92QD',
  order_number: 'LUM-20417',
  date: '2026-11-17',
  send_by: '2026-12-01',
  to: label.to,
  lines: [
    {
      name: 'Polaris floor lamp',
      variant: 'Black',
      sku: 'LMP-PLR-BK',
      quantity: 2,
      put_in: ['Power adapter', 'Remote'],
    },
  ],
  paper: 'letter',
  language: 'en',
};

describe('the packing slip', () => {
  test('shows what goes into the box, how many, by when, and scans as the RMA', async () => {
    const pdf = await packingSlipPdf(slip);
    const [page] = readPdf(pdf);
    for (const words of [
      'Polaris floor lamp',
      'LMP-PLR-BK',
      '2',
      'Power adapter',
      'Remote',
      'Tuesday, December 1, 2026',
      'LUM-20417',
    ])
      expect(page!.text).toContain(words);
    expect(await scan(await page!.picture(2))).toEqual(['Code128 RMA-7F3K-92QD', 'QRCode RMA-7F3K-92QD']);
  });

  test.each([
    ['zh', '装箱单', '2026年12月1日星期二', '电源适配器'],
    ['es', 'Lista de empaque', 'martes, 1 de diciembre de 2026', 'Cargador Ñandú'],
  ] as const)('is written in %s', async (language, title, date, part) => {
    const [page] = readPdf(await packingSlipPdf({ ...slip, language, lines: [{ ...slip.lines[0]!, put_in: [part] }] }));
    for (const words of [title, date, part]) expect(page!.text).toContain(words);
  });

  test('a long return goes on to more pages, each with the code, and loses no line', async () => {
    const lines = Array.from({ length: 45 }, (_, i) => ({
      ...slip.lines[0]!,
      name: `Item number ${i + 1}.`,
      put_in: ['Charger'],
    }));
    const pages = readPdf(await packingSlipPdf({ ...slip, lines }));
    expect(pages.length).toBeGreaterThan(2);
    const text = pages.map((page) => page.text).join('');
    for (const { name } of lines) expect(text).toContain(name);
    for (const page of pages) expect(page.text).toContain('RMA-7F3K-92QD');
  });
});

describe('setting type', () => {
  test('a text is cleaned of what no printer draws', () => {
    expect(plain('a\u0000b\u202ec\u200bd\r\n e 👍🏽 ™ 7 № 中')).toBe('a bcd e ™ 7 № 中');
  });

  test('letters no font holds lose their accent or become a box, never vanish', () => {
    const set = (text: string) =>
      runsOf(text, 'regular')
        .map((run) => run.text)
        .join('');
    expect(set('ȧḃ')).toMatch(/^[aȧ][bḃ]$/);
    expect(set('שלום')).toBe('□□□□');
    expect(set('Ødegård Łódź Đặng Иван Ωμέγα 龙')).toBe('Ødegård Łódź Đặng Иван Ωμέγα 龙');
  });

  test('no line is wider than it may be, Chinese marks do not begin a line, and nothing is lost', () => {
    const text = '退回的商品，须在 30 天内寄出；the original packaging is best。（含配件）'.repeat(6);
    const lines = breakLines(text, 'regular', 10, 120);
    for (const line of lines) {
      expect(widthOf(line, 'regular', 10)).toBeLessThanOrEqual(120);
      expect(line).not.toMatch(/^[，；。）]/);
      expect(line).not.toMatch(/（$/);
    }
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });

  test('a word longer than the line is cut, and what is left over ends in an ellipsis', () => {
    const lines = breakLines('W'.repeat(80), 'bold', 10, 100, 2);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^W+…$/);
    for (const line of lines) expect(widthOf(line, 'bold', 10)).toBeLessThanOrEqual(100);
  });

  test('an address that is too long is set smaller before anything is cut', () => {
    const box = { width: 100, height: 60, leading: 1.2 };
    expect(fitBlock(['One', 'Two'], 'regular', [14, 8], box)).toEqual({ size: 14, lines: ['One', 'Two'] });
    const long = fitBlock(['A rather long first line of an address', 'Second', 'Third'], 'regular', [14, 8], box);
    expect(long.size).toBe(8);
    expect(long.lines.join(' ')).toBe('A rather long first line of an address Second Third');
  });
});
