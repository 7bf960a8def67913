/** The views at the left: the standard ones with their counts, then one's own, which are sentences somebody saved. */
import { returns } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { Button, Input, Popconfirm, Popover } from 'antd';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { Field } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { useReturnCounts } from './use-counts.ts';
import { fromKept, type ListSearch, sameSearch, toKeep, views } from './views.ts';

export function useSavedViews() {
  const { data } = useApi(returns.views, { query: { list: 'returns' } });
  return (data?.rows ?? []).map(({ id, name, query }) => ({ id, name, search: fromKept(query) }));
}

export function ViewsPane({ search }: { search: ListSearch }) {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const counts = useReturnCounts();
  const own = useSavedViews();
  const open = own.find((view) => sameSearch(view.search, search));
  return (
    <nav className="returns-views" aria-label={t('views.title')}>
      <h2>{t('views.title')}</h2>
      <ul>
        {views.map((view) => (
          <li key={view}>
            <Link
              to="/returns"
              search={{ view }}
              className={!open && search.view === view ? 'is-open' : undefined}
              aria-current={!open && search.view === view ? 'page' : undefined}
            >
              <span>{t(`view.${view}`)}</span>
              {view !== 'all' && counts && <b>{f.number(counts[view])}</b>}
            </Link>
          </li>
        ))}
      </ul>
      <h2>{t('views.mine')}</h2>
      {own.length > 0 && (
        <ul>
          {own.map((view) => (
            <li key={view.id}>
              <Link
                to="/returns"
                search={view.search}
                className={view === open ? 'is-open' : undefined}
                aria-current={view === open ? 'page' : undefined}
              >
                <span className="r-cut">{view.name}</span>
              </Link>
              <DropView id={view.id} name={view.name} />
            </li>
          ))}
        </ul>
      )}
      <p className="r-quiet">
        {t('views.hint_before')} <SaveView search={search} taken={!!open} /> {t('views.hint_after')}
      </p>
    </nav>
  );
}

function DropView({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation('returns');
  const drop = useMove(returns.deleteView);
  return (
    <Popconfirm
      title={t('views.drop_title', { name })}
      okText={t('views.drop')}
      cancelText={t('cancel')}
      icon={null}
      onConfirm={() => void drop.run({ params: { id } })}
    >
      <button type="button" className="returns-view-drop" aria-label={t('views.drop_title', { name })}>
        <X size={14} />
      </button>
    </Popconfirm>
  );
}

function SaveView({ search, taken }: { search: ListSearch; taken: boolean }) {
  const { t } = useTranslation('returns');
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const save = useMove(returns.saveView, {
    onDone: () => {
      setOpen(false);
      setName('');
    },
  });
  const go = () => {
    if (name.trim()) void save.run({ body: { list: 'returns', name: name.trim(), query: toKeep(search) } });
  };
  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        save.reset();
      }}
      trigger="click"
      placement="right"
      arrow={false}
      destroyOnHidden
      content={
        <form
          className="returns-save"
          onSubmit={(event) => {
            event.preventDefault();
            go();
          }}
        >
          <Field label={t('views.name')} name="name" problem={save.problem} error={save.problem?.words}>
            <Input autoFocus maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Button type="primary" htmlType="submit" loading={save.busy} disabled={!name.trim()}>
            {t('views.save')}
          </Button>
        </form>
      }
    >
      <button type="button" className="r-link" disabled={taken}>
        {t('views.save_it')}
      </button>
    </Popover>
  );
}
