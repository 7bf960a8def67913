/** The usual answers behind "skip", as the contract has them. The page carries no schemas, so they are repeated here; a test holds them together. */
import type { AssessmentAnswers } from '@recoup/contract';

export const usualAnswers: AssessmentAnswers = {
  buyers: 'everywhere',
  product: 'appliances',
  size: 'medium',
  traits: [],
  failure: 'cannot_use',
  today: 'waits',
  orders_a_month: 2_000,
  price: 14_000,
  return_rate: 500,
  channels: ['shopify', 'amazon'],
  goals: ['spend_less', 'more_back', 'good_reviews', 'little_work'],
  team: 'china',
  warehouse: 'threepl',
};

export const choices = {
  buyers: ['everywhere', 'west', 'northeast', 'south', 'midwest'],
  product: ['appliances', 'furniture', 'clothes', 'hygiene', 'other'],
  size: ['small', 'medium', 'large', 'freight'],
  traits: ['battery', 'fragile', 'hygiene', 'data', 'assembly'],
  failure: ['cannot_use', 'part_missing', 'damaged', 'defective', 'changed_mind'],
  today: ['waits', 'destroyed', 'sold_as_is', 'inspected', 'fba'],
  team: ['nobody', 'china', 'us', 'both', 'agency'],
  warehouse: ['none', 'threepl', 'own', 'fba', 'several'],
} as const;
export type ChoiceName = keyof typeof choices;
export const channels = ['shopify', 'amazon', 'tiktok_shop', 'walmart', 'other'] as const;

/** One a page; `numbers` asks the figures and the goals together. */
export const questions = [
  'buyers',
  'product',
  'size',
  'traits',
  'failure',
  'today',
  'numbers',
  'team',
  'warehouse',
] as const;
export type QuestionName = (typeof questions)[number];
