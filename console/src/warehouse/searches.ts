/** What the addresses of lists hold. */
import { binPurpose, disposition, grade, parcelStage, unitStage } from '@recoup/contract';
import { z } from 'zod';

const text = z.string().min(1).max(100).optional().catch(undefined);

export const unitSearch = z.object({
  stage: unitStage.optional().catch(undefined),
  disposition: disposition.optional().catch(undefined),
  grade: grade.optional().catch(undefined),
  sku: text,
  bin_id: z.uuid().optional().catch(undefined),
  q: text,
});
export const parcelSearch = z.object({
  stage: parcelStage.optional().catch(undefined),
  blind: z.enum(['yes', 'no']).optional().catch(undefined),
});
export const stockTabs = ['goods', 'counted', 'bins', 'moves'] as const;
export type StockTab = (typeof stockTabs)[number];
export const stockSearch = z.object({
  tab: z.enum(stockTabs).optional().catch(undefined),
  q: text,
  /** A bin's code, as scanned or found by the search. */
  bin: text,
  purpose: binPurpose.optional().catch(undefined),
});
