// Below the editor: who joins and who leaves, the cases of the text, and saving it. All stay closed
// until wanted, since most who write a text only count.
import { type ReactNode, useState } from 'react';

import type { Problem } from '../../api/problem';
import { counted } from '../../ui/text/counts';
import { today } from '../../ui/text/dates';
import { useMay } from '../session/session';
import { CasesEditor } from './cases_editor';
import { ComparePanel, type SavedVersion } from './compare_panel';
import type { Draft } from './draft';
import { SaveForm, type Saving } from './save_form';
import type { LiveCount } from './use_live_count';

/** Why a text cannot be saved as it stands. */
export function hindranceOf({ standing }: LiveCount): string | undefined {
  switch (standing.state) {
    case 'nothing':
      return 'Write a rule first.';
    case 'counting':
      return undefined;
    case 'mistaken':
      return 'Correct the mistakes in the text first.';
    case 'failed':
    case 'counted':
      return undefined;
  }
}

/** How many cases a text of cases has. */
export function casesIn(cases: string): number {
  return cases.split('\n').filter((line) => /^\s*case\b/.test(line)).length;
}

export interface SavePanelProps {
  readonly draft: Draft;
  readonly onDraft: (change: Partial<Draft>) => void;
  readonly live: LiveCount;
  /** What the text is compared with, and saved after; undefined for a new cohort. */
  readonly saved: SavedVersion | undefined;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly onSave: (saving: Saving) => void;
  /** Opens the form by itself, because something stands above it that must be seen. */
  readonly isOpen: boolean;
  /** What must be done first, beside a text without mistakes. */
  readonly hindrance?: string | undefined;
  /** What stands above the form, such as a version that somebody else has saved. */
  readonly children?: ReactNode;
}

export function SavePanel({ draft, onDraft, live, saved, busy, problem, onSave, isOpen, hindrance, children }: SavePanelProps): ReactNode {
  const may = useMay();
  const [isFormOpen, setFormOpen] = useState(false);
  const { last, standing } = live;
  const next = saved && saved.number + 1;
  const comparing = (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">Who joins and who leaves by this text</span>
      </summary>
      <div className="nhsuk-details__text">
        <ComparePanel draft={draft} saved={saved} isCountable={standing.state === 'counted'} />
      </div>
    </details>
  );
  if (!may('cohorts.write')) return <div className="pcn-save pcn-no-print">{comparing}</div>;
  return (
    <div className="pcn-save pcn-no-print">
      {comparing}
      <details className="nhsuk-details">
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">Cases: {counted(casesIn(draft.cases), 'case')}</span>
        </summary>
        <div className="nhsuk-details__text">
          <CasesEditor
            draft={draft}
            onCases={(cases) => onDraft({ cases })}
            definition={last?.count.definition ?? 'Cohort'}
            asAt={last?.count.as_at ?? today()}
          />
        </div>
      </details>
      <details className="nhsuk-details" open={isFormOpen || isOpen} onToggle={(event) => setFormOpen(event.currentTarget.open)}>
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">{next === undefined ? 'Save as a cohort' : `Save as version ${next}`}</span>
        </summary>
        <div className="nhsuk-details__text">
          {children}
          <SaveForm next={next} hindrance={hindrance ?? hindranceOf(live)} busy={busy} problem={problem} onSave={onSave} />
        </div>
      </details>
    </div>
  );
}
