import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { type Cell, readSheet, type Sheet, writeCsv, writeXlsx } from './index.ts';
import { workbook } from './testing/make-files.ts';

async function all(sheet: Sheet) {
  const rows: (string | number)[][] = [];
  for await (const { row, cells } of sheet.rows) rows.push([row, ...cells]);
  return rows;
}
const read = async (content: string | Buffer) => readSheet(Buffer.from(content));

describe('CSV', () => {
  test('rows come with the number Excel shows, empty ones passed over', async () => {
    const sheet = await read('Order, Name ,Qty\r\n1001,"Lamp, ""Polaris""\nblack",2\r\n\r\n,,\r\n1002,Shade\r\n');
    expect(sheet).toMatchObject({ format: 'csv', encoding: 'utf-8', headers: ['Order', 'Name', 'Qty'] });
    expect(await all(sheet)).toEqual([
      [2, '1001', 'Lamp, "Polaris"\nblack', '2'],
      [5, '1002', 'Shade', ''],
    ]);
  });

  test.each([
    [
      'with a semicolon',
      'a;b\n1,5;2\n3,0;4\n',
      [
        [2, '1,5', '2'],
        [3, '3,0', '4'],
      ],
    ],
    ['with a tab', 'a\tb\n1\t2\n', [[2, '1', '2']]],
    ['with a bar', 'a|b\n1|2\n', [[2, '1', '2']]],
    ['with Excel’s own line about it', 'sep=;\r\na;b\r\n1;2\r\n', [[3, '1', '2']]],
    ['with commas inside quotes', 'a;"b, c, d, e"\n1;2\n', [[2, '1', '2']]],
    [
      'with a single column',
      'sku\nA\nB\n',
      [
        [2, 'A'],
        [3, 'B'],
      ],
    ],
    ['with old Mac line ends', 'a,b\r1,2\r', [[2, '1', '2']]],
    ['with a stray quote', 'a,b\n5" pipe,2\n', [[2, '5" pipe', '2']]],
  ])('parted %s', async (_, content, rows) => {
    expect(await all(await read(content))).toEqual(rows);
  });

  const chinese = '订单号,商品名称\n1001,北极星落地灯（黑色）\n';
  // GBK as Excel in China writes it: 订单号,商品名称 / 1001,落地灯
  const gbk = Buffer.from('b6a9b5a5bac52cc9ccc6b7c3fbb3c60a313030312cc2e4b5d8b5c60a', 'hex');
  test.each([
    ['utf-8', Buffer.from(`\ufeff${chinese}`), '北极星落地灯（黑色）'],
    ['utf-16le', Buffer.from(`\ufeff${chinese}`, 'utf16le'), '北极星落地灯（黑色）'],
    ['utf-16be', Buffer.from(`\ufeff${chinese}`, 'utf16le').swap16(), '北极星落地灯（黑色）'],
    ['gb18030', gbk, '落地灯'],
  ])('in %s is read as the Chinese it is', async (encoding, content, name) => {
    const sheet = await readSheet(content);
    expect(sheet).toMatchObject({ encoding, headers: ['订单号', '商品名称'] });
    expect(await all(sheet)).toEqual([[2, '1001', name]]);
  });

  test('in UTF-16 without a mark, and in the Windows encoding of the West, is found out too', async () => {
    expect((await readSheet(Buffer.from('order,name\n1001,Lamp\n', 'utf16le'))).headers).toEqual(['order', 'name']);
    const spanish = await readSheet(Buffer.from('nombre,ciudad\nMaría Peña,Córdoba\nJosé Ibáñez,Málaga\n', 'latin1'));
    expect(spanish.encoding).toBe('windows-1252');
    expect(await all(spanish)).toEqual([
      [2, 'María Peña', 'Córdoba'],
      [3, 'José Ibáñez', 'Málaga'],
    ]);
  });

  test('a stream is read like a file', async () => {
    expect(await all(await readSheet(Readable.from([Buffer.from('a,b\n1'), Buffer.from(',2\n')])))).toEqual([
      [2, '1', '2'],
    ]);
  });

  test.each([
    [
      'a quote that is never closed',
      'a,b\n1,"2\n3,4\n',
      { code: 'file.unreadable', details: { row: 2, reason: 'quote_not_closed' } },
    ],
    ['nothing in it', '\n\n , \n', { code: 'file.unreadable', details: { reason: 'no_rows' } }],
    [
      'too many columns',
      `a\n${'x,'.repeat(250)}x\n`,
      { code: 'file.too_many_columns', details: { max_columns: 200, row: 2 } },
    ],
    [
      'a cell too long',
      `a,b\n1,${'x'.repeat(40_000)}\n`,
      { code: 'file.cell_too_long', details: { row: 2, column: 2 } },
    ],
    ['zero bytes', 'a,b\n\u0000\u0001,2\n', { code: 'file.type_not_allowed' }],
  ])('with %s is refused, saying where', async (_, content, refusal) => {
    await expect(read(content).then(all)).rejects.toMatchObject(refusal);
  });

  test('one row more than allowed is refused', async () => {
    const limits = { rows: 3, columns: 5, cell: 100 };
    expect(await all(await readSheet(Buffer.from('a\n1\n2\n3\n'), limits))).toHaveLength(3);
    await expect(readSheet(Buffer.from('a\n1\n2\n3\n4\n'), limits).then(all)).rejects.toMatchObject({
      code: 'file.too_many_rows',
      details: { max_rows: 3 },
    });
  });
});

