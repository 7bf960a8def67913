/** The assistant: understands what a buyer wants, solves what policy lets it, prepares the rest for a person; and helps agents write. */
import type { Module } from '../platform/module.ts';
import { actsRoutes } from './acts/acts.routes.ts';
import { forgetCodesJob } from './acts/forget-codes.ts';
import { lapseOffersJob } from './acts/lapse-offers.ts';
import { mailCodeJob } from './acts/mail-code.ts';
import { figureRoutes } from './figures/figures.routes.ts';
import { flowRoutes } from './flows/flows.routes.ts';
import { modelRoutes } from './model/model.routes.ts';
import { settingsRoutes } from './settings/settings.routes.ts';
import { retrainJob } from './training/train-model.ts';
import { trainingRoutes } from './training/training.routes.ts';
import { leftAloneJob } from './turns/left-alone.ts';
import { takeTurnJob } from './turns/take-turn.ts';
import { turnReactions } from './turns/turns.reactions.ts';
import { turnRoutes } from './turns/turns.routes.ts';

export { linesOf, shippedTalks } from './flows/shipped-talks.ts';
export {
  type Answered,
  type Ask,
  type LanguageModel,
  type ModelPlace,
  ModelTrouble,
  offerLanguageModel,
  type Trouble,
  type Usage,
} from './model/model.ts';
export { assistantForInbox } from './turns/for-inbox.ts';

export const assistant: Module = {
  name: 'assistant',
  routes(app) {
    settingsRoutes(app);
    turnRoutes(app);
    figureRoutes(app);
    flowRoutes(app);
    modelRoutes(app);
    actsRoutes(app);
    trainingRoutes(app);
  },
  reactions: [...turnReactions],
  jobs: [mailCodeJob, lapseOffersJob, forgetCodesJob, takeTurnJob, leftAloneJob, retrainJob],
};
