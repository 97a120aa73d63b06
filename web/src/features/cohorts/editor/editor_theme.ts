// How the editor looks: as a text area of the design system, with its focus. The style sheet of the
// page does not reach into the editor, which has a root of its own (docs/decisions/0009).
import { EditorView } from '@codemirror/view';

export const editorTheme = EditorView.theme({
  '&': {
    backgroundColor: '#fff',
    color: 'var(--pcn-text)',
    border: '2px solid #4c6272',
    fontSize: '1.0625rem',
  },
  '&.cm-focused': {
    outline: '4px solid #ffeb3b',
    borderColor: '#212b32',
    boxShadow: 'inset 0 0 0 2px #212b32',
  },
  '&.cm-wrong': { borderColor: '#d5281b' },
  '&.cm-wrong.cm-focused': { borderColor: '#212b32' },
  '.cm-scroller': {
    fontFamily: 'Consolas, Menlo, "DejaVu Sans Mono", "Liberation Mono", monospace',
    lineHeight: '1.6',
    minHeight: '12.5rem',
    maxHeight: '70vh',
  },
  '.cm-content': { padding: '8px 0', caretColor: '#212b32', minWidth: '0' },
  '.cm-gutters': {
    backgroundColor: '#f0f4f5',
    color: 'var(--pcn-quiet)',
    borderRight: '1px solid var(--pcn-line)',
    minHeight: '12.5rem !important',
  },
  '.cm-placeholder': { color: 'var(--pcn-quiet)' },
  '.cm-mistake': {
    textDecoration: 'underline wavy #d5281b 2px',
    textUnderlineOffset: '3px',
    textDecorationSkipInk: 'none',
    backgroundColor: '#fae8ec',
  },
  '.cm-mistake-gutter': { width: '1.25em' },
  '.cm-mistake-sign': { color: '#b00d0d', fontWeight: '700', paddingLeft: '3px' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: '#cfe3f2', outline: '1px solid #005a8c' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: '#fae8ec', outline: '1px solid #d5281b' },
  '.cm-tooltip': {
    backgroundColor: '#fff',
    color: 'var(--pcn-text)',
    border: '2px solid #212b32',
    fontSize: '1rem',
    maxWidth: 'min(36em, 90vw)',
  },
  '.cm-mistake-message': { padding: '6px 10px', whiteSpace: 'pre-wrap', fontFamily: 'arial, sans-serif' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'arial, sans-serif',
    maxHeight: '16em',
    maxWidth: 'min(36em, 90vw)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 10px', minHeight: '24px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: '#005a8c',
    color: '#fff',
  },
  '.cm-completionDetail': { color: 'var(--pcn-quiet)', fontStyle: 'normal', marginLeft: '0.75em' },
  'li[aria-selected] .cm-completionDetail': { color: '#fff' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-tooltip.cm-completionInfo': { padding: '6px 10px', whiteSpace: 'pre-wrap', fontFamily: 'arial, sans-serif' },
  '@media print': {
    '&': { border: '1px solid #000' },
    '.cm-scroller': { maxHeight: 'none', minHeight: '0' },
  },
});
