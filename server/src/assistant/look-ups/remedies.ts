import type { ChatChoice, RemedyKind } from '@recoup/contract';
import { remedyKind } from '@recoup/contract';
import { type Reads, readsIn, remedyTold } from '../../money/index.ts';
import { rulesInForce } from '../../policies/index.ts';
import type { Source } from '../talk.ts';
import type { Finds, Look } from './look.ts';
import { askedAs, bestOf, type Question, questionOf, type Way } from './the-question.ts';
import { orOf } from './words.ts';

const MOST_CHOICES = 6;

/**
 * What this buyer may be given for this problem: what policy, warranty and stock allow, ranked as everywhere, of that what the
 * brand lets the assistant offer. `offer.*` speaks of the way the buyer chose, else of the one to be offered first.
 */
export const remedies: Finds = async (look) => {
  const question = await questionOf(look);
  const asked = question && (await askedAs(look.at, question, look.of.slots));
  if (!asked)
    return { facts: { any: false, fix_first: false, waits_person: false, evidence_needed: false, ...offers([]) } };
  const { answer } = asked;
  const ways = asked.ways.filter(({ available }) => available);
  const best = bestOf(ways);
  const spoken = ways.find(({ kind }) => kind === look.of.slots.offer) ?? best;
  const told = spoken && remedyTold(spoken.kind, spoken.offers, readsOf(look));
  const titles = ways.map((way) => ({ kind: way.kind, title: remedyTold(way.kind, way.offers, readsOf(look)).title }));
  return {
    facts: {
      any: ways.length > 0,
      fix_first: best?.fix_first ?? false,
      waits_person: answer.waits_for_person || (spoken?.waits ?? false),
      evidence_needed: answer.lines.some(({ evidence_needed }) => evidence_needed),
      best: best?.kind ?? null,
      ...offers(ways),
    },
    variables: {
      list:
        titles.length > 0
          ? orOf(
              look.of.language,
              titles.map(({ title }) => title),
            )
          : null,
      'offer.title': told?.title,
      'offer.amount': told?.value,
      'offer.by': told?.by,
      'offer.to': told?.to,
    },
    sources: await policySources(look, asked.question),
    choices: titles.slice(0, MOST_CHOICES).map(({ kind, title }): ChatChoice => ({ value: kind, words: title })),
  };
};

export function readsOf(look: Pick<Look, 'of' | 'brand' | 'ctx'>): Reads {
  return {
    ...readsIn(look.of.language, look.brand.timeZone, look.ctx.now),
    swap: look.of.slots.variant !== undefined,
  };
}

function offers(ways: readonly Way[]): Record<string, boolean> {
  const has = (kind: RemedyKind) => ways.some((way) => way.kind === kind);
  return Object.fromEntries(remedyKind.options.map((kind) => [`offers_${kind}`, has(kind)]));
}

/** The versions of the policy the answer rests on. */
export async function policySources(
  { tx, ctx }: Pick<Look, 'tx' | 'ctx'>,
  { order, lines }: Question,
): Promise<Source[]> {
  const asked = order.lines.filter(({ id }) => lines.some(({ order_line_id }) => order_line_id === id));
  const of = { brandId: order.brand_id, placedAt: order.placed_at, channel: order.channel, lines: asked };
  const found = (await rulesInForce(tx, ctx, of)).filter((one) => one !== null);
  const versions = new Map(found.map((one) => [one.versionId, one]));
  return [...versions.values()].map(({ versionId, name, version }) => {
    return { kind: 'policy', id: versionId, title: `${name} (${version})` };
  });
}
