// The editor for a cohort's text, loaded when a page first needs it. CodeMirror lives in a shadow
// root: there its styles are constructed style sheets, which the security policy allows, while a
// <style> element would be refused. Keyboard: Tab leaves the editor, Control and space suggests.
import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentUnit } from '@codemirror/language';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from 'react';

import type { CohortDiagnostic, CohortVocabulary } from '../../../api/types';
import type { Mistakes } from '../use_live_count';
import { completion } from './completion';
import { cql } from './cql_language';
import { editorTheme } from './editor_theme';
import { mistakeMarks, placeIn, showMistakes } from './error_marks';

type Place = Pick<CohortDiagnostic, 'line' | 'column' | 'end_line' | 'end_column'>;

export interface EditorHandle {
  /** Selects a stretch, shows it and takes the focus. */
  readonly moveTo: (place: Place) => void;
  /** Writes over a stretch of the present text, and takes the focus behind it. */
  readonly replace: (from: number, to: number, written: string) => void;
  /** Writes where the cursor is, over what is selected. */
  readonly insert: (written: string) => void;
  readonly setText: (text: string) => void;
  readonly focus: () => void;
}

export interface CqlEditorProps {
  readonly label: string;
  readonly hint: string;
  /** With which it begins; later changes come from the editor or its handle. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly mistakes: Mistakes | undefined;
  readonly vocabulary: CohortVocabulary | undefined;
  readonly handle: Ref<EditorHandle>;
  readonly example: string;
}

const HINT = 'hint';

function described(label: string, isWrong: boolean): Extension {
  return [
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-describedby': HINT,
      ...(isWrong && { 'aria-invalid': 'true' }),
      autocapitalize: 'off',
      autocorrect: 'off',
      spellcheck: 'false',
    }),
    EditorView.editorAttributes.of({ class: isWrong ? 'cm-wrong' : '' }),
  ];
}

interface Making {
  readonly label: string;
  readonly example: string;
  readonly attributes: Compartment;
  readonly onText: (text: string) => void;
  readonly vocabulary: () => CohortVocabulary | undefined;
}

function extensions({ label, example, attributes, onText, vocabulary }: Making): Extension {
  return [
    lineNumbers(),
    mistakeMarks(),
    history(),
    indentUnit.of('  '),
    bracketMatching(),
    closeBrackets(),
    completion(vocabulary),
    cql(),
    editorTheme,
    EditorView.lineWrapping,
    placeholder(example),
    attributes.of(described(label, false)),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onText(update.state.doc.toString());
    }),
  ];
}

/** The root for the editor, made once per element: it cannot be made again. */
function rootOf(host: HTMLElement, hint: string): ShadowRoot {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const words = document.createElement('p');
  words.id = HINT;
  words.hidden = true;
  words.textContent = hint;
  root.replaceChildren(words);
  return root;
}

export function CqlEditor(props: CqlEditorProps): ReactNode {
  const { label, hint, text, onText, mistakes, vocabulary, handle, example } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const attributes = useRef(new Compartment());
  const latest = useRef({ onText, vocabulary });
  latest.current = { onText, vocabulary };

  useEffect(() => {
    if (!host.current) return undefined;
    const root = rootOf(host.current, hint);
    const made = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text,
        extensions: extensions({
          label,
          example,
          attributes: attributes.current,
          onText: (changed) => latest.current.onText(changed),
          vocabulary: () => latest.current.vocabulary,
        }),
      }),
    });
    view.current = made;
    return () => {
      made.destroy();
      view.current = undefined;
    };
    // The editor keeps its own text: it is made once.
  }, []);

  useEffect(() => {
    const shown = view.current;
    if (!shown) return;
    // Marks of an older text would stand in wrong places: those that are there have moved along.
    if (mistakes && mistakes.text !== shown.state.doc.toString()) return;
    const found = mistakes?.diagnostics ?? [];
    shown.dispatch({
      effects: [
        showMistakes.of(found),
        attributes.current.reconfigure(described(label, found.length > 0)),
      ],
    });
  }, [mistakes, label]);

  useImperativeHandle(handle, () => {
    const change = (from: number, to: number, written: string): void => {
      const shown = view.current;
      if (!shown) return;
      const end = Math.min(to, shown.state.doc.length);
      shown.dispatch({
        changes: { from: Math.min(from, end), to: end, insert: written },
        selection: { anchor: Math.min(from, end) + written.length },
        scrollIntoView: true,
        userEvent: 'input.complete',
      });
      shown.focus();
    };
    return {
      moveTo(place) {
        const shown = view.current;
        if (!shown) return;
        const { from, to } = placeIn(shown.state.doc, place);
        shown.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
        shown.focus();
      },
      replace: change,
      insert(written) {
        const { from = 0, to = 0 } = view.current?.state.selection.main ?? {};
        change(from, to, written);
      },
      setText: (written) => change(0, view.current?.state.doc.length ?? 0, written),
      focus: () => view.current?.focus(),
    };
  }, []);

  return <div className="pcn-cql-editor" ref={host} />;
}
