/**
 * Page: the head (crumbs, title or code, verbs) and the work below. PaneLayout: the page with its side columns; the
 * right pane becomes a drawer under 1200 px. Section: a head of 14 px and what belongs to it.
 */
import './page.css';
import { Button, Drawer } from 'antd';
import { ChevronRight, PanelRight } from 'lucide-react';
import { Fragment, type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

export type PageProps = {
  /** What the page is of: a word, or `<Code size="page">` of one thing. */
  title: ReactNode;
  /** Right after the title in ink3: a count, who it is, the order. */
  aside?: ReactNode;
  /** Where it stands: links and words, the last may be "2 of 9" with its keys. */
  crumbs?: readonly ReactNode[];
  /** Buttons at the right, the main one last. */
  verbs?: ReactNode;
  /** Under the title: a sentence filter or a line of words. */
  sentence?: ReactNode;
  /** Work areas (lists, editors) stand on white; pages of facts on the warm canvas. */
  ground?: 'canvas' | 'surface';
  /** What the browser's tab says: the title, or the code, as text. */
  tab?: string | undefined;
  children: ReactNode;
};

export function Page({ title, aside, crumbs, verbs, sentence, ground = 'canvas', tab, children }: PageProps) {
  useEffect(() => {
    if (tab) document.title = `${tab} · Recoup`;
  }, [tab]);
  return (
    <div className={`r-page is-${ground}`}>
      <header className="r-page-head">
        {crumbs && <Crumbs items={crumbs} />}
        <div className="r-page-title">
          <h1>{title}</h1>
          {aside && <div className="r-page-aside">{aside}</div>}
          {verbs && <div className="r-page-verbs">{verbs}</div>}
        </div>
        {sentence && <div className="r-page-sentence">{sentence}</div>}
      </header>
      {children}
    </div>
  );
}

function Crumbs({ items }: { items: readonly ReactNode[] }) {
  return (
    <nav className="r-crumbs">
      {items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: crumbs are told apart by their place
        <Fragment key={at}>
          {at > 0 && <ChevronRight size={13} aria-hidden="true" />}
          <span>{item}</span>
        </Fragment>
      ))}
    </nav>
  );
}

export function Section(props: { title: ReactNode; aside?: ReactNode; verbs?: ReactNode; children: ReactNode }) {
  return (
    <section className="r-section">
      <header>
        <h2>{props.title}</h2>
        {props.aside && <span className="r-quiet">{props.aside}</span>}
        {props.verbs && <span className="r-section-verbs">{props.verbs}</span>}
      </header>
      {props.children}
    </section>
  );
}

/** Sections beside each other where there is room: `<Columns><Section/><Section/></Columns>`. */
export function Columns({ children }: { children: ReactNode }) {
  return <div className="r-columns">{children}</div>;
}

/** A note in a well: what is going on, with an icon before it. */
export function Note({ icon, children }: { icon?: ReactNode; children: ReactNode }) {
  return (
    <div className="r-note">
      {icon}
      <div>{children}</div>
    </div>
  );
}

export type PaneLayoutProps = {
  /** Views or a list at the left, 196 px on the canvas. Under 900 px it is left out: give its links elsewhere too. */
  left?: ReactNode;
  children: ReactNode;
  /** Hairlined column at the right. */
  right?: ReactNode;
  /** px, 352 to 446. */
  rightWidth?: number;
  /** What the drawer is called when there is no room for the column. */
  rightTitle?: string;
  /** Holds the drawer open from outside, e.g. while a row is selected. */
  rightOpen?: boolean;
  onRightClose?: () => void;
  /** Below the right pane, always in sight: the money button. */
  rightFoot?: ReactNode;
};

export function PaneLayout(props: PaneLayoutProps) {
  const { t } = useTranslation('ui');
  const wide = useWide(1200);
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    props.onRightClose?.();
  };
  const pane = (
    <>
      <div className="r-pane-body">{props.right}</div>
      {props.rightFoot && <div className="r-pane-foot">{props.rightFoot}</div>}
    </>
  );
  return (
    <div className="r-panes">
      {props.left && <aside className="r-pane-left">{props.left}</aside>}
      <div className="r-pane-main">{props.children}</div>
      {!wide && props.right && props.rightOpen === undefined && (
        <Button
          className="r-pane-opener"
          icon={<PanelRight size={16} />}
          aria-label={t('pane.open')}
          onClick={() => setOpen(true)}
        >
          {props.rightTitle}
        </Button>
      )}
      {props.right && wide && (
        <aside className="r-pane-right" style={{ width: props.rightWidth ?? 380 }}>
          {pane}
        </aside>
      )}
      {props.right && !wide && (
        <Drawer
          open={props.rightOpen ?? open}
          onClose={close}
          title={props.rightTitle}
          size={Math.min(props.rightWidth ?? 380, 446)}
          styles={{ body: { padding: 0, display: 'flex', flexDirection: 'column' } }}
        >
          {pane}
        </Drawer>
      )}
    </div>
  );
}

/** True while the window is at least so wide. */
export function useWide(pixels: number): boolean {
  const query = `(min-width: ${pixels}px)`;
  return useSyncExternalStore(
    (listener) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => window.matchMedia(query).matches,
  );
}
