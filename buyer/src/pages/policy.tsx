import type { AnswerOf, policies } from '@recoup/contract';
import { merchantReturnPolicy, policyWords } from '@recoup/contract/policy-words';
import { useEffect, useState } from 'preact/hooks';
import { call, type Failed } from '../api.ts';
import type { PageProps } from '../app.tsx';
import { day, dayOf } from '../format.ts';
import { ErrorLine, Waiting } from '../parts/parts.tsx';
import { Shell } from '../parts/shell.tsx';
import { go } from '../place.ts';
import { useWords } from '../words.ts';

type Published = AnswerOf<typeof policies.publicPage>;

/** The brand's policies in plain words, and for search engines as schema.org says them. */
export function PolicyPage(props: PageProps) {
  const { t, language } = useWords();
  const { brand } = props;
  const [found, setFound] = useState<Published | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  useEffect(() => {
    call<typeof policies.publicPage>('GET', '/v1/public/brands/:slug/policy', { params: { slug: brand.slug } }).then(
      setFound,
      setFailed,
    );
  }, [brand.slug]);
  useEffect(() => {
    if (!found) return;
    const url = `${location.origin}/b/${brand.slug}/policy`;
    const script = document.createElement('script');
    script.type = 'application/ld+json';
    script.textContent = JSON.stringify(
      found.policies.map((policy) => merchantReturnPolicy(policy.rules, found.brand, url)),
    );
    document.head.append(script);
    return () => script.remove();
  }, [found, brand.slug]);

  return (
    <Shell
      {...props}
      foot={
        <button type="button" class="button" onClick={() => go(`/b/${brand.slug}`)}>
          {t('policy.start')}
        </button>
      }
    >
      <h1>{t('policy.title')}</h1>
      {failed && <ErrorLine failed={failed} />}
      {!found && !failed && <Waiting />}
      {found?.policies.length === 0 && (
        <p>{t('policy.none', { brand: brand.name, email: brand.support_email ?? brand.name })}</p>
      )}
      {found?.policies.map((policy) => {
        const what = [...policy.scope.categories, ...policy.scope.skus, ...policy.scope.channels].join(', ');
        const { bought_from: from, bought_to: to } = policy.scope;
        return (
          <section key={policy.name} class="policy">
            {found.policies.length > 1 && <h2>{what ? t('policy.for', { what }) : policy.name}</h2>}
            {from && to && (
              <p class="help">{t('policy.bought', { from: day(from, language), to: day(to, language) })}</p>
            )}
            {policyWords(policy.rules, language, found.brand.currency).map((sentence) => (
              <p key={sentence.key}>
                {sentence.parts.map((part, i) => {
                  const text = 'text' in part ? part.text : part.value;
                  return part.strong || 'value' in part ? <strong key={i}>{text}</strong> : text;
                })}
              </p>
            ))}
            <p class="help quiet">
              {t('policy.since', { date: dayOf(policy.in_force_since, language, brand.time_zone) })}
            </p>
          </section>
        );
      })}
    </Shell>
  );
}
