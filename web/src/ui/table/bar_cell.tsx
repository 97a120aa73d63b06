// A row's name with a bar below it, so that a table is its own chart at any width. The number stands
// in a cell of its own: the bar says nothing to assistive technology.
import type { ReactNode } from 'react';

import './bar_cell.css';

export interface BarCellProps {
  readonly children: ReactNode;
  readonly value: number;
  readonly of: number;
}

export function BarCell({ children, value, of }: BarCellProps): ReactNode {
  const length = of > 0 ? Math.min(100, (value / of) * 100) : 0;
  return (
    <span className="pcn-bar-cell">
      <span className="pcn-bar-cell__name">{children}</span>
      <span className="pcn-bar-cell__track" aria-hidden="true">
        <span className="pcn-bar-cell__bar" style={{ width: `${length}%` }} />
      </span>
    </span>
  );
}
