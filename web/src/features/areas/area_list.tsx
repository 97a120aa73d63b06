// The small areas of a commissioner as a list with a box each: the same choice as on the map, for
// keyboards, screen readers and browsers that cannot draw.
import { type ReactNode, useId, useState } from 'react';

import type { SmallAreaMap } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { type Column, Table } from '../../ui/table/table';
import { count, counted } from '../../ui/text/counts';

export type SmallArea = SmallAreaMap['features'][number]['properties'];

export const SHOWN_MAX = 50;

export type Which = 'all' | 'chosen' | 'near' | 'missing';

const WHICH: Readonly<Record<Which, string>> = {
  all: 'All',
  chosen: 'Chosen',
  near: 'Nearest to a member practice',
  missing: 'In no network’s area',
};

export interface AreaListProps {
  readonly areas: readonly SmallArea[];
  readonly chosen: ReadonlySet<string>;
  readonly members: readonly string[];
  readonly missing: ReadonlySet<string>;
  readonly onToggle: (code: string) => void;
  readonly onChoose: (codes: readonly string[]) => void;
  readonly onLeave: (codes: readonly string[]) => void;
}

function columns(props: AreaListProps): readonly Column<SmallArea>[] {
  const { chosen, onToggle } = props;
  return [
    {
      key: 'name', heading: 'Small area', names: true,
      cell: ({ code, name }) => (
        <label className="pcn-area-box">
          <input type="checkbox" checked={chosen.has(code)} onChange={() => onToggle(code)} /> {name || code}
        </label>
      ),
    },
    { key: 'code', heading: 'Code', cell: ({ code }) => code },
    { key: 'near', heading: 'Nearest practice', cell: ({ nearest_practice: practice }) => practice ?? 'Not known' },
    { key: 'decile', heading: 'Deprivation decile', numeric: true, cell: ({ decile }) => decile ?? 'Not known' },
    { key: 'patients', heading: 'People', numeric: true, cell: ({ patients }) => (patients === undefined ? 'Not known' : count(patients)) },
  ];
}

function isShown(area: SmallArea, which: Which, words: string, props: AreaListProps): boolean {
  if (words !== '' && !`${area.name} ${area.code}`.toLowerCase().includes(words)) return false;
  switch (which) {
    case 'all': return true;
    case 'chosen': return props.chosen.has(area.code);
    case 'near': return area.nearest_practice !== undefined && props.members.includes(area.nearest_practice);
    case 'missing': return props.missing.has(area.code) && !props.chosen.has(area.code);
  }
}

export function AreaList(props: AreaListProps): ReactNode {
  const id = useId();
  const [words, setWords] = useState('');
  const [which, setWhich] = useState<Which>('all');
  const shown = props.areas.filter((area) => isShown(area, which, words.trim().toLowerCase(), props));
  const codes = shown.map(({ code }) => code);
  const more = shown.length - SHOWN_MAX;
  return (
    <section aria-label="Small areas as a list">
      <div className="pcn-area-filters">
        <div className="nhsuk-form-group">
          <label className="nhsuk-label" htmlFor={`${id}w`}>Which small areas</label>
          <select id={`${id}w`} className="nhsuk-select" value={which} onChange={(event) => setWhich(event.target.value as Which)}>
            {Object.entries(WHICH).map(([key, text]) => <option key={key} value={key}>{text}</option>)}
          </select>
        </div>
        <div className="nhsuk-form-group">
          <label className="nhsuk-label" htmlFor={`${id}f`}>Name or code</label>
          <input id={`${id}f`} className="nhsuk-input nhsuk-input--width-20" value={words} onChange={(event) => setWords(event.target.value)} />
        </div>
      </div>
      <p className="pcn-area-actions">
        <Button kind="small" onClick={() => props.onChoose(codes)}>Choose all {count(shown.length)}</Button>{' '}
        <Button kind="small" onClick={() => props.onLeave(codes)}>Leave all {count(shown.length)} out</Button>
      </p>
      {shown.length === 0 ? <p>No small area is like that.</p> : (
        <Table
          compact
          caption={`${counted(shown.length, 'small area')}${more > 0 ? `, the first ${SHOWN_MAX} of them` : ''}`}
          columns={columns(props)}
          rows={shown.slice(0, SHOWN_MAX)}
          rowKey={({ code }) => code}
        />
      )}
    </section>
  );
}
