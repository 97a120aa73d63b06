// What a list is filtered by, each with a link that removes it, and one that removes all.
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import './filters.css';

export interface Chip {
  readonly name: string;
  readonly value: string;
  /** The address without this filter. */
  readonly without: string;
}

export function Chips(props: { readonly chips: readonly Chip[]; readonly clearAll: string }): ReactNode {
  if (props.chips.length === 0) return null;
  return (
    <div className="pcn-chips">
      <h2 className="nhsuk-heading-xs pcn-chips__title" id="applied-filters">Filtered by</h2>
      <ul className="pcn-chips__list" aria-labelledby="applied-filters">
        {props.chips.map((chip) => (
          <li key={`${chip.name} ${chip.value}`}>
            <Link className="pcn-chip" to={chip.without} preventScrollReset>
              <span className="nhsuk-u-visually-hidden">Remove filter</span>{' '}
              {chip.name}: {chip.value} <span aria-hidden="true">✕</span>
            </Link>
          </li>
        ))}
      </ul>
      <Link to={props.clearAll} preventScrollReset>Clear all filters</Link>
    </div>
  );
}
