import { inWorkspace } from '../../platform/db.ts';
import { type ChatCtx, type Knock, openGuest } from './guest.ts';
import { limitUploads } from './limits.ts';

/** Before a byte is read: who is blocked, on another site, or sends too much uploads nothing. Throws `file.too_many`, `contact.blocked`. */
export async function mayUpload(ctx: ChatCtx, knock: Knock): Promise<void> {
  await limitUploads(ctx, knock.address);
  await inWorkspace(ctx, (tx) => openGuest(tx, ctx, knock.origin));
}
