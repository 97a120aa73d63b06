// Mistakes inside the editor: a wavy line below the place, a sign in the margin of its line, and the
// message where the pointer rests. The marks move with the text until the next answer comes.
import { type Extension, RangeSet, StateEffect, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, gutter, GutterMarker, hoverTooltip } from '@codemirror/view';

import type { CohortDiagnostic } from '../../../api/types';

export interface Place {
  readonly from: number;
  readonly to: number;
}

type TextPlace = Pick<CohortDiagnostic, 'line' | 'column' | 'end_line' | 'end_column'>;

function offset(text: Text, line: number, column: number): number {
  if (line < 1) return 0;
  if (line > text.lines) return text.length;
  const found = text.line(line);
  return Math.min(found.from + Math.max(column - 1, 0), found.to);
}

/** Where lines and columns lie in a text that may have become shorter since. */
export function placeIn(text: Text, place: TextPlace): Place {
  const from = offset(text, place.line, place.column);
  return { from, to: Math.max(from, offset(text, place.end_line, place.end_column)) };
}

/** At least one character, so that a mistake at the end of a line can be seen. */
function visible(text: Text, { from, to }: Place): Place | undefined {
  if (to > from) return { from, to };
  const line = text.lineAt(from);
  if (from < line.to) return { from, to: from + 1 };
  if (from > line.from) return { from: from - 1, to: from };
  return from > 0 ? { from: from - 1, to: from } : undefined;
}

export const showMistakes = StateEffect.define<readonly CohortDiagnostic[]>();

function marked(text: Text, mistakes: readonly CohortDiagnostic[]): DecorationSet {
  const ranges = mistakes.flatMap((mistake) => {
    if (mistake.file) return [];
    const place = visible(text, placeIn(text, mistake));
    if (!place) return [];
    return [Decoration.mark({ class: 'cm-mistake', message: mistake.message }).range(place.from, place.to)];
  });
  return Decoration.set(ranges, true);
}

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, transaction) {
    const shown = transaction.effects.find((effect) => effect.is(showMistakes));
    return shown ? marked(transaction.newDoc, shown.value) : before.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

class Sign extends GutterMarker {
  override toDOM(): Node {
    const sign = document.createElement('span');
    sign.className = 'cm-mistake-sign';
    sign.textContent = '✖';
    return sign;
  }
}

const SIGN = new Sign();

const margin = gutter({
  class: 'cm-mistake-gutter',
  initialSpacer: () => SIGN,
  markers(view) {
    const lines = new Set<number>();
    view.state.field(marks).between(0, view.state.doc.length, (from) => {
      lines.add(view.state.doc.lineAt(from).from);
    });
    return RangeSet.of([...lines].sort((a, b) => a - b).map((from) => SIGN.range(from)));
  },
});

const messages = hoverTooltip((view, position) => {
  const found: { from: number; to: number; message: string }[] = [];
  view.state.field(marks).between(position, position, (from, to, { spec }) => {
    found.push({ from, to, message: (spec as { message: string }).message });
  });
  const [first] = found;
  if (!first) return null;
  return {
    pos: first.from,
    end: first.to,
    create() {
      const dom = document.createElement('div');
      dom.className = 'cm-mistake-message';
      dom.textContent = found.map(({ message }) => message).join('\n');
      return { dom };
    },
  };
});

export function mistakeMarks(): Extension {
  return [marks, margin, messages];
}
