/** Each folder of the inbox serves its own endpoints; this gathers them. */
import type { App } from '../platform/http.ts';
import { articleRoutes } from './articles/articles.routes.ts';
import { channelRoutes } from './channels/channels.routes.ts';
import { chatRoutes } from './chat/chat.routes.ts';
import { clockRoutes } from './clocks/clocks.routes.ts';
import { contactRoutes } from './contacts/contacts.routes.ts';
import { conversationRoutes } from './conversations/conversations.routes.ts';
import { figureRoutes } from './figures/figures.routes.ts';
import { formRoutes } from './form/form.routes.ts';
import { macroRoutes } from './macros/macros.routes.ts';
import { mailRoutes } from './mail/mail.routes.ts';
import { messageRoutes } from './messages/messages.routes.ts';
import { ruleRoutes } from './rules/rules.routes.ts';
import { searchRoutes } from './search/search.routes.ts';
import { surveyRoutes } from './surveys/surveys.routes.ts';
import { teamRoutes } from './teams/teams.routes.ts';
import { translationRoutes } from './translation/translation.routes.ts';

export function routes(app: App): void {
  conversationRoutes(app);
  channelRoutes(app);
  contactRoutes(app);
  formRoutes(app);
  chatRoutes(app);
  teamRoutes(app);
  clockRoutes(app);
  figureRoutes(app);
  surveyRoutes(app);
  mailRoutes(app);
  messageRoutes(app);
  searchRoutes(app);
  translationRoutes(app);
  macroRoutes(app);
  articleRoutes(app);
  ruleRoutes(app);
}
