// CQL in a page with the colours of the editor. Colour adds to the text and says nothing alone.
import { Fragment, type ReactNode } from 'react';

import { type TokenKind, tokensOf } from './cql_tokens';
import './cql.css';

const PLAIN: ReadonlySet<TokenKind> = new Set(['blank', 'symbol', 'word']);

export function CqlWords({ text }: { readonly text: string }): ReactNode {
  const parts: ReactNode[] = [];
  let shown = 0;
  for (const { kind, from, to } of tokensOf(text)) {
    if (PLAIN.has(kind)) continue;
    if (from > shown) parts.push(<Fragment key={shown}>{text.slice(shown, from)}</Fragment>);
    parts.push(<span key={from} className={`pcn-word--${kind}`}>{text.slice(from, to)}</span>);
    shown = to;
  }
  return <>{parts}{text.slice(shown)}</>;
}
