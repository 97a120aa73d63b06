// The summary above a form of what is wrong with it: takes the focus each time, and each message
// leads to its field.
import { type ReactNode, useEffect, useRef } from 'react';

export interface FormError {
  readonly field: string;
  readonly message: string;
}

/** The error of one field, as the props that a field of the design system takes. */
export function errorOf(errors: readonly FormError[], field: string): { readonly error?: string } {
  const found = errors.find((error) => error.field === field);
  return found ? { error: found.message } : {};
}

export interface FormErrorsProps {
  readonly errors: readonly FormError[];
  /** Changes with each try, so that the same error takes the focus again. */
  readonly turn?: number;
}

export function FormErrors({ errors, turn }: FormErrorsProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const messages = errors.map((error) => error.message).join('\n');
  useEffect(() => {
    if (messages) box.current?.focus();
  }, [messages, turn]);
  if (errors.length === 0) return null;
  return (
    <div className="nhsuk-error-summary" ref={box} tabIndex={-1}>
      <div role="alert">
        <h2 className="nhsuk-error-summary__title">There is a problem</h2>
        <div className="nhsuk-error-summary__body">
          <ul className="nhsuk-list nhsuk-error-summary__list">
            {errors.map((error) => (
              <li key={error.field}>
                <a
                  href={`#${error.field}`}
                  onClick={(event) => {
                    event.preventDefault();
                    document.getElementById(error.field)?.focus();
                  }}
                >
                  {error.message}
                </a>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}
