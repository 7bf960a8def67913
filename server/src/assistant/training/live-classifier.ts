import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { unpackModel } from '../intents/index.ts';
import { type Classifier, classifierOf, shippedClassifier } from '../intents/shipped.ts';
import { liveModelId, packedOf } from './models.store.ts';

/** Models kept in memory; each takes some megabytes. What falls out is read from the database again. */
const MOST = 16;
const loaded = new Map<string, Classifier>();

/**
 * What understands this workspace's buyers now: the model its agents taught, else the shipped one. A model never changes, so it
 * is kept by its id in every process; which one is live is asked each time, and a roll back counts from the next message on.
 */
export async function liveClassifier(tx: Tx, ctx: Ctx): Promise<Classifier> {
  const id = await liveModelId(tx, ctx);
  if (id === null) return shippedClassifier();
  const known = loaded.get(id);
  if (known) {
    loaded.delete(id);
    loaded.set(id, known);
    return known;
  }
  const packed = await packedOf(tx, ctx, id);
  const classifier = packed === null ? shippedClassifier() : classifierOf(unpackModel(packed));
  loaded.set(id, classifier);
  for (const oldest of [...loaded.keys()].slice(0, Math.max(0, loaded.size - MOST))) loaded.delete(oldest);
  return classifier;
}
