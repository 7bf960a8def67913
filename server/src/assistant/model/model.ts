/** What the assistant needs of a language model, and which one a brand's settings speak of. The vendors' side is a connector. */
import type { AssistantSettings } from '@recoup/contract';
import type { Config } from '../../platform/config.ts';

export type Ask = {
  /** Ours alone: nothing a buyer, a shop or an article wrote stands in it. */
  instructions: string;
  /** Everything else, between marks that nobody who wrote it can guess. */
  prompt: string;
  /** Tokens the answer may have at most. */
  most: number;
  signal: AbortSignal;
};
/** Tokens, as the vendor counted them. */
export type Usage = { input: number; output: number };
/** `usage` is null where the vendor did not say. */
export type Answered<T> = { answer: T; usage: Usage | null };

/**
 * One model of one vendor. Each answers or throws `ModelTrouble`. `propose` and `word` answer whatever JSON came, unchecked:
 * the schema is held to by who asked.
 */
export type LanguageModel = {
  propose(ask: Ask): Promise<Answered<unknown>>;
  word(ask: Ask): Promise<Answered<unknown>>;
  write(ask: Ask): Promise<Answered<string>>;
};

export const troubles = [
  'time_out',
  'unreachable',
  'host_not_allowed',
  'key_refused',
  'limited',
  'fault',
  'refused',
  'unreadable',
  'empty',
  'too_long',
] as const;
export type Trouble = (typeof troubles)[number];

/** The model gave no answer that can be used. `usage` where it was paid for all the same. */
export class ModelTrouble extends Error {
  override readonly name = 'ModelTrouble';
  readonly why: Trouble;
  readonly usage: Usage | null;
  constructor(why: Trouble, usage: Usage | null = null) {
    super(why);
    this.why = why;
    this.usage = usage;
  }
}

export type ModelSettings = AssistantSettings['model'];
/** Where a model is asked, and with which key. */
export type ModelPlace = Pick<ModelSettings, 'kind' | 'base_url'> & { name: string; key: string | null };
export type ModelMaker = (config: Config, place: ModelPlace) => LanguageModel;

let maker: ModelMaker | null = null;

/** Wired in app.ts. */
export function offerLanguageModel(made: ModelMaker): void {
  maker = made;
}

export function openModel(config: Config, place: ModelPlace): LanguageModel {
  if (!maker) throw new Error('nobody told the assistant how a model is asked');
  return maker(config, place);
}
