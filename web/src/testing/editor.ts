// Writing in the editor in tests, where no layout exists: through its view, as its own tests do.
import { EditorView } from '@codemirror/view';
import { act, waitFor } from '@testing-library/react';

export interface WrittenEditor {
  readonly text: () => string;
  readonly write: (text: string) => void;
  readonly selected: () => string;
  /** What the editor marks as mistaken. */
  readonly marked: () => readonly string[];
  readonly content: HTMLElement;
}

function contentOf(): HTMLElement | null {
  const host = document.querySelector('.pcn-cql-editor');
  return host?.shadowRoot?.querySelector<HTMLElement>('.cm-content') ?? null;
}

export async function openEditor(): Promise<WrittenEditor> {
  await waitFor(() => {
    if (!contentOf()) throw new Error('The editor is not there yet.');
  });
  const content = contentOf() as HTMLElement;
  const view = EditorView.findFromDOM(content);
  if (!view) throw new Error('The editor has no view.');
  return {
    content,
    text: () => view.state.doc.toString(),
    write: (text) => act(() => view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: text.length }, userEvent: 'input.type',
    })),
    selected: () => view.state.sliceDoc(view.state.selection.main.from, view.state.selection.main.to),
    marked: () => [...content.querySelectorAll('.cm-mistake')].map((mark) => mark.textContent ?? ''),
  };
}
