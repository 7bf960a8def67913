/** Rules in the order they run, each with its switch and how often it ran. */
import './inbox-setup.css';
import { inboxSetup, type Rule } from '@recoup/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Switch } from 'antd';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { NotDone, SetupPage } from '../settings/frame.tsx';
import { EmptyState } from '../ui/states.tsx';
import { When } from '../ui/status.tsx';
import { ruleBody } from './clause-draft.ts';
import { useClauseWords } from './clause-words.ts';

export function Rules() {
  const { t } = useTranslation('inbox-setup');
  const { may } = useSession();
  const source = useApi(inboxSetup.rules);
  const rows = source.data?.rows ?? [];
  const manage = may('inbox.manage');
  const add = manage && (
    <Link to="/setup/rules/$id" params={{ id: 'new' }}>
      <Button type="primary">{t('rules.add')}</Button>
    </Link>
  );
  return (
    <SetupPage
      title={t('rules.name')}
      aside={rows.length || null}
      source={source}
      verbs={add}
      sentence={<span className="r-ink2">{t('rules.words')}</span>}
    >
      {rows.length === 0 ? (
        <EmptyState title={t('rules.empty')} note={t('rules.empty_note')} action={add} />
      ) : (
        <InOrder rows={rows} disabled={!manage} />
      )}
    </SetupPage>
  );
}

function InOrder({ rows, disabled }: { rows: Rule[]; disabled: boolean }) {
  const { t } = useTranslation('inbox-setup');
  const words = useClauseWords();
  const navigate = useNavigate();
  const change = useMove(inboxSetup.changeRule);
  const swap = async (at: number, to: number) => {
    const order = [...rows];
    [order[at], order[to]] = [order[to]!, order[at]!];
    for (const [position, row] of order.entries()) {
      if (row.position === position) continue;
      if (!(await change.run({ params: { id: row.id }, body: { ...ruleBody(row), position } }))) return;
    }
  };
  return (
    <>
      <NotDone problem={change.problem} />
      <ol className="isetup-order">
        {rows.map((row, at) => (
          <li key={row.id} className={row.enabled ? undefined : 'is-off'}>
            <span className="r-num r-ink3">{at + 1}</span>
            <button
              type="button"
              className="isetup-order-open is-rule"
              onClick={() => void navigate({ to: '/setup/rules/$id', params: { id: row.id } })}
            >
              <span>
                <b>{row.name}</b>
                <span className="r-second">{words.rule(row)}</span>
              </span>
              <span className="r-quiet">
                {row.brand && <span>{row.brand.name}</span>}
                <span>{t('rules.runs', { count: row.runs })}</span>
                {row.last_run_at && (
                  <span>
                    {t('rules.last')} <When at={row.last_run_at} />
                  </span>
                )}
              </span>
            </button>
            {!disabled && (
              <span className="isetup-order-move">
                <Button
                  size="small"
                  type="text"
                  aria-label={t('order.up', { name: row.name })}
                  icon={<ArrowUp size={14} />}
                  disabled={at === 0 || change.busy}
                  onClick={() => void swap(at, at - 1)}
                />
                <Button
                  size="small"
                  type="text"
                  aria-label={t('order.down', { name: row.name })}
                  icon={<ArrowDown size={14} />}
                  disabled={at === rows.length - 1 || change.busy}
                  onClick={() => void swap(at, at + 1)}
                />
              </span>
            )}
            <Switch
              size="small"
              aria-label={row.name}
              checked={row.enabled}
              disabled={disabled}
              onChange={(enabled) => void change.run({ params: { id: row.id }, body: { ...ruleBody(row), enabled } })}
            />
          </li>
        ))}
      </ol>
    </>
  );
}
