// The suggestions as the editor's completion list.
import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';

import type { CohortVocabulary } from '../../../api/types';
import { type Suggestion, suggestionsAt } from './suggestions';

function option({ name, written, detail, info }: Suggestion): Completion {
  return { label: name, apply: written, detail, ...(info && { info }) };
}

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
  return autocompletion({ override: [source], icons: false, activateOnTypingDelay: 80 });
}
