// The suggestions as the editor's completion list.
import {
  autocompletion, closeCompletion, type Completion, type CompletionContext, type CompletionResult,
} from '@codemirror/autocomplete';
import { type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';

import type { CohortVocabulary } from '../../../api/types';
import { type Suggestion, suggestionsAt } from './suggestions';

function option({ name, written, detail, info }: Suggestion): Completion {
  return { label: name, apply: written, detail, ...(info && { info }) };
}

/**
 * A long list scrolls, so it can have the focus; for Tab it is closed first, so that Tab leaves the
 * editor and not into a list that goes away.
 */
const listByKeyboard: Extension = [
  EditorView.updateListener.of(({ view }) => {
    const list = view.dom.querySelector('.cm-tooltip-autocomplete > ul');
    if (list instanceof HTMLElement) list.tabIndex = 0;
  }),
  Prec.highest(keymap.of([{
    key: 'Tab',
    shift: (view) => closeCompletion(view) && false,
    run: (view) => closeCompletion(view) && false,
  }])),
];

/** `vocabulary` is asked each time, since it may arrive after the editor. */
export function completion(vocabulary: () => CohortVocabulary | undefined): Extension {
  const source = (context: CompletionContext): CompletionResult | null => {
    const known = vocabulary();
    if (!known) return null;
    const text = context.state.doc.toString();
    const suggested = suggestionsAt(text, context.pos, known, context.explicit);
    if (!suggested) return null;
    const { from, to, found } = suggested;
    return { from, to, options: found.map(option), filter: false };
  };
  return [listByKeyboard, autocompletion({ override: [source], icons: false, activateOnTypingDelay: 80 })];
}