describe('XLSX', () => {
  test('what is written is read back, numbers and Chinese whole', async () => {
    const rows: Cell[][] = [
      ['北极星落地灯', 19.99, '6901234567892'],
      ['=1+1', -3.1, null],
      ['a\u0000b\ud800c', 1e21, '0012'],
    ];
    const sheet = await readSheet(
      await writeXlsx({ sheet: 'Bad/name?*[]:', headers: ['name', 'price', 'code'], rows }),
    );
    expect(sheet).toMatchObject({ format: 'xlsx', headers: ['name', 'price', 'code'] });
    expect(await all(sheet)).toEqual([
      [2, '北极星落地灯', '19.99', '6901234567892'],
      [3, '=1+1', '-3.1', ''],
      [4, 'abc', '1000000000000000000000', '0012'],
    ]);
  });

  test('values are shown as Excel shows them, with its row numbers', async () => {
    const cell = (ref: string, value: string, kind = '') => `<c r="${ref}"${kind}>${value}</c>`;
    const sheet = await readSheet(
      workbook(
        `<row r="2">${cell('A2', '<is><t>sku</t></is>', ' t="inlineStr"')}${cell('B2', '<is><t>price</t></is>', ' t="inlineStr"')}</row>` +
          `<row r="5">${cell('A5', '<v>6.901234567892E12</v>')}${cell('B5', '<v>19.989999999999998</v>')}${cell('C5', '<v>1</v>', ' t="b"')}</row>` +
          `<row r="6">${cell('A6', '<f>1/0</f><v>#DIV/0!</v>', ' t="e"')}${cell('B6', '<f>2*2</f><v>4</v>')}</row>`,
      ),
    );
    expect(sheet.headers).toEqual(['sku', 'price']);
    expect(await all(sheet)).toEqual([
      [5, '6901234567892', '19.99', 'TRUE'],
      [6, '', '4'],
    ]);
  });

  test('rows beyond a thousand come in their order', async () => {
    const sheet = await readSheet(
      await writeXlsx({ sheet: 'S', headers: ['n'], rows: Array.from({ length: 2_500 }, (_, i) => [i]) }),
    );
    const rows = await all(sheet);
    expect(rows).toHaveLength(2_500);
    expect(rows.at(-1)).toEqual([2_501, '2499']);
  });

  test('who stops reading leaves no thread behind', async () => {
    const sheet = await readSheet(
      await writeXlsx({ sheet: 'S', headers: ['n'], rows: Array.from({ length: 2_500 }, (_, i) => [i]) }),
    );
    for await (const { row } of sheet.rows) if (row === 3) break;
    expect(process.getActiveResourcesInfo().filter((name) => name === 'MessagePort')).toEqual([]);
  });

  test.each([
    ['a cell in the last corner of the sheet', '<row r="1"><c r="XFD1048576"><v>1</v></c></row>', 'file.too_many_rows'],
    ['a row far below', '<row r="99999999"><c r="A99999999"><v>1</v></c></row>', 'file.unreadable'],
    ['a position written to hide', '<row r="&#57;99999"><c r="A1"><v>1</v></c></row>', 'file.unreadable'],
    ['too many columns', '<row r="1"><c r="A1"><v>1</v></c><c r="ZZ1"><v>1</v></c></row>', 'file.too_many_columns'],
    ['no XML at all', '<row', 'file.unreadable'],
  ])('with %s is refused', async (_, sheetData, code) => {
    await expect(readSheet(workbook(sheetData)).then(all)).rejects.toMatchObject({ code });
  });

  test('an archive that lies about its size, and a bomb that says so, are refused', async () => {
    await expect(readSheet(workbook(' '.repeat(5_000_000), 1_000))).rejects.toMatchObject({ code: 'file.unreadable' });
    await expect(readSheet(workbook(' '.repeat(30_000_000)))).rejects.toMatchObject({ code: 'file.too_large' });
  });

  test('an old or locked workbook is refused by its type', async () => {
    await expect(readSheet(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).rejects.toMatchObject({
      code: 'file.type_not_allowed',
      details: { found: 'application/vnd.ms-excel' },
    });
  });

  test('an archive that is no workbook is unreadable', async () => {
    await expect(readSheet(Buffer.from('504b0304000000000000', 'hex'))).rejects.toMatchObject({
      code: 'file.unreadable',
    });
  });
});

describe('CSV to take away', () => {
  test('opens in Excel everywhere and runs no formula', async () => {
    const rows: Cell[][] = [
      ['=HYPERLINK("http://x")', '+1 (312) 555-0100', -3.1],
      ['@SUM(A1)', '＝1+1', '-3.10'],
      ['\t=1', 'a,b "c"\nd', null],
      [' -cmd', '中文', '2026-11-17'],
    ];
    const csv = await text(writeCsv(['a', 'b', 'c'], rows));
    expect(csv.startsWith('\ufeffa,b,c\r\n')).toBe(true);
    expect(await all(await read(csv))).toEqual([
      [2, `'=HYPERLINK("http://x")`, "'+1 (312) 555-0100", '-3.1'],
      [3, "'@SUM(A1)", "'＝1+1", '-3.10'],
      [4, "'\t=1", 'a,b "c"\nd', ''],
      [5, "' -cmd", '中文', '2026-11-17'],
    ]);
  });
});
