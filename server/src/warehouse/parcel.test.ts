import { readFile } from 'node:fs/promises';
import { parcelStage } from '@recoup/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../platform/ctx.ts';
import { heldByOther } from './hold.ts';
import { checkMayUnpack, missingOf, type OpenParcel, outcomesOf, parcelMoves, receivedOf } from './parcel.ts';
import { placesAsTable, unitWaysAsTable } from './testing/ways-table.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 16, 14, minutes));
const andre = { kind: 'staff', id: 'a', name: 'Andre Wells' };
const bella = { kind: 'staff', id: 'b', name: 'Bella Ruiz' };
const open: OpenParcel = {
  stage: 'arrived',
  opened_by: andre,
  unpacked_by: null,
  unpacked_at: null,
  touched_at: at(0),
};

describe('the guide', () => {
  it('shows the tables the code has', async () => {
    const guide = await readFile(new URL('../../../docs/goods.md', import.meta.url), 'utf8');
    expect(guide).toContain(unitWaysAsTable());
    expect(guide).toContain(placesAsTable());
  });
});

describe('who has a box in hands', () => {
  it.each([
    ['its opener', andre, at(3), null],
    ['another person at once', bella, at(0), andre],
    ['another person after nine minutes', bella, at(9), andre],
    ['another person after ten', bella, at(10), null],
  ])('%s', (_, who, now, other) => {
    expect(heldByOther(andre, who, at(0), now)).toEqual(other);
  });

  it('keeps the other out with the name, and a closed box keeps everybody out', () => {
    expect(() => checkMayUnpack(open, bella, at(1))).toThrow(
      expect.objectContaining({ code: 'parcel.held_by_other', details: { by: 'Andre Wells', free_at: at(10) } }),
    );
    const closed = { ...open, stage: 'unpacked' as const, unpacked_by: bella, unpacked_at: at(5) };
    expect(() => checkMayUnpack(closed, andre, at(6))).toThrow(
      expect.objectContaining({ code: 'parcel.closed', details: { by: 'Bella Ruiz', at: at(5) } }),
    );
  });

  it('offers who may only look nothing to do', () => {
    const viewer: Actor = { ...andre, kind: 'staff', permissions: new Set(), brandIds: null, siteIds: null };
    const operator = { ...viewer, permissions: new Set(['warehouse.receive']) };
    for (const stage of parcelStage.options) {
      expect(parcelMoves({ stage, return_id: null }, viewer)).toEqual([]);
      expect(parcelMoves({ stage, return_id: 'r' }, operator)).not.toContain('match');
    }
  });
});

describe('what unpacking finds', () => {
  const line = { return_line_id: 'l', sku: 'LM-H1', title: 'Halo lamp', expected: 3, before: 1 };
  const unit = (arrival: 'right' | 'over' | 'wrong' | 'blind') => ({
    arrival,
    return_line_id: arrival === 'right' || arrival === 'over' ? 'l' : null,
  });

  it.each([
    ['all of it', ['right', 'right'], ['right'], 0],
    ['one less', ['right'], ['right', 'short'], 1],
    ['nothing', [], ['short'], 2],
    ['another thing instead', ['wrong'], ['short', 'wrong'], 2],
    ['one more', ['right', 'right', 'over'], ['right', 'over'], 0],
  ] as const)('%s', (_, came, outcomes, missing) => {
    const units = came.map(unit);
    expect(outcomesOf([line], units)).toEqual(outcomes);
    expect(missingOf([line], units)).toEqual(missing ? [{ sku: 'LM-H1', title: 'Halo lamp', quantity: missing }] : []);
  });

  it('received and missing make up what was promised', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('right', 'over', 'wrong', 'blind'), { maxLength: 8 }), (came) => {
        const units = came.map(unit);
        const right = came.filter((one) => one === 'right').length;
        if (right > 2) return;
        const received = receivedOf([line], units).reduce((sum, one) => sum + one.received, 0);
        const missing = missingOf([line], units).reduce((sum, one) => sum + one.quantity, 0);
        expect(line.before + received + missing).toBe(line.expected);
      }),
    );
  });
});
