import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newCode } from '../platform/ids.ts';
import { readScan, trackingNumber } from './readings.ts';

describe('reading a scan', () => {
  it('finds an RMA number however it was typed, scanned or linked', () => {
    const code = newCode('RMA');
    const [, left, right] = code.split('-') as [string, string, string];
    const typed = [
      code,
      code.toLowerCase(),
      `  ${code} `,
      code.replaceAll('-', ''),
      `rma ${left} ${right}`,
      `${left}-${right}`,
      `${left}${right}`.toLowerCase(),
      `]C1${code}`,
      `]Q3${code}`,
      `https://returns.lumora.com/t/${code}`,
      `https://returns.lumora.com/r?code=${code.toLowerCase()}&utm=box`,
      `https://returns.lumora.com/RMA%20${left}%20${right}/`,
      code.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
    ];
    for (const text of typed) expect(readScan(text).rma, text).toBe(code);
  });

  it('does not take a slip of one character for another return', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 12 }), fc.constantFrom(...'23456789ABCDEFGHJKMNPQRSTVWXYZ'), (at, slip) => {
        const code = newCode('RMA');
        if (code[at] === '-' || code[at] === slip) return;
        expect(readScan(code.slice(0, at) + slip + code.slice(at + 1)).rma).toBeNull();
      }),
    );
  });

  it('tells a licence plate from an RMA number even without the prefix', () => {
    const lpn = newCode('LPN');
    expect(readScan(lpn.slice(4))).toMatchObject({ lpn, rma: null });
  });

  it.each([
    ['1Z 84A 2E7 03 9920 4417', '1Z84A2E70399204417'],
    ['420752019400111201080805483016', '9400111201080805483016'],
    ['420752011234 9261290113185417468510', '9261290113185417468510'],
    ['9611020987654312345672', '987654312345672'],
    ['1001921334250001000300779017972697', '779017972697'],
    ['9622001900000000000000776632517510', '776632517510'],
    ['own-1a2b', 'OWN1A2B'],
  ])('knows the number in the carrier’s barcode %s', (scanned, number) => {
    expect(readScan(scanned).tracking).toContain(number);
    expect(trackingNumber(scanned)).toBe(number);
  });

  it('finds goods and serial in a GS1 code', () => {
    for (const text of [
      '(01)09506000134352(10)L7(21)R7-0932',
      '0109506000134352' + '17281231' + '10L7<GS>' + '21R7-0932',
      ']d20109506000134352' + '21R7-0932',
      'https://id.gs1.org/01/09506000134352/21/R7-0932?11=1',
    ]) {
      const found = readScan(text);
      expect(found.products, text).toContain('9506000134352');
      expect(found.serials, text).toContain('R7-0932');
    }
  });

  it('knows a UPC by its EAN and the other way round', () => {
    expect(readScan('036000291452').products).toContain('0036000291452');
    expect(readScan('0036000291452').products).toContain('036000291452');
    expect(readScan('00036000291452').products).toContain('036000291452');
  });

  it('reads the serial of a plate that says S/N', () => {
    for (const text of ['S/N: R7-2608-114-0932', 'SN:R7-2608-114-0932', 'Serial No. R7-2608-114-0932']) {
      expect(readScan(text).serials, text).toContain('R7-2608-114-0932');
    }
    expect(readScan('SNAKE-1').serials).toContain('SNAKE-1');
  });

  it('reads any text without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(readScan(text).serials.every((serial) => serial !== '')).toBe(true);
      }),
    );
  });
});
