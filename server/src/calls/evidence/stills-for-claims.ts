import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { capturedAt } from './show-still.ts';
import type { StillRow } from './stills.store.ts';

type Row = StillRow & {
  asked: string;
  call_code: string;
  key: string;
  thumb_key: string | null;
};

/** The stills behind files of a claim, also behind a picture with earlier marks: shown with the marks of now, and what proves them. */
export const stillsForClaims = {
  async proven(tx: Tx, ctx: Ctx, fileIds: readonly string[]) {
    const { rows } = await sql<Row>`
      select s.*, asked.id as asked, c.code as call_code, f.key, f.thumb_key
      from unnest(${[...fileIds]}::uuid[]) asked (id)
      join lateral (
        select x.* from call_stills x where x.workspace_id = ${ctx.workspaceId}
          and (x.file_id = asked.id or x.drawn_file_id = asked.id or exists (
            select from events e where e.workspace_id = x.workspace_id and e.subject_kind = 'call' and e.subject_id = x.call_id
              and e.type = 'call.still_marked' and e.data->>'still_id' = x.id::text and e.data->'file_ids' ? asked.id::text))
        limit 1
      ) s on true
      join calls c on c.workspace_id = s.workspace_id and c.id = s.call_id
      join files f on f.workspace_id = s.workspace_id and f.id = coalesce(s.drawn_file_id, s.file_id)
      where exists (select from files a where a.workspace_id = ${ctx.workspaceId} and a.id = asked.id)`.execute(tx);
    return rows.map((still) => ({
      file_id: still.asked,
      id: still.id,
      position: still.position,
      call: { id: still.call_id, code: still.call_code },
      caption: still.caption,
      shown:
        still.removed_at || still.erased_at
          ? null
          : { id: still.drawn_file_id ?? still.file_id, key: still.key, thumb_key: still.thumb_key },
      captured_at: capturedAt(still),
      received_at: still.received_at,
      captured_sha256: still.sha256.toString('hex'),
      kept_sha256: still.kept_sha256.toString('hex'),
      taken_by: still.taken_by.name,
    }));
  },
};
