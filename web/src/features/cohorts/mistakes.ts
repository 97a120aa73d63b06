// How a mistake is mended by a near name: which name in the marked stretch was meant, and how the
// other one is written in its place.
import type { CohortDiagnostic } from '../../api/types';
import { bareName, quotedName, tokensOf, writtenName } from '../../ui/cql/cql_tokens';

export interface Mending {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly written: string;
}

/** How many single changes of letters lead from one name to the other. */
export function lettersApart(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  [...one].forEach((letter, position) => {
    const next = [position + 1];
    for (let at = 1; at <= other.length; at += 1) {
      const kept = (row[at - 1] ?? 0) + (other[at - 1] === letter ? 0 : 1);
      next.push(Math.min(kept, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  });
  return row[other.length] ?? 0;
}

function offset(text: string, line: number, column: number): number {
  let begin = 0;
  for (let passed = 1; passed < line; passed += 1) {
    const end = text.indexOf('\n', begin);
    if (end < 0) return text.length;
    begin = end + 1;
  }
  return Math.min(begin + column - 1, text.length);
}

/** The ways to mend a mistake of `text`: one for each near name. */
export function mendings(text: string, mistake: CohortDiagnostic): readonly Mending[] {
  if (mistake.file) return [];
  const begin = offset(text, mistake.line, mistake.column);
  const end = offset(text, mistake.end_line, mistake.end_column);
  const names = tokensOf(text).filter(
    ({ kind, from, to }) =>
      ['name', 'string', 'word', 'function', 'type', 'keyword'].includes(kind) && from < Math.max(end, begin + 1) && to > begin,
  );
  return mistake.near.flatMap((name) => {
    const [meant] = names
      .map((token) => ({ token, apart: lettersApart(bareName(text.slice(token.from, token.to)), name) }))
      .sort((a, b) => a.apart - b.apart);
    if (!meant) return [];
    const { from, to, kind } = meant.token;
    const written = ((): string => {
      if (kind === 'name') return quotedName(name);
      return kind === 'string' ? `'${name.replace(/[\\']/g, '\\$&')}'` : writtenName(name);
    })();
    return [{ name, from, to, written }];
  });
}
