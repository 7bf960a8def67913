/** Every published version, and any two of them compared in the words a buyer read. */
import { type Me, type Policy, type PolicyRules, policies } from '@recoup/contract';
import type { WordPart } from '@recoup/contract/policy-words';
import { getRouteApi } from '@tanstack/react-router';
import { Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { Sentence } from '../ui/blanks.tsx';
import { useFormat } from '../ui/locale.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { compareRules, textOf } from './compare.ts';

const route = getRouteApi('/shell/policies/$id');
type Props = { policy: Policy; brand: Me['brands'][number]; draft: PolicyRules | null };
type Version = { version: number; rules: PolicyRules; label: string };

export function Versions({ policy, brand, draft }: Props) {
  const { t } = useTranslation('policies');
  const f = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [all, setAll] = useState(false);
  const { data, problem, retry } = useApi(policies.versions, { params: { id: policy.id } });
  if (problem) return <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />;
  if (!data) return <SkeletonRows rows={5} />;

  const published = [...data.rows].sort((a, b) => b.version - a.version);
  const next = policy.draft?.version ?? (published[0]?.version ?? 0) + 1;
  const choices: Version[] = [
    ...(draft ? [{ version: next, rules: draft, label: t('versions.draft', { version: next }) }] : []),
    ...published.map(({ version, rules }) => ({ version, rules, label: t('versions.version', { version }) })),
  ];
  const to = choices.find(({ version }) => version === search.to) ?? choices[0];
  const from = choices.find(({ version }) => version === search.from) ?? choices[1];
  const pick = (part: { from?: number; to?: number }) =>
    void navigate({ search: (was) => ({ ...was, ...part }), replace: true });
  const select = (value: Version, label: string, put: (version: number) => void) => (
    <Select
      aria-label={label}
      value={value.version}
      popupMatchSelectWidth={false}
      options={choices.map(({ version, label: name }) => ({ value: version, label: name }))}
      onChange={put}
    />
  );
  return (
    <div className="policies-versions">
      <ol>
        {published.map((row, at) => (
          <li key={row.id}>
            <b>{t('versions.version', { version: row.version })}</b>
            {at === 0 && !policy.archived_at && <Status tone="good">{t('state.live')}</Status>}
            <span className="r-ink2">
              {row.published_by
                ? t('versions.by', { date: f.dateTime(row.published_at), name: row.published_by })
                : f.dateTime(row.published_at)}
            </span>
          </li>
        ))}
      </ol>
      {from && to ? (
        <>
          <div className="policies-compare-head">
            <Sentence
              text={t('versions.compare')}
              blanks={{
                from: select(from, t('versions.from'), (version) => pick({ from: version })),
                to: select(to, t('versions.to'), (version) => pick({ to: version })),
              }}
            />
            <label htmlFor="policies-all">
              <Switch id="policies-all" size="small" checked={all} onChange={setAll} />
              {t('versions.all')}
            </label>
          </div>
          <Compared from={from} to={to} all={all} currency={brand.currency} />
        </>
      ) : (
        <p className="r-ink2">{t('versions.one')}</p>
      )}
    </div>
  );
}

function Compared({ from, to, all, currency }: { from: Version; to: Version; all: boolean; currency: string }) {
  const { t } = useTranslation('policies');
  const f = useFormat();
  const rows = compareRules(from.rules, to.rules, f.language, currency).filter((row) => all || !row.same);
  const shown = ({ rules: { disclosure } }: Version) =>
    t(`versions.shown_${disclosure.posted_before_purchase || disclosure.at_product_page ? 'yes' : 'no'}`);
  const told = shown(from) !== shown(to);
  if (rows.length === 0 && !told) return <p className="r-ink2">{t('versions.same')}</p>;
  return (
    <table className="policies-compare">
      <thead>
        <tr>
          <th>{from.label}</th>
          <th>{to.label}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.matter} className={row.same ? undefined : 'is-changed'}>
            <td>{row.before.length ? <Words sentences={row.before} against={row.after} /> : <Nothing />}</td>
            <td>{row.after.length ? <Words sentences={row.after} against={row.before} /> : <Nothing />}</td>
          </tr>
        ))}
        {told && (
          <tr className="is-changed">
            <td>{shown(from)}</td>
            <td>{shown(to)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Nothing() {
  const { t } = useTranslation('policies');
  return <span className="r-ink3">{t('versions.nothing')}</span>;
}

/** A matter's sentences; what the other side says differently is tinted. */
function Words({ sentences, against }: { sentences: WordPart[][]; against: WordPart[][] }) {
  return sentences.map((parts, at) => {
    const twin = against.find((other) => shapeOf(other) === shapeOf(parts));
    const whole = against.length > 0 && !twin;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: sentences of one matter are told apart by their place
      <p key={at} className={whole ? 'is-other' : undefined}>
        {parts.map((part, i) => {
          const text = 'text' in part ? part.text : part.value;
          const other = twin?.[i];
          const differs = twin && textOf([[part]]) !== (other ? textOf([[other]]) : '');
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence are told apart by their place
          return differs ? <mark key={i}>{text}</mark> : <span key={i}>{text}</span>;
        })}
      </p>
    );
  });
}
/** The sentence without its values: equal for two wordings of the same rule. */
function shapeOf(parts: WordPart[]): string {
  return parts.map((part) => ('text' in part ? part.text : '·')).join('');
}
