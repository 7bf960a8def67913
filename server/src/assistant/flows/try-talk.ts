import type {
  AnswerOf,
  AssistantSettings,
  assistant,
  BodyOf,
  BuyerLanguage,
  HandOver,
  TalkEnd,
} from '@recoup/contract';
import { type BrandFacts, brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { triedSight } from '../acts/sight.ts';
import { worldFor } from '../acts/world.ts';
import { settingsOf } from '../settings/settings.store.ts';
import type { Flows, Heard, Matter, Say, TalkState, Turn } from '../talk.ts';
import { liveClassifier } from '../training/live-classifier.ts';
import { handOverOf } from '../turns/hand-over.ts';
import { knownOrders, knownProducts } from '../turns/known-goods.read.ts';
import { aboutIn } from '../turns/label.ts';
import { suggestRemedy } from '../turns/suggest-remedy.ts';
import { whyOf } from '../turns/why.ts';
import { type Classifier, type Context, understand } from '../understanding/understand.ts';
import { draftsOf, flowsOf } from './flows.store.ts';
import { runTurn, startTalk } from './run-turn.ts';
import { orderToTry } from './talks.store.ts';

type Tried = AnswerOf<(typeof assistant)['try']>;
export type TriedLine = BodyOf<(typeof assistant)['try']>['turns'][number];
/** What a talk is tried in: read once, for one talk or for all that are saved. */
export type Stage = {
  brand: BrandFacts;
  settings: AssistantSettings;
  flows: Flows;
  products: NonNullable<Context['products']>;
  classifier: Classifier;
};

/**
 * Staff talk to the assistant as a buyer would, in the sight of the order's buyer or as a guest, with the drafts or as it runs.
 * The whole talk is run anew each time and nothing is kept, sent or done: a yes to a card counts as if it had been carried out.
 * Answers what it says, why, where the talk stands, and what a person would get. Throws `brand.not_found`, `order.not_found`.
 */
export async function tryTalk(
  ctx: Ctx,
  { brand_id, flows, language, order_id, turns }: BodyOf<(typeof assistant)['try']>,
): Promise<Tried> {
  const stage = await stageOf(ctx, brand_id, flows);
  await inWorkspace(ctx, (tx) => orderToTry(tx, ctx, brand_id, order_id));
  return playTalk(ctx, stage, { language, order_id, turns });
}

/** Throws `brand.not_found`. */
export function stageOf(ctx: Ctx, brandId: string, which: 'draft' | 'live'): Promise<Stage> {
  return inWorkspace(ctx, async (tx) => {
    const brand = await brandOf(tx, brandId);
    return {
      brand,
      settings: await settingsOf(tx, ctx, brand.id),
      flows: await (which === 'draft' ? draftsOf : flowsOf)(tx, ctx, brand.id),
      products: await knownProducts(tx, ctx, brand.id),
      classifier: await liveClassifier(tx, ctx),
    };
  });
}

/** Runs a whole talk; after it was handed over nothing more is said. */
export async function playTalk(
  ctx: Ctx,
  stage: Stage,
  { language, order_id, turns }: { language: BuyerLanguage; order_id: string | null; turns: readonly TriedLine[] },
): Promise<Tried> {
  const { brand, settings, flows } = stage;
  const sight = triedSight(brand.id, order_id);
  const world = worldFor(ctx, sight, settings);
  const orders = await inWorkspace(ctx, (tx) => knownOrders(tx, ctx, sight));
  let state = startTalk(language);
  const told: Tried['turns'] = [];
  const acts: string[] = [];
  let last: { turn: Turn; heard: Heard } | null = null;
  for (const line of turns) {
    const began = performance.now();
    const heard = heardIn(ctx, stage, state, line, orders);
    if (state.handed_over !== null) {
      told.push({ text: line.text, says: [], why: whyOf({ turn: silent(state), heard, flows, by: BY_FLOW, ms: 0 }) });
      continue;
    }
    const turn = await runTurn({ flows, state, heard, world, settings });
    state = turn.state;
    acts.push(...actsOf(turn));
    last = { turn, heard };
    const ms = performance.now() - began;
    told.push({ text: line.text, says: turn.says.map(saidOf), why: whyOf({ turn, heard, flows, by: BY_FLOW, ms }) });
  }
  const hand_over = last?.turn.hand_over ? await whatAPersonGets(ctx, last.turn, last.heard) : null;
  return { turns: told, end: endOf(state, told, acts), hand_over };
}

const BY_FLOW = { worded_by: 'flow', model_note: null } as const;

function heardIn(
  ctx: Ctx,
  { brand, settings, products, classifier }: Stage,
  state: TalkState,
  { text, choice, photos }: TriedLine,
  orders: Context['orders'],
): Heard {
  const context = {
    now: ctx.now,
    zone: brand.timeZone,
    awaiting: state.pending,
    orders,
    products,
    extra_words: settings.hand_over.words,
  };
  const file_ids = Array.from({ length: photos }, () => newId());
  const said = { text, language: state.language, choice: choice ?? null, message_ids: [newId()], file_ids, context };
  return understand(said, classifier);
}

const saidOf = ({ text, choices, card }: Say): Tried['turns'][number]['says'][number] => {
  return { text, choices, card: card && { kind: card.kind, title: card.title, detail: card.detail ?? card.value } };
};

/** The act a turn carried out; a remedy with its kind. */
function actsOf({ act, state, ended }: Turn): string[] {
  if (act?.state !== 'done') return [];
  const done = [...state.matters, ...ended].flatMap((matter) =>
    Object.entries(matter.acts).flatMap(([step, one]) =>
      one.act === act.kind && one.state === 'done' ? [{ matter, step, one }] : [],
    ),
  );
  const { matter, one } = done.at(-1) ?? {};
  const kind = act.kind === 'give_remedy' ? (one?.remedy ?? matter?.slots.offer) : undefined;
  return [kind ? `${act.kind}: ${kind}` : act.kind];
}

/** Where a talk stands: the step it came to last, and how its last problem ended. */
function endOf({ matters, handed_over }: TalkState, told: Tried['turns'], acts: string[]): TalkEnd {
  const at = told.findLast(({ why }) => why.flow !== null)?.why;
  const ending: Record<Matter['ending'], TalkEnd['ending']> = {
    open: 'open',
    settled: 'settled',
    answered: 'answered',
    handed_over: 'handed_over',
    left: 'answered',
  };
  const open = matters.find((matter) => matter.ending === 'open') ?? matters.at(-1);
  return {
    flow: at?.flow ?? null,
    step: at?.step ?? null,
    ending: handed_over ? 'handed_over' : open ? ending[open.ending] : 'open',
    handed_over,
    acts,
  };
}

function whatAPersonGets(ctx: Ctx, { hand_over, state, found }: Turn, heard: Heard): Promise<HandOver | null> {
  if (!hand_over) return Promise.resolve(null);
  const { reason, matter } = hand_over;
  return inWorkspace(ctx, async (tx) => {
    const suggested = await suggestRemedy(tx, ctx, matter);
    const { understood, text: said } = heard;
    const about = aboutIn(understood);
    return handOverOf({ reason, at: ctx.now, state, matter, found, about, understood, said, suggested });
  });
}

const silent = (state: TalkState): Turn => {
  return { state, says: [], path: [], found: [], ended: [], hand_over: null, act: null };
};
