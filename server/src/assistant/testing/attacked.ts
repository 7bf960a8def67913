/** What tests outside the module need of it: a shop whose assistant answers, and the eye for hard facts. */
export { hardFacts } from '../model/hard-facts.ts';
export { openShop, type Shop } from '../turns/testing/shop.ts';
