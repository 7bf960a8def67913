/** Reads ZPL back as a printer does: commands in order, fields with their data decoded. Throws at what is not ZPL we write. */

export type ZplField =
  | { kind: 'text' | 'code128' | 'qr'; x: number; y: number; data: string }
  | { kind: 'picture'; x: number; y: number; width: number; height: number; black: number }
  | { kind: 'rule'; x: number; y: number; width: number; height: number };
export type ZplLabel = { width: number; height: number; fields: ZplField[] };

const known = new Set([
  'XA',
  'XZ',
  'CI',
  'PW',
  'LL',
  'LH',
  'PO',
  'FW',
  'FO',
  'A0',
  'FB',
  'FH',
  'FD',
  'FS',
  'GB',
  'GF',
  'BY',
  'BC',
  'BQ',
  'PQ',
]);

export function readZpl(zpl: string): ZplLabel[] {
  const labels: ZplLabel[] = [];
  let label: ZplLabel | null = null;
  let [x, y] = [0, 0];
  let kind: 'text' | 'code128' | 'qr' = 'text';
  let hex = '';
  if (zpl.includes('~')) throw new Error('a tilde begins a control command');
  for (const [, command = '', rest = ''] of zpl.matchAll(/\^([A-Z][A-Z0-9])([^^]*)/g)) {
    if (!known.has(command)) throw new Error(`a command nobody wrote: ^${command}`);
    const parameters = rest.trimEnd().split(',');
    if (command === 'XA') label = { width: 0, height: 0, fields: [] };
    else if (label === null) throw new Error(`^${command} stands outside a label`);
    else if (command === 'XZ') {
      labels.push(label);
      label = null;
    } else if (command === 'PW') label.width = Number(parameters[0]);
    else if (command === 'LL') label.height = Number(parameters[0]);
    else if (command === 'FO') {
      [x = 0, y = 0] = parameters.map(Number);
      [kind, hex] = ['text', ''];
    } else if (command === 'BC') kind = 'code128';
    else if (command === 'BQ') kind = 'qr';
    else if (command === 'FH') hex = parameters[0] ?? '';
    else if (command === 'GB')
      label.fields.push({ kind: 'rule', x, y, width: Number(parameters[0]), height: Number(parameters[1]) });
    else if (command === 'GF') {
      const [, total, , bytesPerRow, bits = ''] = parameters;
      if (bits.length !== Number(total) * 2) throw new Error('a picture is not as long as it says');
      const black = [...Buffer.from(bits, 'hex')].reduce(
        (sum, byte) => sum + byte.toString(2).replaceAll('0', '').length,
        0,
      );
      label.fields.push({
        kind: 'picture',
        x,
        y,
        width: Number(bytesPerRow) * 8,
        height: Number(total) / Number(bytesPerRow),
        black,
      });
    } else if (command === 'FD') {
      if (hex !== '_') throw new Error('field data without ^FH');
      if (/[\n\r]/.test(rest)) throw new Error('a line end within field data');
      const bytes = [...rest.matchAll(/_([0-9A-F]{2})|([\s\S])/g)].map(([, code, sign = '']) =>
        code ? Number.parseInt(code, 16) : sign.charCodeAt(0),
      );
      let data = Buffer.from(bytes).toString('utf8');
      if (kind === 'qr') data = data.replace(/^MA,/, '');
      if (kind === 'code128') data = data.replaceAll('>0', '>');
      label.fields.push({ kind, x, y, data });
    }
  }
  if (label !== null) throw new Error('a label without its end');
  return labels;
}
