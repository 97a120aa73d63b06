// Everything that a count says, below the editor.
import type { ReactNode } from 'react';

import { CqlWords } from '../../ui/cql/cql_words';
import { counted as countedWords } from '../../ui/text/counts';
import { longDate, longTime } from '../../ui/text/dates';
import { useSession } from '../session/session';
import { Attrition, type Step } from './attrition';
import { ByAge, ByDefinition, ByDeprivation, ByPractice } from './breakdowns';
import { CountedPeople } from './counted_people';
import { people, peopleWords, SUPPRESSED } from './disclosed';
import { ExportCount } from './export_count';
import { countWords } from './live_number';
import type { Counted } from './use_live_count';

function NotCounted({ count }: Pick<Counted, 'count'>): ReactNode {
  const { unknown, errors, notes, disclosure, milliseconds } = count;
  return (
    <section aria-labelledby="about-number">
      <h3 className="nhsuk-heading-m" id="about-number">About this number</h3>
      <ul>
        {unknown > 0 && (
          <li>
            For {peopleWords(unknown, disclosure)} the record does not say whether the rule holds. They are not
            counted. Write “is not true” where not knowing should count as no.
          </li>
        )}
        {errors.people > 0 && (
          <li>
            For {peopleWords(errors.people, disclosure)} the rule could not be worked out. They are in no number but
            the base population.
            {errors.messages.length > 0 && (
              <ul>
                {errors.messages.map(({ message, people: number }) => (
                  <li key={message}>{message} ({people(number, disclosure)})</li>
                ))}
              </ul>
            )}
          </li>
        )}
        {notes.map((note) => <li key={note}>{note}</li>)}
        {disclosure === 'small_numbers_suppressed' && <li>{SUPPRESSED}</li>}
        <li>Counted in {countedWords(Math.max(1, Math.round(milliseconds.total)), 'millisecond')} on the server.</li>
        <li>The rules of the content are not assured for clinical use, and neither is this one.</li>
      </ul>
    </section>
  );
}

/** What paper has instead of the editor. */
function Printed({ counted }: { readonly counted: Counted }): ReactNode {
  const session = useSession();
  const { count, question } = counted;
  return (
    <div className="pcn-print-only">
      <p>
        Printed by {session.display_name} on {longTime(new Date().toISOString())}. Counted: “{count.definition}”,{' '}
        {count.base.title.toLowerCase()}, as at {longDate(count.as_at)}: {countWords(counted)}.
      </p>
      <pre className="pcn-cql-block"><code><CqlWords text={question.text} /></code></pre>
    </div>
  );
}

export interface CountResultsProps {
  readonly counted: Counted;
  readonly isCurrent: boolean;
  readonly onShow: ((step: Step) => void) | undefined;
}

export function CountResults({ counted, isCurrent, onShow }: CountResultsProps): ReactNode {
  const { count } = counted;
  return (
    <section className="pcn-results" aria-labelledby="figures">
      <div className="pcn-list-bar">
        <h2 className="nhsuk-heading-l" id="figures">Who they are</h2>
        <ExportCount counted={counted} />
      </div>
      {!isCurrent && (
        <div className="nhsuk-inset-text pcn-results__stale pcn-no-print">
          <p>These figures are of the text before the last changes.</p>
        </div>
      )}
      <Printed counted={counted} />
      <Attrition count={count} onShow={isCurrent ? onShow : undefined} />
      <div className="pcn-columns">
        <ByPractice count={count} />
        <ByDeprivation count={count} />
      </div>
      <ByAge count={count} />
      <ByDefinition count={count} />
      {isCurrent && <CountedPeople counted={counted} />}
      <NotCounted count={count} />
    </section>
  );
}
