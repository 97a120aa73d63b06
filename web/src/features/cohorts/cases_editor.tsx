// A cohort's own cases: made-up people and the answers expected for them, as text, and the run.
import { useMutation } from '@tanstack/react-query';
import { Textarea } from 'nhsuk-react-components';
import { type ReactNode, useRef } from 'react';

import { problemOf } from '../../api/problem';
import type { CohortCaseReport } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { useAnnounce } from '../../ui/notices/announcer';
import { ProblemNotice } from '../../ui/notices/notices';
import { CaseReport, reportWords } from './case_report';
import type { Draft } from './draft';
import { mistakeWords } from './live_number';
import { runCases } from './use_cohorts';
import { mistakesOf } from './use_live_count';

/** A first case for a text that has none; its lines are all that a simple case needs. */
export function firstCase(definition: string, asAt: string): string {
  return `as at ${asAt}

case Somebody of 70 without any entries
  born T-70y female
  -> ${definition}: no
`;
}

function offsetOfLine(text: string, line: number): readonly [number, number] {
  const lines = text.split('\n');
  const from = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return [from, from + (lines[line - 1]?.length ?? 0)];
}

export interface CasesEditorProps {
  readonly draft: Draft;
  readonly onCases: (cases: string) => void;
  /** Of the last count: what a first case asks. */
  readonly definition: string;
  readonly asAt: string;
}

export function CasesEditor({ draft, onCases, definition, asAt }: CasesEditorProps): ReactNode {
  const area = useRef<HTMLTextAreaElement>(null);
  const announce = useAnnounce();
  const run = useMutation({
    mutationFn: () => runCases(draft),
    onSuccess: (report: CohortCaseReport) => announce(reportWords(report)),
  });
  const mistakes = run.isError ? mistakesOf(run.error, draft.text) : undefined;
  const goTo = (line: number): void => {
    const [from, to] = offsetOfLine(draft.cases, line);
    area.current?.focus();
    area.current?.setSelectionRange(from, to);
  };
  return (
    <div className="pcn-cases">
      <Textarea
        id="cases"
        label="Cases"
        hint="Each case is a made-up person and the answers expected. Never describe a real patient."
        rows={Math.min(24, Math.max(8, draft.cases.split('\n').length + 1))}
        spellCheck={false}
        autoCapitalize="off"
        className="pcn-cases__text"
        value={draft.cases}
        ref={area}
        onChange={(event) => onCases(event.currentTarget.value)}
      />
      <div className="pcn-actions">
        <Button kind="secondary" busy={run.isPending} onClick={() => run.mutate()}>Run the cases</Button>
        {draft.cases.trim() === '' && (
          <Button kind="link" onClick={() => onCases(firstCase(definition, asAt))}>Write a first case</Button>
        )}
      </div>
      {run.isPending && <p className="pcn-waiting" role="status">Running the cases…</p>}
      {run.isError && (mistakes
        ? <p className="pcn-cases__problem">The cases were not run: {mistakeWords(mistakes.diagnostics.length)}.</p>
        : <ProblemNotice problem={problemOf(run.error)} />)}
      {run.isSuccess && (
        <CaseReport
          report={run.data}
          lineLink={(line) => <Button kind="link" onClick={() => goTo(line)}>{line}</Button>}
        />
      )}
      <CaseWords />
    </div>
  );
}

const LINES: readonly (readonly [string, string])[] = [
  ['as at 2026-03-31', 'the day that the cases are asked for; inside a case it changes the day from there on'],
  ['case WORDS', 'begins a case; the words say what it shows'],
  ['born 1950-06-15 female', 'male, female, other or unknown; “died DATE” where wanted'],
  ['registered 2001-04-01', '“to DATE” for an end; without this line registered all their life; “registered nowhere”'],
  ['diagnosis hypertension T-2y', 'a value set by its file name, or system|code; “status=resolved”, “end=DATE” where wanted'],
  ['observation body-mass-index T-1m 31 kg/m2', 'a measurement; “comparator=>” for “more than”'],
  ['panel T-1w 140/90', 'one blood pressure'],
  ['repeat statin T-3m', 'a repeat medicine; “issue” for one issue of it'],
  ['-> NAME: yes', 'an expected answer of a definition: yes, no, unknown, a number or a date'],
];

function CaseWords(): ReactNode {
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">How to write a case</span>
      </summary>
      <div className="nhsuk-details__text">
        <dl className="pcn-cases__words">
          {LINES.map(([line, meaning]) => (
            <div key={line}>
              <dt><code>{line}</code></dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <p>Days are dates, or relative to the as-at day: T, T-3m, T-12m+1d (d days, w weeks, m months, y years).</p>
      </div>
    </details>
  );
}
