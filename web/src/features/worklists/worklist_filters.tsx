// The filter form of a list: nothing changes until it is submitted, and what is applied stands
// below it as links that remove it.
import { Select } from 'nhsuk-react-components';
import type { FormEvent, ReactNode } from 'react';
import { useNavigate } from 'react-router';

import type { Practice, Worklist } from '../../api/types';
import { type Chip, Chips } from '../../ui/filters/chips';
import { Button } from '../../ui/forms/button';
import { count } from '../../ui/text/counts';
import { filteredAt, STATES, type View, viewOf, worklistPath } from './worklist_address';

export interface WorklistFiltersProps {
  readonly list: Worklist;
  readonly practices: readonly Practice[];
  readonly view: View;
}

function chipsOf({ list, practices, view }: WorklistFiltersProps): readonly Chip[] {
  const chips: Chip[] = [];
  if (view.practice) {
    const practice = practices.find(({ ods_code }) => ods_code === view.practice);
    chips.push({
      name: 'Practice',
      value: practice?.name ?? view.practice,
      without: filteredAt(list.id, view, { practice: undefined }),
    });
  }
  if (view.reason) {
    const reason = list.reasons.find(({ id }) => id === view.reason);
    chips.push({
      name: 'Reason',
      value: reason?.label ?? view.reason,
      without: filteredAt(list.id, view, { reason: undefined }),
    });
  }
  if (view.state !== 'open') {
    chips.push({
      name: 'State',
      value: STATES[view.state],
      without: filteredAt(list.id, view, { state: 'open' }),
    });
  }
  return chips;
}

export function WorklistFilters(props: WorklistFiltersProps): ReactNode {
  const { list, practices, view } = props;
  const navigate = useNavigate();
  const apply = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const search = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget)) {
      if (typeof value === 'string') search.set(name, value);
    }
    const { practice, reason, state } = viewOf(search);
    void navigate(filteredAt(list.id, view, { practice, reason, state }), { preventScrollReset: true });
  };
  return (
    <div className="pcn-no-print">
      <form
        className="pcn-filters"
        aria-label="Filter the list"
        onSubmit={apply}
        key={`${view.practice} ${view.reason} ${view.state}`}
      >
        <div className="pcn-filters__row">
          <Select id="practice" name="practice" label="Practice" defaultValue={view.practice ?? ''}>
            <option value="">All practices</option>
            {practices.map((practice) => (
              <option key={practice.ods_code} value={practice.ods_code}>{practice.name}</option>
            ))}
          </Select>
          <Select id="reason" name="reason" label="Reason" defaultValue={view.reason ?? ''}>
            <option value="">All reasons</option>
            {list.reasons.map((reason) => (
              <option key={reason.id} value={reason.id}>
                {reason.label} ({count(reason.open)})
              </option>
            ))}
          </Select>
          <Select id="state" name="state" label="State" defaultValue={view.state}>
            {Object.entries(STATES).map(([state, name]) => (
              <option key={state} value={state}>{name}</option>
            ))}
          </Select>
          <Button type="submit" kind="secondary">Apply filters</Button>
        </div>
      </form>
      <Chips chips={chipsOf(props)} clearAll={worklistPath(list.id)} />
    </div>
  );
}
