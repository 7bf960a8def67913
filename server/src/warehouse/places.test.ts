import { disposition, unitStage } from '@recoup/contract';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../platform/ctx.ts';
import { conditionOf } from './condition.ts';
import { type BinPurpose, binFor, checkLeaves, leavesAs, place } from './places.ts';
import {
  canMove,
  conditions,
  permissionFor,
  type Standing,
  stageAfter,
  type UnitMove,
  unitMoves,
  unitWays,
} from './unit.ts';

const unit = (over: Partial<Standing> = {}): Standing => ({
  stage: 'decided',
  unpacked: true,
  acceptance: 'accepted',
  disposition: 'restock',
  ...over,
});
const placed = (over: Partial<Standing> = {}, bin_id: string | null = null) => ({
  ...unit(over),
  site_id: 'dal',
  bin_id,
});
const bin = (purpose: BinPurpose, site_id = 'dal') => ({ id: `bin-${purpose}`, site_id, code: purpose, purpose });
const everybody: Actor = {
  kind: 'staff',
  id: '1',
  name: 'All',
  permissions: new Set(['*']),
  brandIds: null,
  siteIds: null,
};

describe('the table of ways of a unit', () => {
  const moves = Object.keys(permissionFor) as UnitMove[];
  const standings = unitStage.options.flatMap((stage) =>
    [true, false].flatMap((unpacked) =>
      (['accepted', 'ask', null] as const).flatMap((acceptance) =>
        (['restock', 'hold', null] as const).map((disposition) => ({ stage, unpacked, acceptance, disposition })),
      ),
    ),
  );

  it('opens what it says and nothing else, and the buttons are those that work', () => {
    for (const standing of standings) {
      for (const move of moves) {
        const way = unitWays[standing.stage][move];
        const open = way !== undefined && (!way.only_if || conditions[way.only_if](standing));
        expect(unitMoves(standing, everybody).includes(move)).toBe(open);
        if (open) expect(stageAfter(standing, move)).toBe(way.to);
        else
          expect(() => stageAfter(standing, move)).toThrow(
            standing.stage === 'gone' ? 'unit.gone' : 'unit.wrong_stage',
          );
      }
    }
  });

  it('offers a person nothing they may not do', () => {
    const viewer = { ...everybody, permissions: new Set(['warehouse.read']) };
    expect(standings.flatMap((standing) => unitMoves(standing, viewer))).toEqual([]);
  });

  it('leaves no unit without a way but the one that is gone', () => {
    for (const standing of standings) {
      expect(moves.some((move) => canMove(standing, move))).toBe(standing.stage !== 'gone');
    }
  });
});

describe('put-away', () => {
  it.each(disposition.options)('a unit decided for %s is ready in a bin of that way', (way) => {
    expect(place(placed({ disposition: way }), bin(binFor[way]))).toEqual({ stage: 'ready', why: 'put_away' });
  });

  it('refuses a bin of another purpose, and names those that fit', () => {
    expect(() => place(placed(), bin('open_box'))).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ fitting: ['sellable', 'dock', 'inspection', 'hold'] }),
      }),
    );
  });

  it('keeps undecided goods away from what is for sale', () => {
    for (const stage of ['arrived', 'inspected'] as const) {
      expect(place(placed({ stage, disposition: null }), bin('inspection'))).toEqual({ stage, why: 'move' });
      expect(() => place(placed({ stage, disposition: null }), bin('sellable'))).toThrow('bin.wrong_purpose');
    }
  });

  it('lets a ready unit go to outbound, but never back to the dock', () => {
    expect(place(placed({ stage: 'ready' }), bin('outbound'))).toEqual({ stage: 'ready', why: 'move' });
    expect(() => place(placed({ stage: 'ready' }), bin('dock'))).toThrow('bin.wrong_purpose');
    expect(() => place(placed({ stage: 'ready', disposition: 'hold' }), bin('outbound'))).toThrow('bin.wrong_purpose');
  });

  it('knows its own site and its own bin', () => {
    expect(() => place(placed(), bin('sellable', 'lax'))).toThrow('bin.other_site');
    expect(place(placed({ stage: 'ready' }, 'bin-sellable'), bin('sellable'))).toBeNull();
    expect(() => place(placed({ stage: 'gone' }), bin('sellable'))).toThrow('unit.gone');
  });
});

describe('leaving', () => {
  it.each(Object.entries(leavesAs))('a unit of %s leaves as %s and as nothing else', (way, as) => {
    for (const other of ['sold', 'liquidated', 'recycled', 'sent_back'] as const) {
      const leave = () => checkLeaves(unit({ stage: 'ready', disposition: way as 'restock' }), other);
      if (other === as) expect(leave).not.toThrow();
      else expect(leave).toThrow('unit.other_way');
    }
  });

  it('is for ready units, and what is on hold stays', () => {
    expect(() => checkLeaves(unit(), 'sold')).toThrow('unit.not_ready');
    expect(() => checkLeaves(unit({ stage: 'gone' }), 'sold')).toThrow('unit.gone');
    expect(() => checkLeaves(unit({ stage: 'ready', disposition: 'hold' }), 'sold')).toThrow('unit.other_way');
  });
});

describe('the condition in Amazon’s words', () => {
  it.each([
    ['restock', 'A', 'A', 'new'],
    ['open_box', 'A', 'A', 'like_new'],
    ['open_box', 'A', 'B', 'very_good'],
    ['open_box', 'A', 'C', 'good'],
    ['open_box', 'B', 'D', 'acceptable'],
    ['open_box', 'C', 'A', 'acceptable'],
    ['liquidate', 'D', 'A', 'for_parts'],
    ['recycle', 'A', 'A', 'for_parts'],
  ] as const)('%s, works %s, looks %s is %s', (way, functional, cosmetic, word) => {
    expect(conditionOf(way, functional, cosmetic)).toBe(word);
  });
});
