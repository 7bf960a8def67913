/** The label of a unit on paper: opened to print, or saved for a Zebra printer. A reprint has the same number. */
import { type Unit, warehouse } from '@recoup/contract';
import { openFile } from '../app/api.ts';

export function openLpnLabel(unit: Pick<Unit, 'id'>): Promise<void> {
  return openFile(warehouse.lpnPdf, { params: { id: unit.id } }, 'open');
}

export function saveLpnZpl(unit: Pick<Unit, 'id' | 'lpn'>): Promise<void> {
  return openFile(warehouse.lpnZpl, { params: { id: unit.id } }, { save: `${unit.lpn}.zpl` });
}
