// One entry of a record in a line: "06-Aug-2018 Creatinine 98 umol/L (1000731000000107), Mill Lane
// Surgery". Where it decided the answer it says so in words.
import type { ReactNode } from 'react';

import type { Entry } from '../../api/types';
import { counted } from '../../ui/text/counts';
import { bannerDate } from '../../ui/text/dates';
import { readableValue } from '../../ui/text/units';

/** What an entry without a code is: a registration has none. */
const KINDS: Readonly<Record<string, string>> = {
  EpisodeOfCare: 'Registration',
  Encounter: 'Contact',
  Patient: 'Patient details',
};

export interface CitedEntryProps {
  readonly entry: Entry;
  readonly marksDeciding?: boolean;
}

export function CitedEntry({ entry, marksDeciding = false }: CitedEntryProps): ReactNode {
  return (
    <li>
      <span className="pcn-nowrap">{bannerDate(entry.date)}</span>{' '}
      {entry.term || KINDS[entry.type ?? ''] || entry.type}
      {entry.value && <strong> {readableValue(entry.value)}</strong>}
      <span className="pcn-quiet">
        {entry.code && ` (${entry.code})`}, {entry.practice.name}
      </span>
      {marksDeciding && entry.deciding && <span className="pcn-decides">Decides</span>}
    </li>
  );
}

export interface CitedEntriesProps {
  readonly entries: readonly Entry[];
  readonly leftOut?: number;
  readonly marksDeciding?: boolean;
}

const SHOWN = 8;

/** The first few, and the rest on request. */
export function CitedEntries({ entries, leftOut = 0, marksDeciding = false }: CitedEntriesProps): ReactNode {
  const item = (entry: Entry, position: number): ReactNode => (
    <CitedEntry key={position} entry={entry} marksDeciding={marksDeciding} />
  );
  const rest = entries.slice(SHOWN);
  return (
    <>
      <ul>{entries.slice(0, SHOWN).map(item)}</ul>
      {rest.length > 0 && (
        <details>
          <summary className="pcn-focusable">{counted(rest.length, 'more entry', 'more entries')}</summary>
          <ul>{rest.map(item)}</ul>
        </details>
      )}
      {leftOut > 0 && <p className="pcn-quiet">and {counted(leftOut, 'more entry', 'more entries')}</p>}
    </>
  );
}
