import { inboxSetup } from '@recoup/contract';
import type { Book } from './sample.ts';

const MACRO = { name: 'spy', body: { en: 'spy' } };
const DRAFT = { en: { title: 'spy', body: 'spy' } };
const RULE = { name: 'spy', on: 'message_received' as const, actions: [{ do: 'resolve' as const }] };

/** A macro, a rule and a published article of the first, and its words in the index. */
export const inboxToolsBook: Book = {
  async make(door, { brand }) {
    const macro = await door.owner.call(inboxSetup.addMacro, {
      body: { name: 'Macro of the first', brand_id: brand!, body: { en: 'Words of the first' } },
    });
    const rule = await door.owner.call(inboxSetup.addRule, {
      body: { ...RULE, name: 'Rule of the first', brand_id: brand!, enabled: false },
    });
    const article = await door.owner.call(inboxSetup.addArticle, {
      body: {
        brand_id: brand!,
        slug: 'article-of-first',
        draft: { en: { title: 'Article of the first', body: 'Words of the first' } },
      },
    });
    await door.owner.call(inboxSetup.publishArticle, { params: { id: article.id } });
    const terms = [{ en: 'Term of the first', zh: '词' }];
    await door.owner.call(inboxSetup.changeGlossary, { params: { id: brand! }, body: { terms } });
    await door.drain();
    return { macro: macro.id, rule: rule.id, article: article.id };
  },
  samples: {
    get_inbox_search: ({ brand }) => ({ query: { q: 'flickers', brand_id: brand! } }),
    post_messages_id_translate: ({ message }) => ({ params: { id: message! }, body: { language: 'zh' } }),
    post_inbox_translate: ({ brand }) => ({ body: { brand_id: brand!, text: 'spy', to: 'zh' } }),
    get_inbox_glossary_id: ({ brand }) => ({ params: { id: brand! } }),
    put_inbox_glossary_id: ({ brand }) => ({ params: { id: brand! }, body: { terms: [] } }),
    get_inbox_macros: ({ conversation }) => ({ query: { conversation_id: conversation! } }),
    post_inbox_macros: ({ brand }) => ({ body: { ...MACRO, brand_id: brand! } }),
    put_inbox_macros_id: ({ macro }) => ({ params: { id: macro! }, body: MACRO }),
    post_inbox_macros_id_fill: ({ macro, conversation }) => ({
      params: { id: macro! },
      body: { conversation_id: conversation! },
    }),
    post_inbox_macros_id_apply: ({ macro, conversation }) => ({
      params: { id: macro! },
      body: { conversation_id: conversation! },
    }),
    post_inbox_rules: ({ brand, team }) => ({
      body: { ...RULE, brand_id: brand!, actions: [{ do: 'assign', staff_id: null, team_id: team! }] },
    }),
    put_inbox_rules_id: ({ rule }) => ({ params: { id: rule! }, body: RULE }),
    delete_inbox_rules_id: ({ rule }) => ({ params: { id: rule! } }),
    post_inbox_rules_test: ({ brand }) => ({ body: { rule: { ...RULE, brand_id: brand! } } }),
    get_inbox_articles: ({ brand, conversation }) => ({
      query: { brand_id: brand!, conversation_id: conversation! },
    }),
    get_inbox_articles_id: ({ article }) => ({ params: { id: article! } }),
    post_inbox_articles: ({ brand }) => ({ body: { brand_id: brand!, slug: 'spy', draft: DRAFT } }),
    put_inbox_articles_id: ({ article, file }) => ({
      params: { id: article! },
      body: { slug: 'spy', draft: DRAFT, photo_file_id: file! },
    }),
    post_inbox_articles_id_publish: ({ article }) => ({ params: { id: article! } }),
    post_inbox_articles_id_archive: ({ article }) => ({ params: { id: article! }, body: { archived: true } }),
    post_inbox_articles_id_restore: ({ article }) => ({ params: { id: article! }, body: { version: 1 } }),
  },
};
