/** Promises of answering in time, in the order they are tried; the business hours they count in; what platforms ask. */
import './inbox-setup.css';
import { type AnswerOf, inboxSetup, type SlaPolicy } from '@recoup/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { ArrowDown, ArrowUp, ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { NotDone, SetupPage } from '../settings/frame.tsx';
import { useTerms } from '../terms/terms.ts';
import { useFormat } from '../ui/locale.tsx';
import { Section } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { hoursOf } from './minutes.ts';
import { bodyOfPromise } from './promise-draft.ts';
import { usePromiseWords } from './promise-words.ts';
import { WeekBar } from './week.tsx';

export function Promises() {
  const { t } = useTranslation('inbox-setup');
  const { may } = useSession();
  const source = useApi(inboxSetup.slaPolicies);
  const manage = may('inbox.manage');
  const rows = source.data?.rows ?? [];
  const live = rows.filter((row) => !row.archived_at);
  return (
    <SetupPage
      title={t('promises.name')}
      aside={live.length || null}
      source={source}
      sentence={<span className="r-ink2">{t('promises.words')}</span>}
      verbs={
        manage && (
          <Link to="/setup/promises/$id" params={{ id: 'new' }}>
            <Button type="primary">{t('promises.add')}</Button>
          </Link>
        )
      }
    >
      {live.length === 0 ? (
        <EmptyState title={t('promises.empty')} note={t('promises.empty_note')} />
      ) : (
        <InOrder rows={live} disabled={!manage} />
      )}
      <Calendars />
      <PlatformRules rules={source.data?.platform_rules ?? []} />
      <Archived rows={rows.filter((row) => row.archived_at)} />
    </SetupPage>
  );
}

