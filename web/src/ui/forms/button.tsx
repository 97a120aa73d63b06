// Buttons, and links that look like buttons. A button acts; a link goes somewhere.
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from 'react-router';

export type ButtonKind = 'primary' | 'secondary' | 'small' | 'warning' | 'link';

const CLASSES: Readonly<Record<ButtonKind, string>> = {
  primary: 'nhsuk-button',
  secondary: 'nhsuk-button nhsuk-button--secondary',
  small: 'nhsuk-button nhsuk-button--secondary nhsuk-button--small',
  warning: 'nhsuk-button nhsuk-button--warning',
  link: 'pcn-button-link',
};

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: ButtonKind;
  /** While its action runs: it says so, and pressing it again does nothing. */
  readonly busy?: boolean;
}

export function Button({ kind = 'primary', busy, onClick, children, ...rest }: ButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={CLASSES[kind]}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
      {...rest}
    >
      {children}
    </button>
  );
}

export interface ButtonLinkProps {
  readonly to: string;
  readonly kind?: ButtonKind;
  readonly children: ReactNode;
}

export function ButtonLink({ to, kind = 'primary', children }: ButtonLinkProps): ReactNode {
  return (
    <Link to={to} className={CLASSES[kind]}>
      {children}
    </Link>
  );
}
