import { expect, test } from 'vitest';
import { decodeText } from './charset.ts';

const ZH = '你好，我的台灯坏了，请尽快退款。';
const TW = '您好，我的檯燈壞了，請盡快退款。';
const JA = 'こんにちは、ランプが壊れました。';
const ES = 'El niño rompió la lámpara — ¿podrían enviar otra? “Gracias”';
const GB = 'xOO6w6OsztK1xMyotca7tcHLo6zH676hv+zNy7/uoaM=';
const BIG5 = 'sXqmbqFBp9qqusJpv0/DYaRGoUG90LrJp9awaLTaoUM=';
const JIS = 'GyRCJDMkcyRLJEEkTyEiJWklcyVXJCwydSRsJF4kNyQ/ISMbKEI=';
const SJIS = 'grGC8YLJgr+CzYFBg4mDk4N2gqqJ84LqgtyCtYK9gUI=';
const CP1252 = 'RWwgbmnxbyByb21wafMgbGEgbOFtcGFyYSCXIL9wb2Ry7WFuIGVudmlhciBvdHJhPyCTR3JhY2lhc5Q=';
const LATIN1 = 'R3L832UgYXVzIEv2bG4sIGRpZSBMYW1wZSBpc3Qga2FwdXR0';
const UTF8 = Buffer.from(ZH).toString('base64');

test.each([
  ['gb18030, labelled', GB, 'gb18030', ZH],
  ['gb18030, labelled GB2312', GB, '"GB2312"', ZH],
  ['gb18030, labelled UTF-8', GB, 'utf-8', ZH],
  ['gb18030, labelled us-ascii', GB, 'us-ascii', ZH],
  ['gb18030, labelled iso-8859-1', GB, 'iso-8859-1', ZH],
  ['gb18030, no label', GB, null, ZH],
  ['gb18030, a label nobody knows', GB, 'x-mac-nonsense', ZH],
  ['big5, labelled', BIG5, 'big5', TW],
  ['big5, no label', BIG5, null, TW],
  ['iso-2022-jp, labelled', JIS, 'ISO-2022-JP', JA],
  ['iso-2022-jp, no label', JIS, null, JA],
  ['iso-2022-jp, labelled us-ascii', JIS, 'us-ascii', JA],
  ['shift_jis, labelled', SJIS, 'shift_jis', JA],
  ['shift_jis, no label', SJIS, null, JA],
  ['euc-jp, labelled', 'pLOk86TLpMGkz6Gipeml86XXpKyy9aTspN6kt6S/oaM=', 'euc-jp', JA],
  ['euc-kr, labelled', 'vsiz58fPvLy/5CC3pcfBsKEgsO3A5bO1vu6/5A==', 'ks_c_5601-1987', '안녕하세요 램프가 고장났어요'],
  ['koi8-r, labelled', '+sTSwdfT1NfVytTFLCDMwc3QwSDTzM/NwczB09g=', 'koi8-r', 'Здравствуйте, лампа сломалась'],
  ['windows-1252, labelled', CP1252, 'windows-1252', ES],
  ['windows-1252, labelled iso-8859-1', CP1252, 'iso-8859-1', ES],
  ['windows-1252, labelled utf-8', CP1252, 'utf-8', ES],
  ['windows-1252, no label', CP1252, null, ES],
  ['iso-8859-1, German, no label', LATIN1, null, 'Grüße aus Köln, die Lampe ist kaputt'],
  ['French in windows-1252, many signs in a row', '6SDoIOAgb/kg6nRlcy12b3Vz', null, 'é è à où êtes-vous'],
  ['utf-8, labelled', UTF8, 'utf-8', ZH],
  ['utf-8, labelled gbk', UTF8, 'iso-8859-1', ZH],
  ['utf-8, no label', UTF8, null, ZH],
  ['utf-8 with its mark', Buffer.from(`\ufeff${ZH}`).toString('base64'), 'us-ascii', ZH],
  ['utf-16 with its mark', '//5gT31ZDP8RYoR28FNvcE9Xhk4M//eLPVzrXwCQPmsCMA==', 'unicode', ZH],
  ['nothing', '', null, ''],
])('%s', (_name, base64, label, expected) => {
  expect(decodeText(Buffer.from(base64, 'base64'), label)).toBe(expected);
});

test('no bytes at all make it throw', () => {
  let seed = 5;
  for (let n = 0; n < 500; n += 1) {
    const bytes = Buffer.from(
      Array.from({ length: 40 }, () => {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        return (seed >> 16) & 255;
      }),
    );
    for (const label of [null, 'utf-8', 'big5', 'iso-2022-jp', 'gb18030', 'utf-7', 'windows-1252']) {
      expect(decodeText(bytes, label)).not.toContain('\0');
    }
  }
});
