/** Files for the tests, good and bad, made here so that none need be kept. */
import { crc32, deflateRawSync } from 'node:zlib';
import sharp from 'sharp';

/** A photo as a phone makes it: lying on its side, with the place it was taken. */
export function phonePhoto(width = 3000, height = 2000): Promise<Buffer> {
  const mark = Math.round(Math.min(width, height) / 5);
  return sharp({ create: { width, height, channels: 3, background: '#b0c4de' } })
    .composite([
      { input: { create: { width: mark, height: mark, channels: 3, background: '#8b0000' } }, top: 0, left: 0 },
    ])
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: 'Phone', Artist: 'Dana Whitfield' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '41/1 53/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '87/1 38/1 0/1' },
    })
    .jpeg()
    .toBuffer();
}

/** A ZIP archive; `claim` is the unpacked size its list of contents tells, where that is a lie. */
export function zip(parts: { name: string; content: Buffer | string; claim?: number }[]): Buffer {
  const out: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const { name, content, claim } of parts) {
    const raw = Buffer.from(content);
    const packed = deflateRawSync(raw, { level: 9 });
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc32(raw), 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(claim ?? raw.length, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    head.copy(entry, 6, 4, 28);
    entry.writeUInt32LE(at, 42);
    list.push(entry, Buffer.from(name));
    out.push(head, Buffer.from(name), packed);
    at += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...out, directory, end]);
}

/** A workbook around one sheet's XML. */
export function workbook(sheetData: string, claim?: number): Buffer {
  const xml = '<?xml version="1.0" encoding="UTF-8"?>';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const sheet = `${xml}<worksheet xmlns="${main}"><sheetData>${sheetData}</sheetData></worksheet>`;
  return zip([
    {
      name: '[Content_Types].xml',
      content: `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `${xml}<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    { name: 'xl/worksheets/sheet1.xml', content: sheet, ...(claim === undefined ? {} : { claim }) },
  ]);
}

function box(type: string, ...content: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(content.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

function numbers(length: number, values: Record<number, number>): Buffer {
  const out = Buffer.alloc(length);
  for (const [at, value] of Object.entries(values)) out.writeUInt32BE(value, Number(at));
  return out;
}

const hdlr = (handler: string) => box('hdlr', Buffer.alloc(8), handler, Buffer.alloc(13));

/** A film as a phone makes it, standing upright by its matrix, with the place in three kinds of notes. `size` fills it up. */
export function phoneFilm(size = 2_000): Buffer {
  const turned = numbers(84, {
    40: 0,
    44: 0x10000,
    52: 0xffff0000,
    56: 0,
    72: 0x40000000,
    76: 1920 << 16,
    80: 1080 << 16,
  });
  return Buffer.concat([
    box('ftyp', 'isom', Buffer.alloc(4), 'isommp42'),
    box(
      'moov',
      box('mvhd', numbers(100, { 12: 600, 16: 7_500 })),
      box(
        'trak',
        box('tkhd', turned),
        box('udta', box('\u00a9xyz', '\u0000\u0012\u0015\u00c7+41.8833-087.6333/')),
        box('mdia', hdlr('vide')),
      ),
      box('trak', box('tkhd', numbers(84, {})), box('mdia', hdlr('meta'))),
      box('udta', box('loci', '+41.8833-087.6333')),
      box('meta', hdlr('mdta'), box('ilst', 'com.apple.quicktime.location.ISO6709+41.8833-087.6333/')),
    ),
    box('mdat', Buffer.alloc(size, 7)),
  ]);
}
