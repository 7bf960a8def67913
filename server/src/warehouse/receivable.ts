import type { ReturnStage } from '@recoup/contract';
import { canStep } from '../returns/index.ts';

/** May goods of a return in this stage come in? Says the returns' own table of ways. */
export function mayReceive(at: { stage: string; goods_back: boolean }): boolean {
  return canStep({ stage: at.stage as ReturnStage, goods_back: at.goods_back, lines: [] }, 'receive');
}
