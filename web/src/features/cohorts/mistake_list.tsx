// The mistakes of a text in words, below the editor: each leads to its place, and a near name is
// written into the text by one press.
import type { ReactNode, RefObject } from 'react';

import { Button } from '../../ui/forms/button';
import { CqlWords } from '../../ui/cql/cql_words';
import { Hidden } from '../../ui/text/hidden';
import type { EditorHandle } from './editor/cql_editor';
import { mistakeWords } from './live_number';
import { mendings } from './mistakes';
import type { Mistakes } from './use_live_count';

export interface MistakeListProps {
  readonly mistakes: Mistakes;
  readonly editor: RefObject<EditorHandle | null>;
  /** Whether the text is still the one that has the mistakes: else a name could be written elsewhere. */
  readonly isCurrent: boolean;
}

const SHOWN_MAX = 20;

export function MistakeList({ mistakes, editor, isCurrent }: MistakeListProps): ReactNode {
  const { diagnostics, text } = mistakes;
  if (diagnostics.length === 0) return null;
  const hidden = diagnostics.length - SHOWN_MAX;
  return (
    <section className="pcn-mistakes" aria-labelledby="mistakes">
      <h2 className="nhsuk-heading-xs" id="mistakes">{mistakeWords(diagnostics.length)}</h2>
      <ol className="pcn-mistakes__list">
        {diagnostics.slice(0, SHOWN_MAX).map((mistake, position) => (
          <li key={position}>
            {mistake.file ? (
              <strong>{mistake.file}, line {mistake.line}</strong>
            ) : (
              <Button kind="link" onClick={() => editor.current?.moveTo(mistake)}>
                Line {mistake.line}, column {mistake.column}
              </Button>
            )}
            <span className="pcn-mistakes__message">{mistake.message}</span>
            {mistake.source_line.trim() && (
              <code className="pcn-mistakes__line"><CqlWords text={mistake.source_line.trim()} /></code>
            )}
            {isCurrent && (
              <span className="pcn-mistakes__mendings">
                {mendings(text, mistake).map(({ name, from, to, written }) => (
                  <Button key={name} kind="small" onClick={() => editor.current?.replace(from, to, written)}>
                    Write {written}
                    <Hidden>instead in line {mistake.line}</Hidden>
                  </Button>
                ))}
              </span>
            )}
          </li>
        ))}
      </ol>
      {hidden > 0 && <p className="pcn-quiet">And {hidden} more.</p>}
    </section>
  );
}
