// The words of a CQL text with their kinds, for colours and for finding names at a place. Reads
// any text, finished or not; what is wrong with it is the server's to say.

export type TokenKind =
  | 'blank'
  | 'comment'
  | 'string'
  | 'name'
  | 'number'
  | 'date'
  | 'keyword'
  | 'type'
  | 'function'
  | 'word'
  | 'symbol';

/** What a line begins inside of: a comment, a string, a quoted name, or nothing. */
export type Open = '' | '/*' | "'" | '"' | '`';

export interface Token {
  readonly kind: TokenKind;
  readonly from: number;
  readonly to: number;
}

export interface Step {
  readonly kind: TokenKind;
  readonly to: number;
  readonly open: Open;
}

/** Reserved words and the words of timing phrases, CQL 1.5. */
export const KEYWORDS: readonly string[] = [
  'after', 'aggregate', 'all', 'and', 'as', 'asc', 'ascending', 'before', 'between', 'by', 'called',
  'case', 'cast', 'code', 'codesystem', 'collapse', 'concept', 'contains', 'context', 'convert',
  'date', 'day', 'days', 'default', 'define', 'desc', 'descending', 'difference', 'display',
  'distinct', 'div', 'duration', 'during', 'else', 'end', 'ends', 'except', 'exists', 'expand',
  'false', 'flatten', 'fluent', 'from', 'function', 'hour', 'hours', 'if', 'implies', 'in', 'include',
  'included', 'includes', 'intersect', 'is', 'let', 'library', 'maximum', 'meets', 'millisecond',
  'milliseconds', 'minimum', 'minute', 'minutes', 'mod', 'month', 'months', 'more', 'not', 'null',
  'occurs', 'of', 'on', 'or', 'overlaps', 'parameter', 'per', 'point', 'predecessor', 'private',
  'properly', 'public', 'return', 'same', 'second', 'seconds', 'singleton', 'sort', 'start', 'starting',
  'starts', 'successor', 'such', 'that', 'then', 'time', 'timezoneoffset', 'to', 'true', 'union',
  'using', 'valueset', 'version', 'week', 'weeks', 'when', 'where', 'width', 'with', 'within',
  'without', 'xor', 'year', 'years',
];

const RESERVED: ReadonlySet<string> = new Set(KEYWORDS);
const TYPES: ReadonlySet<string> = new Set([
  'Any', 'Boolean', 'Choice', 'Code', 'Concept', 'Date', 'DateTime', 'Decimal', 'Integer', 'Interval',
  'List', 'Long', 'Quantity', 'Ratio', 'String', 'Time', 'Tuple', 'ValueSet', 'Vocabulary',
]);

const BLANK = /[ \t\r\u00a0]+/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /\d+(?:\.\d+)?L?/y;
const DATE = /@[0-9T][0-9T:.Z+-]*/y;
const CALL = /[ \t]*\(/y;

function length(pattern: RegExp, line: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(line)?.[0].length ?? 0;
}

function comment(line: string, from: number): Step {
  const close = line.indexOf('*/', from);
  if (close < 0) return { kind: 'comment', to: line.length, open: '/*' };
  return { kind: 'comment', to: close + 2, open: '' };
}

function quoted(line: string, from: number, quote: Exclude<Open, '' | '/*'>): Step {
  const kind = quote === "'" ? 'string' : 'name';
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === quote) return { kind, to: at + 1, open: '' };
  }
  return { kind, to: line.length, open: quote };
}

/** A word after `[` is a type that is retrieved: `[Condition: ...]`. */
function isRetrieved(line: string, from: number): boolean {
  return /\[\s*$/.test(line.slice(0, from));
}

function word(line: string, from: number): Step {
  const to = from + length(WORD, line, from);
  const text = line.slice(from, to);
  const kind = ((): TokenKind => {
    if (RESERVED.has(text)) return 'keyword';
    if (TYPES.has(text) || isRetrieved(line, from)) return 'type';
    return length(CALL, line, to) > 0 ? 'function' : 'word';
  })();
  return { kind, to, open: '' };
}

/** The token of a line that begins at `from`, inside of `open`. Takes at least one character. */
export function tokenAt(line: string, from: number, open: Open): Step {
  if (open === '/*') return comment(line, from);
  if (open !== '') return quoted(line, from, open);
  const first = line[from] ?? '';
  if (line.startsWith('//', from)) return { kind: 'comment', to: line.length, open: '' };
  if (line.startsWith('/*', from)) return comment(line, from + 2);
  if (first === "'" || first === '"' || first === '`') return quoted(line, from + 1, first);
  const patterns: readonly (readonly [RegExp, TokenKind])[] = [[BLANK, 'blank'], [NUMBER, 'number'], [DATE, 'date']];
  for (const [pattern, kind] of patterns) {
    const taken = length(pattern, line, from);
    if (taken > 0) return { kind, to: from + taken, open: '' };
  }
  if (length(WORD, line, from) > 0) return word(line, from);
  return { kind: 'symbol', to: from + 1, open: '' };
}

/** All tokens of a text. Together with the line ends between them they are the whole text. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let open: Open = '';
  let begin = 0;
  for (const line of text.split('\n')) {
    for (let at = 0; at < line.length; ) {
      const step = tokenAt(line, at, open);
      tokens.push({ kind: step.kind, from: begin + at, to: begin + step.to });
      open = step.open;
      at = step.to;
    }
    begin += line.length + 1;
  }
  return tokens;
}

/** What a name is called without its quotes. */
export function bareName(token: string): string {
  const quote = token[0];
  if (quote !== '"' && quote !== '`' && quote !== "'") return token;
  const inner = token.endsWith(quote) && token.length > 1 ? token.slice(1, -1) : token.slice(1);
  return inner.replace(/\\(.)/g, '$1');
}

/** A name as CQL writes it: bare where that is possible, in quotes otherwise. */
export function writtenName(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !RESERVED.has(name)) return name;
  return quotedName(name);
}

export function quotedName(name: string): string {
  return `"${name.replace(/[\\"]/g, '\\$&')}"`;
}
