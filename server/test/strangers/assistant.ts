import type { Book, Sample, Things } from './sample.ts';

const ofBrand = ({ brand }: Things): Sample => ({ query: { brand_id: brand! } });

/** The assistant's endpoints, on the brand and the conversations of the books before. */
export const assistantBook: Book = {
  samples: {
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
