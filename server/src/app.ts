/** The only file that knows every module. A new module adds its line to `modules`. */
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { accounts, callerOf, senderOf } from './accounts/index.ts';
import { assessment } from './assessment/index.ts';
import { assistant, assistantForInbox, offerLanguageModel } from './assistant/index.ts';
import { calls, callsForInbox, stillsForClaims } from './calls/index.ts';
import { assistantModel } from './connectors/assistant-model/index.ts';
import { mailbox, mailboxes } from './connectors/mailbox/index.ts';
import { messageHook, messageHooks } from './connectors/message-hook/index.ts';
import { ownLabel } from './connectors/own-label/index.ts';
import { stripe } from './connectors/stripe/index.ts';
import { translatorHttp } from './connectors/translator-http/index.ts';
import { translatorModel } from './connectors/translator-model/index.ts';
import { serveDemoShop } from './demo/shop-page.ts';
import { desk } from './desk/index.ts';
import {
  addChannelConnector,
  conversationForDisputes,
  findConversation,
  formAnswers,
  guideById,
  guidesForProblems,
  inbox,
  offerTranslators,
  setInboxSides,
  translatorOf,
} from './inbox/index.ts';
import { benchLabor, goodsForDisputes, inspection, recoveryOfBrand } from './inspection/index.ts';
import {
  addPaymentCompany,
  money,
  moneyFacts,
  setClaimSides,
  setCostSides,
  setDisputeSides,
  setRemedySides,
} from './money/index.ts';
import { orders } from './orders/index.ts';
import type { Config } from './platform/config.ts';
import type { Database } from './platform/db.ts';
import { watchHealth } from './platform/health.ts';
import type { App, Services } from './platform/http.ts';
import { sweepJob } from './platform/idempotency.ts';
import { drainJobs, type Job, startWorker, type Worker } from './platform/jobs.ts';
import type { Module } from './platform/module.ts';
import { describeApi } from './platform/openapi.ts';
import { closeTransports, registerSender, sendMailJob, transportOf } from './platform/outbox.ts';
import { registerReactions } from './platform/record.ts';
import { openServer } from './platform/server.ts';
import { openSockets } from './platform/sockets.ts';
import { serveScreens } from './platform/static.ts';
import { policies } from './policies/index.ts';
import { pastAsks, portalForInbox, returns, returnsForInbox, setReadSides } from './returns/index.ts';
import { addCarrier, shipping } from './shipping/index.ts';
import { uploads } from './uploads/index.ts';
import {
  goodsOfReturns,
  setOutboundSides,
  stockSide,
  troubleOfCustomers,
  unitsForCost,
  warehouse,
} from './warehouse/index.ts';

const modules: Module[] = [
  accounts,
  uploads,
  orders,
  policies({ pastAsks }),
  shipping,
  returns,
  warehouse,
  inspection,
  money,
  inbox,
  calls,
  assistant,
  messageHooks,
  mailboxes,
  desk,
  assessment,
];

addCarrier(ownLabel);
addPaymentCompany(stripe);
addChannelConnector(messageHook);
addChannelConnector(formAnswers);
addChannelConnector(mailbox);
offerTranslators([translatorHttp, translatorModel]);
offerLanguageModel(assistantModel);
setReadSides({
  goods: goodsOfReturns,
  money: moneyFacts,
  stock: stockSide,
  trouble: troubleOfCustomers,
  guides: { article: guideById },
  conversations: { check: async (tx, ctx, id) => void (await findConversation(tx, ctx, id)) },
});
setRemedySides({ recovery: { ofBrand: recoveryOfBrand }, guides: { forProblems: guidesForProblems } });
setCostSides({ units: unitsForCost });
setClaimSides({ stills: stillsForClaims });
setDisputeSides({ conversation: conversationForDisputes, goods: goodsForDisputes });
setOutboundSides({ labor: benchLabor });
setInboxSides({ returns: returnsForInbox, portal: portalForInbox, assistant: assistantForInbox, calls: callsForInbox });

const platformJobs: Job[] = [sweepJob, sendMailJob];
const jobs: Job[] = [...platformJobs, ...modules.flatMap((module) => module.jobs ?? [])];

export type Product = {
  services: Services;
  /** Null in a process that only works off the queue. */
  app: App | null;
  listen(port: number, host: string): Promise<number>;
  /** Runs what is due until nothing is left, where no worker runs. */
  drain(): Promise<void>;
  /** Runs one cron job for one workspace now. */
  runJob(name: string): Job;
  close(): Promise<void>;
};

export type ProductOptions = {
  config: Config;
  db: Database;
  log: Logger;
  clock?: () => Date;
  web: boolean;
  worker: boolean;
};

/** Puts the product together out of its modules. `close` ends what this started; the database stays the caller's. */
export async function openProduct({
  config,
  db,
  log,
  clock = () => new Date(),
  web,
  worker,
}: ProductOptions): Promise<Product> {
  transportOf(config); // a mail server that cannot be meant stops the start
  translatorOf(config);
  registerSender(senderOf);
  registerReactions(modules.flatMap((module) => module.reactions ?? []));
  const services: Services = { config, db, log, clock, callerOf: (req) => callerOf(services, req) };
  const app = web ? await openWeb(services) : null;
  const running: Worker | null = worker ? await startWorker(services, jobs) : null;
  const standing = worker ? modules.flatMap((module) => module.services?.(services) ?? []) : [];
  return {
    services,
    app,
    async listen(port, host) {
      if (!app) throw new Error('this process has no web role');
      await app.server.listen({ port, host });
      const address = app.server.server.address();
      return typeof address === 'object' && address ? address.port : port;
    },
    drain: () => drainJobs(services, jobs),
    runJob(name) {
      const found = jobs.find((one) => one.name === name);
      if (!found) throw new Error(`no job is named ${name}`);
      return found;
    },
    async close() {
      await app?.server.close();
      await Promise.all(standing.map((one) => one.stop()));
      await running?.stop();
      closeTransports();
    },
  };
}

const folderOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

async function openWeb(services: Services): Promise<App> {
  const server: FastifyInstance = await openServer(services.config, services.log);
  const app: App = { server, services, endpoints: [] };
  watchHealth(app); // first, so that it measures the routes that follow
  for (const module of modules) await module.routes?.(app);
  serveDemoShop(app);
  describeApi(app);
  await openSockets(
    app,
    modules.flatMap((module) => module.lines ?? []),
  );
  serveScreens(app, {
    console: folderOf('console/dist'),
    buyer: folderOf('buyer/dist'),
    site: folderOf('site/dist'),
  });
  return app;
}
