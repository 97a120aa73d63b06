// Sentences of a preview, or that nothing changes.
import type { ReactNode } from 'react';

interface Sentence {
  readonly what: string;
}

export function Sentences({ all, none = 'Nothing changes here.' }: { readonly all: readonly Sentence[]; readonly none?: string }): ReactNode {
  if (all.length === 0) return <p>{none}</p>;
  return <ul>{all.map(({ what }, position) => <li key={`${position} ${what}`}>{what}</li>)}</ul>;
}