/** The first whose conditions hold is the one, so the order is part of the promise. */
function InOrder({ rows, disabled }: { rows: SlaPolicy[]; disabled: boolean }) {
  const { t } = useTranslation('inbox-setup');
  const words = usePromiseWords();
  const navigate = useNavigate();
  const move = useMove(inboxSetup.changeSla);
  const swap = async (at: number, to: number) => {
    const order = rows.map((row) => row.id);
    [order[at], order[to]] = [order[to]!, order[at]!];
    for (const [position, id] of order.entries()) {
      const row = rows.find((each) => each.id === id)!;
      if (row.position === position) continue;
      if (!(await move.run({ params: { id }, body: { ...bodyOfPromise(row), position } }))) return;
    }
  };
  return (
    <>
      <NotDone problem={move.problem} />
      <ol className="isetup-order">
        {rows.map((row, at) => (
          <li key={row.id}>
            <span className="r-num r-ink3">{at + 1}</span>
            <button
              type="button"
              className="isetup-order-open"
              onClick={() => void navigate({ to: '/setup/promises/$id', params: { id: row.id } })}
            >
              <span>
                <b>{row.name}</b>
                <span className="r-second">{words.reach(row)}</span>
              </span>
              <span>
                {row.targets.map((target) => (
                  <span key={target.kind}>{words.target(target)}</span>
                ))}
                <span className="r-second">{t('promises.counted', { calendar: row.calendar.name })}</span>
              </span>
            </button>
            {!disabled && (
              <span className="isetup-order-move">
                <Button
                  size="small"
                  type="text"
                  aria-label={t('order.up', { name: row.name })}
                  icon={<ArrowUp size={14} />}
                  disabled={at === 0 || move.busy}
                  onClick={() => void swap(at, at - 1)}
                />
                <Button
                  size="small"
                  type="text"
                  aria-label={t('order.down', { name: row.name })}
                  icon={<ArrowDown size={14} />}
                  disabled={at === rows.length - 1 || move.busy}
                  onClick={() => void swap(at, at + 1)}
                />
              </span>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function Calendars() {
  const { t } = useTranslation('inbox-setup');
  const { may } = useSession();
  const f = useFormat();
  const source = useApi(inboxSetup.calendars);
  const rows = source.data?.rows ?? [];
  const add = may('inbox.manage') && (
    <Link to="/setup/calendars/$id" params={{ id: 'new' }} className="r-link">
      {t('calendars.add')}
    </Link>
  );
  return (
    <Section title={t('calendars.name')} aside={t('calendars.note')} verbs={add}>
      {source.data && rows.length === 0 && <p className="r-ink2">{t('calendars.empty')}</p>}
      <ul className="isetup-calendars">
        {rows.map((row) => (
          <li key={row.id}>
            <Link to="/setup/calendars/$id" params={{ id: row.id }}>
              <span>
                <b>{row.name}</b>
                <span className="r-second">
                  {t('calendars.about', {
                    zone: f.zone(row.time_zone),
                    hours: f.number(hoursOf(row.weekly), hoursOf(row.weekly) % 1 ? 1 : 0),
                    holidays: t('calendars.holidays_count', { count: row.holidays.length }),
                  })}
                </span>
              </span>
              <WeekBar weekly={row.weekly} />
              <span className="r-quiet r-nowrap">{t('calendars.used', { count: row.used_by })}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

type PlatformRule = AnswerOf<typeof inboxSetup.slaPolicies>['platform_rules'][number];

/** What marketplaces ask, as they publish it: data with its source and the day it was looked up. Not to be changed here. */
function PlatformRules({ rules }: { rules: readonly PlatformRule[] }) {
  const { t } = useTranslation('inbox-setup');
  const terms = useTerms();
  const f = useFormat();
  const say = (words: PlatformRule['what']) => words[f.language] ?? words.en;
  if (rules.length === 0) return null;
  return (
    <Section title={t('platforms.title')} aside={t('platforms.note')}>
      <ul className="isetup-platforms">
        {rules.map((rule) => (
          <li key={`${rule.platform} ${rule.what.en}`}>
            <h3>{terms.channel(rule.platform)}</h3>
            <div>
              <p>{say(rule.what)}</p>
              <p className="isetup-facts">
                <b>
                  {rule.business_days
                    ? t('platforms.business_days', { count: rule.business_days })
                    : t('unit.always_hours', { count: (rule.minutes ?? 0) / 60 })}
                </b>
                <span>{t(rule.counts_weekends ? 'platforms.weekends' : 'platforms.no_weekends')}</span>
                <span>{t(rule.bot_counts ? 'platforms.bot' : 'platforms.no_bot')}</span>
              </p>
              {rule.exclusions.map((each) => (
                <p key={each.en} className="r-second">
                  {t('platforms.except', { what: say(each) })}
                </p>
              ))}
              <p className="r-quiet">
                {t('platforms.as_of', { date: f.calendarDay(rule.as_of) })}{' '}
                {rule.source.split(' ; ').map((url) => (
                  <a key={url} href={url} target="_blank" rel="noreferrer" className="isetup-source">
                    {new URL(url).hostname}
                    <ExternalLink size={12} aria-hidden="true" />
                  </a>
                ))}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Archived({ rows }: { rows: SlaPolicy[] }) {
  const { t } = useTranslation('inbox-setup');
  const { may } = useSession();
  const [open, setOpen] = useState(false);
  const change = useMove(inboxSetup.changeSla);
  if (rows.length === 0) return null;
  return (
    <>
      <button type="button" className="r-link" onClick={() => setOpen(!open)}>
        {open ? t('hide_archived') : t('show_archived', { count: rows.length })}
      </button>
      {open && (
        <ul className="isetup-plain">
          {rows.map((row) => (
            <li key={row.id}>
              <Status tone="idle">{row.name}</Status>
              {may('inbox.manage') && (
                <button
                  type="button"
                  className="r-link"
                  onClick={() =>
                    void change.run({ params: { id: row.id }, body: { ...bodyOfPromise(row), archived: false } })
                  }
                >
                  {t('take_back')}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
