/**
 * A form field: label above, help below, and under an error one line that says what is wrong. Errors of a refused
 * request find their field by path, as in problem+json: `<Field name="lines.0.quantity" problem={problem}>`.
 */
import './field.css';
import { Input, type InputProps } from 'antd';
import { Eye, EyeOff } from 'lucide-react';
import { cloneElement, isValidElement, type ReactElement, type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Shape } from './status.tsx';

/** What a field needs of a refusal: its field errors, in words. */
export type FieldProblem = { fieldWords?: (path: string) => ReactNode | undefined } | null | undefined;

export type FieldProps = {
  label: ReactNode;
  /** Path of the value in the request body; its error is shown here. */
  name?: string;
  help?: ReactNode;
  /** At the right of the label: "Forgot it". */
  aside?: ReactNode;
  optional?: boolean;
  /** Words of an error found on this side. */
  error?: ReactNode;
  problem?: FieldProblem;
  /** One control that takes `id`, `status` and `aria-describedby`: an antd Input, Select, InputNumber, DatePicker. */
  children: ReactNode;
};

export function Field({ label, name, help, aside, optional, error, problem, children }: FieldProps) {
  const { t } = useTranslation('ui');
  const id = useId();
  const words = error ?? (name ? problem?.fieldWords?.(name) : undefined);
  const note = words ? `${id}-error` : help ? `${id}-help` : undefined;
  const control = isValidElement(children)
    ? cloneElement(children as ReactElement<Record<string, unknown>>, {
        id,
        ...(words ? { status: 'error', 'aria-invalid': true } : {}),
        ...(note ? { 'aria-describedby': note } : {}),
      })
    : children;
  return (
    <div className={`r-field${words ? ' is-wrong' : ''}`}>
      <div className="r-field-label">
        <label htmlFor={id}>{label}</label>
        {optional && <span className="r-quiet">{t('field.optional')}</span>}
        {aside && <span className="r-field-aside">{aside}</span>}
      </div>
      {control}
      {words ? (
        <div id={`${id}-error`} className="r-field-error" role="alert">
          <Shape tone="bad" />
          <span>{words}</span>
        </div>
      ) : (
        help && (
          <div id={`${id}-help`} className="r-quiet">
            {help}
          </div>
        )
      )}
    </div>
  );
}

/** Fields under each other, 16 px apart; `columns` beside each other where there is room. */
export function Fields({ children, columns = 1 }: { children: ReactNode; columns?: 1 | 2 | 3 }) {
  return <div className={`r-fields is-${columns}`}>{children}</div>;
}

/** A password with the eye that shows it. */
export function PasswordInput(props: InputProps) {
  const { t } = useTranslation('ui');
  return (
    <Input.Password
      {...props}
      iconRender={(shown) =>
        shown ? (
          <EyeOff size={16} aria-label={t('field.hide_password')} />
        ) : (
          <Eye size={16} aria-label={t('field.show_password')} />
        )
      }
    />
  );
}
