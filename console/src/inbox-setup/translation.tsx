/** Which translator there is, said plainly; and a brand's words that are translated one way only. */
import './inbox-setup.css';
import { type AnswerOf, inboxSetup } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { App, Button, Input } from 'antd';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { NotDone, SetupPage } from '../settings/frame.tsx';
import { Note, Section } from '../ui/page.tsx';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { SkeletonRows } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import pageWords from './page-words.json';
import { useBrandChoices } from './parts.tsx';
import { useLeaveQuestion, useWork } from './work.ts';

const route = getRouteApi('/shell/setup/translation');
type Terms = AnswerOf<typeof inboxSetup.glossary>['terms'];
type TypedTerm = { en: string; zh: string; es: string; note: string };

export function Translation() {
  const { t } = useTranslation('inbox-setup');
  const { me } = useSession();
  const scope = useScope();
  const { brand: chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const brands = useBrandChoices();
  const translator = useApi(inboxSetup.translator);
  const brand = chosen ?? scope.brand_id ?? me.brands[0]?.id;
  const glossary = useApi(inboxSetup.glossary, { params: { id: brand ?? '' } }, { on: !!brand, keep: false });
  return (
    <SetupPage
      title={t('translation.name')}
      source={translator}
      sentence={<span className="r-ink2">{t('translation.words')}</span>}
    >
      <Section title={t('translation.translator')}>
        {translator.data?.name ? (
          <>
            <Status tone="good">
              {t(`translation.by_${translator.data.kind ?? 'http'}`, { name: translator.data.name })}
            </Status>
            <p className="r-quiet">{t('translation.machine')}</p>
          </>
        ) : (
          <Note>
            <b>{t('translation.none')}</b>
            <p>{t('translation.none_note')}</p>
          </Note>
        )}
      </Section>
      <Section
        title={t('glossary.title')}
        aside={
          brands.length > 1 && brand ? (
            <SentenceFilter
              sentence={t('glossary.of')}
              words={{
                brand: {
                  value: brand,
                  choices: brands,
                  onChange: (next) => void navigate({ search: (was) => ({ ...was, brand: next }) }),
                },
              }}
            />
          ) : null
        }
      >
        <p className="r-second isetup-lead">{t('glossary.note')}</p>
        <NotDone problem={glossary.problem} />
        {!glossary.data && !glossary.problem && <SkeletonRows rows={4} />}
        {glossary.data && brand && <Glossary key={brand} brand={brand} kept={glossary.data.terms} />}
      </Section>
    </SetupPage>
  );
}

const typed = (terms: Terms): TypedTerm[] => terms.map(({ en, zh = '', es = '', note = '' }) => ({ en, zh, es, note }));
const sent = (terms: readonly TypedTerm[]): Terms =>
  terms
    .filter(({ en }) => en.trim())
    .map(({ en, zh, es, note }) => ({
      en: en.trim(),
      ...(zh.trim() ? { zh: zh.trim() } : {}),
      ...(es.trim() ? { es: es.trim() } : {}),
      ...(note.trim() ? { note: note.trim() } : {}),
    }));

function Glossary({ brand, kept }: { brand: string; kept: Terms }) {
  const { t } = useTranslation('inbox-setup');
  const { may } = useSession();
  const { message } = App.useApp();
  const { value, dirty, wouldLose, change, letGo } = useWork({ terms: typed(kept) });
  const save = useMove(inboxSetup.changeGlossary);
  useLeaveQuestion(wouldLose);
  const disabled = !may('inbox.manage');
  const { terms } = value;
  const lacking = terms.some((term) => !term.en.trim() && (term.zh || term.es || term.note).trim());
  const set = (at: number, part: Partial<TypedTerm>) =>
    change({ terms: terms.map((term, place) => (place === at ? { ...term, ...part } : term)) });
  const keep = async () => {
    if (!(await save.run({ params: { id: brand }, body: { terms: sent(terms) } }))) return;
    letGo();
    void message.success(t('settings:saved'));
  };
  return (
    <>
      <table className="isetup-table isetup-glossary">
        <thead>
          <tr>
            {(['en', 'zh', 'es'] as const).map((language) => (
              <th key={language}>{pageWords[language].name}</th>
            ))}
            <th>{t('glossary.term_note')}</th>
            <th>
              <span className="r-sr">{t('glossary.drop_column')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {terms.map((term, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: terms are told apart by their place while they are typed
            <tr key={at}>
              {(['en', 'zh', 'es', 'note'] as const).map((field) => (
                <td key={field}>
                  <Input
                    variant="borderless"
                    maxLength={field === 'note' ? 200 : 120}
                    aria-label={t('glossary.cell', {
                      column: field === 'note' ? t('glossary.term_note') : pageWords[field].name,
                      row: at + 1,
                    })}
                    placeholder={field === 'en' ? t('glossary.term') : ''}
                    disabled={disabled}
                    value={term[field]}
                    onChange={(event) => set(at, { [field]: event.target.value })}
                  />
                </td>
              ))}
              <td>
                {!disabled && (
                  <button
                    type="button"
                    className="isetup-drop"
                    aria-label={t('glossary.drop', { term: term.en })}
                    onClick={() => change({ terms: terms.filter((_, place) => place !== at) })}
                  >
                    <X size={14} aria-hidden="true" />
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {terms.length === 0 && <p className="r-ink3 isetup-lead">{t('glossary.empty')}</p>}
      <NotDone problem={save.problem} />
      {!disabled && (
        <div className="isetup-line isetup-below">
          <button
            type="button"
            className="r-sentence-and isetup-and"
            disabled={terms.length >= 500}
            onClick={() => change({ terms: [...terms, { en: '', zh: '', es: '', note: '' }] })}
          >
            <Plus size={14} aria-hidden="true" />
            {t('glossary.add')}
          </button>
          {dirty && (
            <>
              <Button type="primary" disabled={lacking} loading={save.busy} onClick={() => void keep()}>
                {t('settings:save')}
              </Button>
              <Button type="text" onClick={letGo}>
                {t('discard')}
              </Button>
            </>
          )}
          {lacking && <span className="r-quiet">{t('glossary.lacking')}</span>}
        </div>
      )}
    </>
  );
}
