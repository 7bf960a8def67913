/** Who is given the next conversation. Pure. */
import type { Colleague } from './teams.store.ts';

/**
 * Of a team's members, the one who is given a conversation: not away, may see the brand, reads the buyer's language and
 * holds the fewest, under their own limit; among equals who was given something longest ago. Where nobody who is there
 * reads the language, whoever is there takes it, with the translation beside it. Null where all have their hands full:
 * then it waits with the team.
 */
export function whoTakes(
  members: readonly Colleague[],
  conversation: { brand_id: string; language: string | null },
): Colleague | null {
  const there = members.filter(
    ({ away, brand_ids }) => !away && (brand_ids === null || brand_ids.includes(conversation.brand_id)),
  );
  const { language } = conversation;
  const readers = language === null ? there : there.filter(({ languages }) => languages.includes(language));
  const able = (readers.length > 0 ? readers : there).filter(({ holds, most }) => holds < most);
  return able.sort((a, b) => a.holds - b.holds || given(a) - given(b) || (a.id < b.id ? -1 : 1))[0] ?? null;
}

const given = ({ given_at }: Colleague): number => given_at?.getTime() ?? 0;
