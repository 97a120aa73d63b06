// What stands beside the text: among whom, where, on which day, and which of its definitions.
import { Select } from 'nhsuk-react-components';
import { type ReactNode, useState } from 'react';

import type { CohortVocabulary, Practice } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { Day } from '../../ui/forms/day';
import { type DateFields, dateOfFields, fieldsOfDate, longDate } from '../../ui/text/dates';
import type { Draft } from './draft';
import '../../ui/filters/filters.css';

const NO_DAY: DateFields = { day: '', month: '', year: '' };

function isEmpty({ day, month, year }: DateFields): boolean {
  return `${day}${month}${year}`.trim() === '';
}

/** Whether all three fields hold something, so that a wrong date is told and an unfinished one is not. */
function isFinished({ day, month, year }: DateFields): boolean {
  return day.trim() !== '' && month.trim() !== '' && year.trim().length >= 4;
}

export interface AsAtProps {
  readonly id: string;
  readonly legend: string;
  readonly hint: string;
  readonly asAt: string;
  readonly onAsAt: (asAt: string) => void;
}

/** A day that counts as soon as it is a real one; empty fields are the day of the data. */
export function AsAt({ id, legend, hint, asAt, onAsAt }: AsAtProps): ReactNode {
  const [fields, setFields] = useState(() => (asAt ? fieldsOfDate(asAt) : NO_DAY));
  const date = dateOfFields(fields);
  const isWrong = isFinished(fields) && !date;
  return (
    <>
      <Day
        id={id}
        legend={legend}
        hint={hint}
        value={fields}
        {...(isWrong && { error: 'Enter a real date, like 6 8 2026' })}
        onChange={(changed) => {
          setFields(changed);
          const day = dateOfFields(changed);
          if (day || isEmpty(changed)) onAsAt(day ?? '');
        }}
      />
      {!isEmpty(fields) && (
        <p className="pcn-choices__clear">
          <Button kind="link" onClick={() => { setFields(NO_DAY); onAsAt(''); }}>Count as at the day of the data</Button>
        </p>
      )}
    </>
  );
}

function baseGroups(vocabulary: CohortVocabulary | undefined): readonly (readonly [string, readonly string[]])[] {
  const groups = new Map<string, string[]>();
  for (const { library, name, is_boolean: isBoolean } of vocabulary?.definitions ?? []) {
    if (isBoolean) groups.set(library, [...(groups.get(library) ?? []), name]);
  }
  return [...groups];
}

export interface BaseSelectProps {
  readonly id: string;
  readonly base: string;
  readonly vocabulary: CohortVocabulary | undefined;
  readonly onBase: (base: string) => void;
}

export function BaseSelect({ id, base, vocabulary, onBase }: BaseSelectProps): ReactNode {
  const groups = baseGroups(vocabulary);
  const isKnown = ['registered', 'everybody'].includes(base)
    || groups.some(([library, names]) => names.some((name) => `${library}.${name}` === base));
  return (
    <Select id={id} label="Among whom" value={base} onChange={(event) => onBase(event.currentTarget.value)}>
      <option value="registered">On a practice's list and alive</option>
      <option value="everybody">Everybody in the records</option>
      {!isKnown && <option value={base}>{base}</option>}
      {groups.map(([library, names]) => (
        <optgroup key={library} label={library}>
          {names.map((name) => <option key={name} value={`${library}.${name}`}>{name}</option>)}
        </optgroup>
      ))}
    </Select>
  );
}

export interface ChoicesProps {
  readonly draft: Draft;
  readonly onDraft: (change: Partial<Draft>) => void;
  readonly practices: readonly Practice[];
  readonly vocabulary: CohortVocabulary | undefined;
  /** Definitions of the text that could be counted. */
  readonly countable: readonly string[];
  readonly dataOf: string | undefined;
}

export function Choices({ draft, onDraft, practices, vocabulary, countable, dataOf }: ChoicesProps): ReactNode {
  const showsDefinition = countable.length > 1 || draft.definition !== '';
  return (
    <form className="pcn-filters pcn-choices pcn-no-print" aria-label="What is counted" onSubmit={(event) => event.preventDefault()}>
      {showsDefinition && (
        <Select id="definition" label="Definition" value={draft.definition} onChange={(event) => onDraft({ definition: event.currentTarget.value })}>
          <option value="">The last that is true or false</option>
          {draft.definition && !countable.includes(draft.definition) && <option value={draft.definition}>{draft.definition}</option>}
          {countable.map((name) => <option key={name} value={name}>{name}</option>)}
        </Select>
      )}
      <Select id="practice" label="Practice" value={draft.practice} onChange={(event) => onDraft({ practice: event.currentTarget.value })}>
        <option value="">All practices</option>
        {practices.map(({ ods_code, name }) => <option key={ods_code} value={ods_code}>{name}</option>)}
      </Select>
      <BaseSelect id="base" base={draft.base} vocabulary={vocabulary} onBase={(base) => onDraft({ base })} />
      <AsAt
        id="as-at"
        legend="As at"
        hint={dataOf ? `Empty: ${longDate(dataOf)}, the day of the data` : 'Empty: the day of the data'}
        asAt={draft.asAt}
        onAsAt={(asAt) => onDraft({ asAt })}
      />
      <Select
        id="later-entries"
        label="Entries dated later"
        value={draft.laterEntries}
        onChange={(event) => onDraft({ laterEntries: event.currentTarget.value === 'count' ? 'count' : 'leave_out' })}
      >
        <option value="leave_out">Leave out</option>
        <option value="count">Count</option>
      </Select>
    </form>
  );
}
