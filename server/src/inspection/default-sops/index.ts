import type { SopDraft } from './draft.ts';
import { electronics } from './electronics.ts';
import { general } from './general.ts';
import { kitchen } from './kitchen.ts';
import { lamp } from './lamp.ts';
import { vacuum } from './vacuum.ts';

export { SEAL, type SopDraft } from './draft.ts';

/** The checklists a new workspace begins with; from then on they are the workspace's own. */
export const defaultSops: readonly SopDraft[] = [general, electronics, vacuum, lamp, kitchen];
