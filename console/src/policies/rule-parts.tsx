/** What the rules of the editor share: what they are given, what counts as changed, and reasons in a sentence. */
import type { PolicyRules, Reason } from '@recoup/contract';
import { reasons as allReasons, ourFault } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { ManyBlank } from '../ui/blanks.tsx';
import { useFormat } from '../ui/locale.tsx';
import { same, sameSet } from './draft.ts';

/** What every rule of the editor is given. */
export type RuleProps = {
  rules: PolicyRules;
  /** The live version; null before the first is published, when nothing can have changed. */
  live: PolicyRules | null;
  currency: string;
  disabled: boolean;
  edit: (change: (rules: PolicyRules) => PolicyRules) => void;
};

/** Is the value another than in the live version? */
export function isChanged({ rules, live }: Pick<RuleProps, 'rules' | 'live'>, pick: (rules: PolicyRules) => unknown) {
  if (!live) return false;
  const [now, before] = [pick(rules), pick(live)];
  if (Array.isArray(now) && Array.isArray(before)) return !sameSet(now.map(String), before.map(String));
  return !same(now, before);
}

type ReasonsBlankProps = {
  label: string;
  values: readonly Reason[];
  /** How an empty list reads: any reason, or none. */
  none: string;
  changed: boolean;
  disabled: boolean;
  onChange: (values: Reason[]) => void;
};

/** Reasons in a sentence; the usual five of the seller's or the carrier's doing read as one word. */
export function ReasonsBlank({ label, values, none, changed, disabled, onChange }: ReasonsBlankProps) {
  const { t } = useTranslation('policies');
  const terms = useTerms();
  const f = useFormat();
  const names = values.map((each) => terms.reason(each).toLowerCase());
  const reads =
    values.length === 0
      ? none
      : sameSet(values, ourFault)
        ? t('reasons.ours')
        : names.length > 2
          ? t('reasons.more', {
              list: names.slice(0, 2).join(f.language === 'zh' ? t('reasons.join') : ', '),
              count: names.length - 2,
            })
          : f.listed(names);
  return (
    <ManyBlank
      label={label}
      values={values}
      choices={allReasons.map((each) => ({ value: each, label: terms.reason(each) }))}
      reads={reads}
      changed={changed}
      disabled={disabled}
      onChange={(next) => onChange(allReasons.filter((each) => next.includes(each)))}
    />
  );
}
