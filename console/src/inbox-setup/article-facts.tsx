/** Where an article stands: its address, category, products, picture, and the intents it answers. */
import { type Article, orders } from '@recoup/contract';
import { Input } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, upload } from '../app/api.ts';
import { type ProblemWords, useProblemWords } from '../app/problem-words.ts';
import { useSession } from '../app/session.tsx';
import { ManyBlank, RuleRow, Sentence } from '../ui/blanks.tsx';
import { Field } from '../ui/field.tsx';
import { FileDrop } from '../ui/file-drop.tsx';
import { useFormat } from '../ui/locale.tsx';
import type { ArticleDraft } from './article-draft.ts';
import { BrandBlank, TypedMany } from './parts.tsx';

type Props = {
  draft: ArticleDraft;
  article: Article | null;
  disabled: boolean;
  problem: ProblemWords | null;
  change: (part: Partial<ArticleDraft>) => void;
};

export function ArticleFacts({ draft, article, disabled, problem, change }: Props) {
  const { t } = useTranslation('inbox-setup');
  const { me } = useSession();
  const f = useFormat();
  const words = useProblemWords();
  const [photo, setPhoto] = useState<string | null>(article?.photo_url ?? null);
  const slug = me.brands.find(({ id }) => id === draft.brand_id)?.slug ?? '';
  const find = useCallback(
    async (q: string) => {
      const { rows } = await call(orders.products, {
        query: { q: q || undefined, brand_id: draft.brand_id, limit: 20 },
      });
      return rows.flatMap(({ title, variants }) =>
        variants.map(({ sku }) => ({ value: sku, label: title, note: sku })),
      );
    },
    [draft.brand_id],
  );
  return (
    <div className="r-rules isetup-below">
      {!article && (
        <RuleRow name={t('brand')}>
          <Sentence
            text={t('articles.brand_words')}
            blanks={{
              brand: (
                <BrandBlank
                  one
                  value={draft.brand_id}
                  disabled={disabled}
                  onChange={(id) => id && change({ brand_id: id })}
                />
              ),
            }}
          />
        </RuleRow>
      )}
      <RuleRow name={t('articles.address')}>
        <Field
          label={<span className="r-sr">{t('articles.address')}</span>}
          name="slug"
          help={t('articles.address_help')}
          problem={problem}
          error={problem?.code === 'article.slug_taken' ? problem.words : undefined}
        >
          <Input
            maxLength={80}
            prefix={<span className="r-ink3">{`/b/${slug}/help/`}</span>}
            disabled={disabled}
            value={draft.slug}
            onChange={(event) => change({ slug: event.target.value.toLowerCase().replace(/[^a-z0-9-]/g, '-') })}
          />
        </Field>
      </RuleRow>
      <RuleRow name={t('articles.stands')}>
        <Sentence
          text={t('articles.stands_words')}
          blanks={{
            category: (
              <Input
                className="r-blank"
                style={{ width: 200 }}
                aria-label={t('articles.category')}
                placeholder={t('articles.no_category')}
                maxLength={80}
                disabled={disabled}
                value={draft.category}
                onChange={(event) => change({ category: event.target.value })}
              />
            ),
            products: (
              <ManyBlank
                label={t('articles.products')}
                values={draft.skus}
                find={find}
                reads={draft.skus.length ? f.listed(draft.skus) : t('articles.all_products')}
                disabled={disabled}
                onChange={(skus) => change({ skus })}
              />
            ),
          }}
        />
      </RuleRow>
      <RuleRow name={t('articles.intents')} note={<p className="r-quiet">{t('articles.intents_note')}</p>}>
        <TypedMany
          label={t('macros.intents')}
          values={draft.intents}
          disabled={disabled}
          onChange={(intents) => change({ intents })}
        />
      </RuleRow>
      <RuleRow name={t('articles.picture')}>
        <div className="isetup-stack">
          {photo && draft.photo_file_id && <img className="isetup-photo" src={photo} alt={t('articles.picture')} />}
          {!disabled && (
            <FileDrop
              accept="image/png,image/jpeg,image/webp"
              maxBytes={15_000_000}
              note={t('articles.picture_note')}
              send={async (file, progress) => {
                try {
                  const sent = await upload(file, progress);
                  setPhoto(sent.url);
                  change({ photo_file_id: sent.id });
                } catch (error) {
                  throw new Error(words(error).words);
                }
              }}
            />
          )}
          {draft.photo_file_id && !disabled && (
            <button type="button" className="r-link" onClick={() => change({ photo_file_id: null })}>
              {t('articles.picture_drop')}
            </button>
          )}
        </div>
      </RuleRow>
    </div>
  );
}
