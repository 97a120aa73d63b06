// CQL for the editor: the shared words, their colours, comments and brackets.
import { HighlightStyle, LanguageSupport, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tags } from '@lezer/highlight';

import { type Open, tokenAt, type TokenKind } from '../../../ui/cql/cql_tokens';

const STYLE_OF_KIND: Readonly<Record<TokenKind, string | null>> = {
  blank: null,
  comment: 'comment',
  string: 'string',
  name: 'labelName',
  number: 'number',
  date: 'literal',
  keyword: 'keyword',
  type: 'typeName',
  function: 'macroName',
  word: 'variableName',
  symbol: null,
};

interface Between {
  open: Open;
}

const CQL = StreamLanguage.define<Between>({
  name: 'cql',
  startState: () => ({ open: '' }),
  copyState: ({ open }) => ({ open }),
  token(stream, between) {
    const step = tokenAt(stream.string, stream.pos, between.open);
    stream.pos = step.to;
    between.open = step.open;
    return STYLE_OF_KIND[step.kind];
  },
  languageData: {
    commentTokens: { line: '//', block: { open: '/*', close: '*/' } },
    closeBrackets: { brackets: ['(', '[', '{', '"', "'"] },
  },
});

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--pcn-cql-keyword)', fontWeight: '700' },
  { tag: tags.labelName, color: 'var(--pcn-cql-name)' },
  { tag: tags.string, color: 'var(--pcn-cql-string)' },
  { tag: [tags.number, tags.literal], color: 'var(--pcn-cql-number)' },
  { tag: tags.typeName, color: 'var(--pcn-cql-type)' },
  { tag: tags.macroName, color: 'var(--pcn-cql-function)' },
  { tag: tags.comment, color: 'var(--pcn-cql-comment)', fontStyle: 'italic' },
]);

export function cql(): Extension {
  return [new LanguageSupport(CQL), syntaxHighlighting(COLOURS)];
}
