import { assistant, inbox } from '@recoup/contract';
import type { Book, Sample, Things } from './sample.ts';

const ofFlow = ({ brand }: Things): Sample => ({ params: { key: 'return' }, query: { brand_id: brand! } });
const ofBrand = ({ brand }: Things): Sample => ({ query: { brand_id: brand! } });

const SPY_FLOW = {
  key: 'return',
  name: { en: 'Spy', zh: '探子' },
  starts: { intents: [], surer_than: 50 },
  steps: [{ id: '1', kind: 'hands_over', because: 'asked', title: { en: 'Spy', zh: '探子' } }],
};

/** The assistant's endpoints, on the brand and the conversations of the books before. */
export const assistantBook: Book = {
  async make({ owner }, { conversation, brand }) {
    const { items } = await owner.call(inbox.thread, { params: { id: conversation! } });
    const said = items.find((item) => item.kind === 'message' && item.message.direction === 'in');
    const taught = await owner.call(assistant.correct, {
      params: { id: said!.kind === 'message' ? said!.message.id : '' },
      body: { intent: 'complaint' },
    });
    await owner.call(assistant.review, { params: { id: taught.id }, body: { accept: true } });
    const turns = [{ text: 'I want to return it' }];
    const talk = await owner.call(assistant.saveTalk, {
      body: { brand_id: brand!, name: 'A talk of the first', turns },
    });
    return { talk: talk.id, taught: taught.id, intentModel: (await owner.call(assistant.retrain)).id };
  },
  samples: {
    get_assistant_flows: ofBrand,
    get_assistant_flows_key: ofFlow,
    get_assistant_flows_key_versions: ofFlow,
    put_assistant_flows_key_draft: (things) => ({ ...ofFlow(things), body: SPY_FLOW }),
    post_assistant_flows_key_publish: ofFlow,
    post_assistant_flows_key_discard: ofFlow,
    post_assistant_flows_key_restore: (things) => ({ ...ofFlow(things), body: { version: 0 } }),
    post_assistant_try: ({ brand, order }) => ({
      body: { brand_id: brand!, order_id: order ?? null, turns: [{ text: 'spy' }] },
    }),
    get_assistant_talks: ofBrand,
    post_assistant_talks: ({ brand }) => ({ body: { brand_id: brand!, name: 'spy', turns: [{ text: 'spy' }] } }),
    delete_assistant_talks_id: ({ talk }) => ({ params: { id: talk! } }),
    post_assistant_talks_run: (things) => ({ ...ofBrand(things), body: {} }),
    post_assistant_understand: ({ brand, order }) => ({
      body: { brand_id: brand!, text: 'spy', order_id: order ?? null },
    }),
    post_messages_id_intent: ({ message }) => ({ params: { id: message! }, body: { intent: 'complaint' } }),
    post_assistant_training_id: ({ taught }) => ({ params: { id: taught! }, body: { accept: false } }),
    post_assistant_models_id_activate: ({ intentModel }) => ({ params: { id: intentModel! } }),
    get_assistant_settings: ofBrand,
    get_assistant_figures: ({ brand }) => ({ query: { brand_id: brand!, from: '2026-11-01', to: '2026-11-30' } }),
    get_conversations_id_assistant: ({ conversation }) => ({ params: { id: conversation! } }),
    post_assistant_model_test: ofBrand,
    post_conversations_id_copilot: ({ conversation }) => ({ params: { id: conversation! }, body: { do: 'summary' } }),
    post_conversations_id_assistant: ({ conversation }) => ({ params: { id: conversation! }, body: { on: false } }),
    put_assistant_settings: ({ brand }) => ({
      query: { brand_id: brand! },
      body: {
        answers: { chat: 'always' },
        name: 'spy',
        languages: ['en'],
        tone: 'plain',
        greeting: null,
        may_offer: [],
        proof: 'order',
        hand_over: { after_failures: 2, words: [], above: null, team_id: null },
        caps: { acts_per_conversation: 0, acts_per_day: 0, amount_per_day: 0 },
        model: {
          on: false,
          kind: 'openai_compatible',
          base_url: null,
          name: null,
          timeout_ms: 5000,
          budget_per_month: null,
          price_in: 0,
          price_out: 0,
          words: false,
          understands: false,
          copilot: false,
        },
      },
    }),
  },
};
