// Where a text is written: the editor with its mistakes, the number beside it, the choices, and the
// figures below.
import { lazy, type ReactNode, type RefObject, Suspense, useMemo, useRef } from 'react';

import type { CohortVocabulary } from '../../api/types';
import { Button } from '../../ui/forms/button';
import { Waiting } from '../../ui/notices/notices';
import { usePractices } from '../population/use_practices';
import { Choices } from './choices';
import { CountResults } from './count_results';
import type { Draft } from './draft';
import { questionOf } from './draft';
import type { EditorHandle } from './editor/cql_editor';
import { LiveNumber } from './live_number';
import { MistakeList } from './mistake_list';
import { NameFinder } from './name_finder';
import { type LiveCount, useLiveCount } from './use_live_count';
import { useVocabulary } from './use_vocabulary';
import './cohorts.css';

// The editor weighs more than the rest of the page, which is there before it.
const CqlEditor = lazy(async () => ({ default: (await import('./editor/cql_editor')).CqlEditor }));

const LABEL = 'Rule in CQL';
const KEYS = 'Tab leaves the editor. Control and space suggests names; arrow keys choose, Enter takes, Escape closes.';

/** A first text for somebody who has not written one, from what the content has. */
export function exampleOf(vocabulary: CohortVocabulary | undefined): string {
  const yesOrNo = vocabulary?.definitions.filter(({ is_boolean: isBoolean }) => isBoolean) ?? [];
  const chosen = yesOrNo.find(({ name }) => name.endsWith('register')) ?? yesOrNo[0];
  return chosen ? `${chosen.reference}\n  and AgeInYears() >= 65` : 'AgeInYears() >= 65';
}

export interface WorkbenchProps {
  readonly draft: Draft;
  readonly onDraft: (change: Partial<Draft>) => void;
  /** What stands between the editor and the figures, such as saving. */
  readonly children?: (live: LiveCount) => ReactNode;
}

interface WritingProps {
  readonly draft: Draft;
  readonly onDraft: (change: Partial<Draft>) => void;
  readonly live: LiveCount;
  readonly vocabulary: CohortVocabulary | undefined;
  readonly editor: RefObject<EditorHandle | null>;
}

function Writing({ draft, onDraft, live, vocabulary, editor }: WritingProps): ReactNode {
  const example = exampleOf(vocabulary);
  // Before the editor is there it will begin with the draft's text.
  const begin = (): void => {
    if (editor.current) editor.current.setText(example);
    else onDraft({ text: example });
  };
  return (
    <div className="pcn-writing pcn-no-print">
      <h2 className="nhsuk-heading-s pcn-writing__label" onClick={() => editor.current?.focus()}>{LABEL}</h2>
      <p className="nhsuk-hint pcn-writing__hint">
        An expression that is true for the people you mean, or definitions of which one is. {KEYS}
      </p>
      <Suspense fallback={<div className="pcn-cql-editor pcn-cql-editor--waiting"><Waiting what="the editor" /></div>}>
        <CqlEditor
          label={LABEL}
          hint={KEYS}
          text={draft.text}
          onText={(text) => onDraft({ text })}
          mistakes={live.mistakes}
          vocabulary={vocabulary}
          handle={editor}
          example={`For example: ${example.replace(/\s+/g, ' ')}`}
        />
      </Suspense>
      {draft.text.trim() === '' && (
        <Button kind="small" onClick={begin}>Begin with an example</Button>
      )}
      {live.mistakes && (
        <MistakeList mistakes={live.mistakes} editor={editor} isCurrent={live.mistakes.text === draft.text} />
      )}
      <NameFinder vocabulary={vocabulary} onName={(written) => editor.current?.insert(written)} />
    </div>
  );
}

export function Workbench({ draft, onDraft, children }: WorkbenchProps): ReactNode {
  const editor = useRef<EditorHandle>(null);
  const vocabulary = useVocabulary().data;
  const practices = usePractices().data ?? [];
  const question = useMemo(() => questionOf(draft), [draft]);
  const live = useLiveCount(question);
  const { last, standing } = live;
  const isCurrent = standing.state === 'counted';
  const countable = last?.count.definitions.filter(({ is_boolean: isBoolean }) => isBoolean).map(({ name }) => name) ?? [];
  return (
    <>
      <div className="pcn-workbench">
        <Writing draft={draft} onDraft={onDraft} live={live} vocabulary={vocabulary} editor={editor} />
        <div className="pcn-workbench__side">
          <LiveNumber live={live} />
          <Choices
            draft={draft}
            onDraft={onDraft}
            practices={practices}
            vocabulary={vocabulary}
            countable={countable}
            dataOf={last && !last.question.as_at ? last.count.as_at : undefined}
          />
        </div>
      </div>
      {children?.(live)}
      {last && (
        <CountResults
          counted={last}
          isCurrent={isCurrent || standing.state === 'counting'}
          onShow={isCurrent ? (step) => editor.current?.moveTo(step) : undefined}
        />
      )}
    </>
  );
}
