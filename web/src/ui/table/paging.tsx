// The way from page to page of a long list. Pages are addresses, so back and reload work.
import type { ReactNode } from 'react';
import { Link } from 'react-router';

import { Hidden } from '../text/hidden';

export interface PagingProps {
  readonly page: number;
  readonly pages: number;
  readonly pageAt: (page: number) => string;
  /** What the pages are of, for its name among the page's landmarks. */
  readonly of: string;
}

/** First, last, the current page and its neighbours; 0 marks a gap. */
export function pagesShown(page: number, pages: number): readonly number[] {
  const wanted = [1, page - 1, page, page + 1, pages].filter((n) => n >= 1 && n <= pages);
  const shown: number[] = [];
  for (const number of [...new Set(wanted)]) {
    const last = shown[shown.length - 1];
    if (last !== undefined && number === last + 2) shown.push(last + 1);
    else if (last !== undefined && number > last + 2) shown.push(0);
    shown.push(number);
  }
  return shown;
}

export function Paging({ page, pages, pageAt, of }: PagingProps): ReactNode {
  if (pages < 2) return null;
  return (
    <nav className="nhsuk-pagination nhsuk-pagination--numbered" aria-label={`Pages of ${of}`}>
      {page > 1 && (
        <Link className="nhsuk-pagination__previous" to={pageAt(page - 1)} rel="prev">
          <span className="nhsuk-pagination__title">
            Previous<Hidden>page</Hidden>
          </span>
        </Link>
      )}
      <ul className="nhsuk-pagination__list">
        {pagesShown(page, pages).map((number, position) =>
          number === 0 ? (
            <li key={`gap-${position}`} className="nhsuk-pagination__item nhsuk-pagination__item--ellipsis">
              ⋯
            </li>
          ) : (
            <li
              key={number}
              className={`nhsuk-pagination__item${number === page ? ' nhsuk-pagination__item--current' : ''}`}
            >
              <Link
                className="nhsuk-pagination__link"
                to={pageAt(number)}
                aria-label={`Page ${number}`}
                aria-current={number === page ? 'page' : undefined}
              >
                {number}
              </Link>
            </li>
          ),
        )}
      </ul>
      {page < pages && (
        <Link className="nhsuk-pagination__next" to={pageAt(page + 1)} rel="next">
          <span className="nhsuk-pagination__title">
            Next<Hidden>page</Hidden>
          </span>
        </Link>
      )}
    </nav>
  );
}
