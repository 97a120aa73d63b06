// The fields of the forms of registration and review: a label with a text, number, day, choice or ticks.
import { type ReactNode, useId } from 'react';

export interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Labelled(props: { readonly id: string; readonly label: string; readonly hint: string | undefined; readonly children: ReactNode }): ReactNode {
  const { id, label, hint, children } = props;
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label" htmlFor={id}>{label}</label>
      {hint && <div className="nhsuk-hint" id={`${id}-hint`}>{hint}</div>}
      {children}
    </div>
  );
}

export function TextField(props: FieldProps & { readonly kind?: 'text' | 'date' | 'number' }): ReactNode {
  const { label, hint, value, onChange, kind = 'text' } = props;
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint}>
      <input
        className={`nhsuk-input ${kind === 'text' ? '' : 'nhsuk-input--width-10'}`} id={id} type={kind} value={value}
        {...(kind === 'number' && { min: 0, inputMode: 'numeric' as const })}
        {...(hint && { 'aria-describedby': `${id}-hint` })}
        onChange={(event) => onChange(event.target.value)}
      />
    </Labelled>
  );
}

export function LongField({ label, hint, value, onChange }: FieldProps): ReactNode {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint}>
      <textarea
        className="nhsuk-textarea" id={id} rows={3} value={value} {...(hint && { 'aria-describedby': `${id}-hint` })}
        onChange={(event) => onChange(event.target.value)}
      />
    </Labelled>
  );
}

export interface ChoiceFieldProps extends FieldProps {
  readonly options: readonly (readonly [value: string, words: string])[];
}

export function ChoiceField({ label, hint, value, onChange, options }: ChoiceFieldProps): ReactNode {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint}>
      <select
        className="nhsuk-select" id={id} value={value} {...(hint && { 'aria-describedby': `${id}-hint` })}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map(([option, words]) => <option key={option} value={option}>{words}</option>)}
      </select>
    </Labelled>
  );
}

export interface TicksProps {
  readonly legend: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

export function Ticks({ legend, options, chosen, onChange }: TicksProps): ReactNode {
  const id = useId();
  return (
    <fieldset className="nhsuk-fieldset nhsuk-form-group">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{legend}</legend>
      <div className="nhsuk-checkboxes">
        {options.map(([option, words]) => (
          <div className="nhsuk-checkboxes__item" key={option}>
            <input
              className="nhsuk-checkboxes__input" type="checkbox" id={`${id}-${option}`} checked={chosen.includes(option)}
              onChange={() => onChange(chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option])}
            />
            <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={`${id}-${option}`}>{words}</label>
          </div>
        ))}
      </div>
    </fieldset>
  );
}
