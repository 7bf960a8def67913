import type { LookUp } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { inWorkspace } from '../../platform/db.ts';
import type { At } from '../acts/at.ts';
import type { Found } from '../talk.ts';
import { article } from './article.ts';
import { cancellation } from './cancellation.ts';
import { guide } from './guide.ts';
import { type Asked, type Finds, foundOf } from './look.ts';
import { order } from './order.ts';
import { part } from './part.ts';
import { people } from './people.ts';
import { refunds } from './refunds.ts';
import { remedies } from './remedies.ts';
import { tracking } from './tracking.ts';
import { variants } from './variants.ts';
import { warranty } from './warranty.ts';
import { window } from './window.ts';

const lookUps: Record<LookUp, Finds> = {
  order,
  tracking,
  window,
  guide,
  part,
  variants,
  remedies,
  refunds,
  warranty,
  article,
  cancellation,
  people,
};

/**
 * Finds out one thing for a talk, in the sight of its buyer: an order that is not in sight is not there. Money and days are
 * worded as this buyer reads them, in the brand's zone. Reads only, but that an order may be proved on the way.
 */
export function lookUp(at: At, key: LookUp, of: Asked): Promise<Found> {
  return inWorkspace(at.ctx, async (tx) => {
    const ctx = { ...at.ctx, tx };
    const brand = await brandOf(tx, at.sight.brand_id);
    return foundOf(key, await lookUps[key]({ at: { ...at, ctx }, tx, ctx, brand, of }));
  });
}
