/** The bar: where you look (workspace, brand, site), search, the time where you are, language, who you are. */
import { useQueryClient } from '@tanstack/react-query';
import { Dropdown, type MenuProps } from 'antd';
import { ChevronsUpDown, CircleQuestionMark, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/locale.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { useModules } from './modules-context.ts';
import { chooseScheme, type SchemeChoice, useSchemeChoice } from './scheme.ts';
import { changeLanguage, useSession } from './session.tsx';

export function TopBar({ search, onHelp }: { search: ReactNode; onHelp: () => void }) {
  const f = useFormat();
  const client = useQueryClient();
  const modules = useModules();
  return (
    <header className="r-bar">
      <ScopeSwitch />
      {search}
      <div className="r-bar-end">
        <Suspense fallback={null}>
          {modules.flatMap(({ bar: Bar }, place) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: modules are a fixed list
            Bar ? [<Bar key={place} />] : [],
          )}
        </Suspense>
        <time className="r-bar-time">{f.fullDateTime(f.now)}</time>
        <LanguageSwitch onChange={(language) => void changeLanguage(language, client)} />
        <UserMenu onHelp={onHelp} />
      </div>
    </header>
  );
}

/** `Lumora / All sites`: brands and sites of this person, and their other workspaces. */
function ScopeSwitch() {
  const { t } = useTranslation('app');
  const { me, scope, setScope, switchWorkspace } = useSession();
  const brand = me.brands.find((each) => each.id === scope.brand_id);
  const site = me.sites.find((each) => each.id === scope.site_id);
  const items: MenuProps['items'] = [];
  if (me.brands.length > 1) {
    items.push({
      type: 'group',
      label: t('bar.brands'),
      children: [
        { key: 'brand:', label: t('bar.all_brands') },
        ...me.brands.map((each) => ({ key: `brand:${each.id}`, label: each.name })),
      ],
    });
  }
  items.push({
    type: 'group',
    label: t('bar.sites'),
    children: [
      { key: 'site:', label: t('bar.all_sites') },
      ...me.sites.map((each) => ({ key: `site:${each.id}`, label: each.name })),
    ],
  });
  const others = me.workspaces.filter((each) => each.id !== me.workspace.id);
  if (others.length > 0) {
    items.push({
      type: 'group',
      label: t('bar.workspaces'),
      children: others.map((each) => ({ key: `workspace:${each.id}`, label: each.name })),
    });
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items,
        selectable: true,
        selectedKeys: [`brand:${scope.brand_id ?? ''}`, `site:${scope.site_id ?? ''}`],
        onClick: ({ key }) => {
          const [what, id] = key.split(':');
          if (what === 'workspace') return switchWorkspace(id!);
          const { brand_id, site_id } = scope;
          if (what === 'brand') setScope({ ...(site_id ? { site_id } : {}), ...(id ? { brand_id: id } : {}) });
          else setScope({ ...(brand_id ? { brand_id } : {}), ...(id ? { site_id: id } : {}) });
        },
      }}
    >
      <button type="button" className="r-scope" aria-label={t('bar.scope')}>
        <b className="r-cut">{brand?.name ?? me.workspace.name}</b>
        <i>/</i>
        <b className="r-cut">{site?.name ?? t('bar.all_sites')}</b>
        <ChevronsUpDown size={14} aria-hidden="true" />
      </button>
    </Dropdown>
  );
}

function UserMenu({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation('app');
  const { me, signOut } = useSession();
  const scheme = useSchemeChoice();
  const schemes: [SchemeChoice, string, ReactNode][] = [
    ['system', t('user.scheme_system'), <Monitor key="system" size={14} />],
    ['light', t('user.scheme_light'), <Sun key="light" size={14} />],
    ['dark', t('user.scheme_dark'), <Moon key="dark" size={14} />],
  ];
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        selectable: true,
        selectedKeys: [scheme],
        items: [
          {
            type: 'group',
            label: (
              <span className="r-user-head">
                <b>{me.name}</b>
                {me.email}
              </span>
            ),
            children: [],
          },
          {
            type: 'group',
            label: t('user.scheme'),
            children: schemes.map(([key, label, icon]) => ({ key, label, icon })),
          },
          { type: 'divider' },
          { key: 'help', label: t('user.keys'), icon: <CircleQuestionMark size={14} />, extra: '?' },
          { key: 'out', label: t('user.sign_out'), icon: <LogOut size={14} /> },
        ],
        onClick: ({ key }) => {
          if (key === 'help') onHelp();
          else if (key === 'out') void signOut();
          else chooseScheme(key as SchemeChoice);
        },
      }}
    >
      <button type="button" className="r-user" aria-label={t('user.menu')}>
        <span className="r-avatar" aria-hidden="true">
          {initials(me.name)}
        </span>
        <span className="r-user-name r-cut">{me.name}</span>
      </button>
    </Dropdown>
  );
}

/** `GL` for Grace Lin, 林 for 林佳慧. */
export function initials(name: string): string {
  if (/^\p{Script=Han}/u.test(name)) return name.slice(0, 1);
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0]?.toUpperCase() ?? '').join('');
}
