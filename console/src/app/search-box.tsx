/** Scan or type any code, name or order: one field for everything. One exact hit opens by itself. */
import { desk } from '@recoup/contract';
import { useNavigate } from '@tanstack/react-router';
import { Input, type InputRef, Popover } from 'antd';
import { Search } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { Code } from '../ui/code.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { call } from './api.ts';
import { useApi } from './queries.ts';

type Hit = z.output<typeof desk.search.response>['rows'][number];

/** Where each kind of thing is opened. */
export function pathOf(hit: Pick<Hit, 'kind' | 'id' | 'code'>): string {
  const id = encodeURIComponent(hit.id);
  switch (hit.kind) {
    case 'return':
      return `/returns/${id}`;
    case 'order':
      return `/orders/${id}`;
    case 'customer':
      return `/customers/${id}`;
    case 'unit':
      return `/units/${id}`;
    case 'parcel':
      return `/stations/receive?code=${encodeURIComponent(hit.code)}`;
    case 'refund':
      return `/money?refund=${id}`;
    case 'product':
      return `/products/${id}`;
    case 'conversation':
      return `/inbox/${id}`;
    case 'contact':
      return `/contacts/${id}`;
    case 'outbound':
      return `/outbound/${id}`;
    case 'part':
      return `/parts/${id}`;
    case 'bin':
      return `/stock?bin=${encodeURIComponent(hit.code)}`;
  }
}

/** Opens what a scanned code names; several or none: the search shows it. */
export function useOpenCode() {
  const navigate = useNavigate();
  return useCallback(
    async (text: string) => {
      const { rows } = await call(desk.search, { query: { q: text } });
      const exact = rows.filter((row) => row.code.toUpperCase() === text.toUpperCase());
      const only = exact.length === 1 ? exact[0] : rows.length === 1 ? rows[0] : undefined;
      if (only) await navigate({ href: pathOf(only) });
      else window.dispatchEvent(new CustomEvent('recoup:search', { detail: text }));
    },
    [navigate],
  );
}

/** `focus` counts the presses of /. */
export function SearchBox({ focus }: { focus: number }) {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const field = useRef<InputRef>(null);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const { data, problem } = useApi(desk.search, { query: { q: asked } }, { on: asked.length > 1 });
  const rows = asked.length > 1 ? (data?.rows ?? []) : [];

  useEffect(() => {
    if (focus > 0) field.current?.focus({ cursor: 'all' });
  }, [focus]);
  useEffect(() => {
    const timer = setTimeout(() => {
      setAsked(text.trim());
      setAt(0);
    }, 180);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => {
    const show = (event: Event) => {
      setText((event as CustomEvent<string>).detail);
      setOpen(true);
      field.current?.focus();
    };
    window.addEventListener('recoup:search', show);
    return () => window.removeEventListener('recoup:search', show);
  }, []);

  const go = (hit: Hit) => {
    setOpen(false);
    setText('');
    field.current?.blur();
    void navigate({ href: pathOf(hit) });
  };
  const kinds = {
    return: t('search.return'),
    order: t('search.order'),
    customer: t('search.customer'),
    unit: t('search.unit'),
    parcel: t('search.parcel'),
    refund: t('search.refund'),
    product: t('search.product'),
    bin: t('search.bin'),
    conversation: t('search.conversation'),
    contact: t('search.contact'),
    outbound: t('search.outbound'),
    part: t('search.part'),
  };
  const hits = (
    <div className="r-hits" role="listbox">
      {rows.map((hit, place) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field above answers the keys
        <div
          key={`${hit.kind} ${hit.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === at}
          className={place === at ? 'is-at' : undefined}
          onMouseMove={() => setAt(place)}
          // Before the field loses the focus and closes this.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => go(hit)}
        >
          <span className="r-quiet">{kinds[hit.kind]}</span>
          <Code>{hit.code}</Code>
          <span className="r-cut">{hit.title}</span>
          {hit.detail && <span className="r-quiet r-cut">{hit.detail}</span>}
        </div>
      ))}
      {rows.length === 0 && <p>{problem?.words ?? t('search.nothing', { text: asked })}</p>}
    </div>
  );

  return (
    <Popover
      open={open && asked.length > 1 && asked === text.trim() && (data !== undefined || problem !== null)}
      content={hits}
      arrow={false}
      placement="bottom"
      trigger={[]}
      styles={{ container: { padding: 5 } }}
    >
      <Input
        ref={field}
        className="r-search"
        value={text}
        placeholder={t('search.placeholder')}
        aria-label={t('search.placeholder')}
        prefix={<Search size={15} aria-hidden="true" />}
        suffix={<Kbd k="/" />}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setAt(Math.min(at + 1, rows.length - 1));
          else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
          else if (event.key === 'Enter' && rows[at] && asked === text.trim()) go(rows[at]);
          else if (event.key === 'Escape') field.current?.blur();
          else return;
          event.preventDefault();
        }}
      />
    </Popover>
  );
}
