// What may stand at a place of a text: value sets, definitions of the content and of the text itself,
// functions, resource types, elements and keywords, those first that begin with what is typed.
import type { CohortVocabulary } from '../../../api/types';
import { bareName, KEYWORDS, quotedName, type Token, tokensOf, writtenName } from '../../../ui/cql/cql_tokens';
import { counted } from '../../../ui/text/counts';

export interface Suggestion {
  /** What is searched in and shown first. */
  readonly name: string;
  /** What is written into the text. */
  readonly written: string;
  /** What kind of thing it is, in words. */
  readonly detail: string;
  readonly info?: string | undefined;
}

export interface Suggestions {
  readonly from: number;
  readonly to: number;
  readonly found: readonly Suggestion[];
}

export const SUGGESTIONS_MAX = 60;

function valueSets({ value_sets: sets }: CohortVocabulary): Suggestion[] {
  return sets.map(({ name, codes, people, source }) => ({
    name,
    written: quotedName(name),
    detail: `value set, ${counted(codes, 'code')}, ${counted(people, 'person', 'people')}`,
    info: source,
  }));
}

type Definition = CohortVocabulary['definitions'][number];

function definitionDetail({ library, type, is_boolean: isBoolean }: Definition): string {
  return isBoolean ? `definition of ${library}` : `definition of ${library}: ${type}`;
}

function definitions(vocabulary: CohortVocabulary): Suggestion[] {
  return vocabulary.definitions.map((definition) => ({
    name: definition.name,
    written: definition.reference,
    detail: definitionDetail(definition),
    info: definition.comment || undefined,
  }));
}

function definitionsOf(vocabulary: CohortVocabulary, library: string): Suggestion[] {
  return vocabulary.definitions
    .filter((definition) => definition.library === library)
    .map((definition) => ({
      name: definition.name,
      written: quotedName(definition.name),
      detail: definitionDetail(definition),
      info: definition.comment || undefined,
    }));
}

/** The forms of one function are one suggestion. */
function functions(vocabulary: CohortVocabulary, wanted: (library: string, fluent: boolean) => boolean): Suggestion[] {
  const forms = new Map<string, CohortVocabulary['functions'][number][]>();
  for (const one of vocabulary.functions.filter(({ library, fluent }) => wanted(library, fluent))) {
    const library = one.fluent || one.library === '' ? '' : `${writtenName(one.library)}.`;
    const written = `${library}${writtenName(one.name)}(`;
    forms.set(written, [...(forms.get(written) ?? []), one]);
  }
  return [...forms].map(([written, all]) => {
    const [{ name = '', signature = '' } = {}] = all;
    const signatures = all.length > 1 ? all.map((one) => one.signature) : [];
    const info = [...new Set(all.map(({ comment }) => comment)), ...signatures].filter(Boolean).join('\n');
    return { name, written, detail: all.length > 1 ? `function in ${all.length} forms` : signature, info: info || undefined };
  });
}

/** Functions of a library after its name and a dot. */
function functionsOf(vocabulary: CohortVocabulary, library: string): Suggestion[] {
  return functions(vocabulary, (of, fluent) => of === library && !fluent).map((suggestion) => ({
    ...suggestion,
    written: `${writtenName(suggestion.name)}(`,
  }));
}

function types({ types: all }: CohortVocabulary): Suggestion[] {
  return all.map(({ name, elements }) => ({
    name,
    written: name,
    detail: 'type of entry',
    info: elements.length > 0 ? `Records keep: ${elements.map((element) => element.name).join(', ')}` : undefined,
  }));
}

function elements({ types: all }: CohortVocabulary): Suggestion[] {
  const seen = new Map<string, Suggestion>();
  for (const { name: owner, elements: own } of all) {
    for (const { name, type } of own) {
      if (!seen.has(name)) seen.set(name, { name, written: name, detail: `${type} of ${owner}` });
    }
  }
  return [...seen.values()];
}

function keywords(vocabulary: CohortVocabulary): Suggestion[] {
  const words = new Set([...vocabulary.keywords, ...KEYWORDS]);
  return [...words].map((name) => ({ name, written: name, detail: 'keyword' }));
}

function libraries(vocabulary: CohortVocabulary): Suggestion[] {
  const names = new Set(vocabulary.definitions.map(({ library }) => library));
  return [...names].map((name) => ({ name, written: `${writtenName(name)}.`, detail: 'library of the content' }));
}

/** Names that the text itself defines, whether it compiles or not. */
export function namesDefinedIn(text: string): readonly string[] {
  const names: string[] = [];
  const tokens = tokensOf(text).filter(({ kind }) => kind !== 'blank' && kind !== 'comment');
  tokens.forEach((token, position) => {
    if (text.slice(token.from, token.to) !== 'define') return;
    const name = tokens[position + 1];
    if (name && (name.kind === 'name' || name.kind === 'word')) names.push(bareName(text.slice(name.from, name.to)));
  });
  return [...new Set(names)];
}

function ownDefinitions(text: string): Suggestion[] {
  return namesDefinedIn(text).map((name) => ({ name, written: writtenName(name), detail: 'definition of this text' }));
}

/** What a text can use of the content, wherever it stands. */
export function allNames(vocabulary: CohortVocabulary): readonly Suggestion[] {
  return [...valueSets(vocabulary), ...definitions(vocabulary), ...functions(vocabulary, () => true)];
}

/** 0 begins with it, 1 a word in it does, 2 holds it, 3 has words that begin with its words; undefined: no. */
function rank(name: string, typed: string): number | undefined {
  if (name.startsWith(typed)) return 0;
  const words = name.split(/[^a-z0-9]+/);
  if (words.some((word) => word.startsWith(typed))) return 1;
  if (name.includes(typed)) return 2;
  const parts = typed.split(/\s+/).filter(Boolean);
  return parts.every((part) => words.some((word) => word.startsWith(part))) ? 3 : undefined;
}

/** Those that fit what is typed, the closest first. */
export function ranked(all: readonly Suggestion[], typed: string): readonly Suggestion[] {
  const wanted = typed.toLowerCase();
  const fitting = all.flatMap((suggestion) => {
    const closeness = rank(suggestion.name.toLowerCase(), wanted);
    return closeness === undefined ? [] : [{ suggestion, closeness }];
  });
  // A sort is stable: within one closeness the order stays that of the groups.
  return fitting
    .sort((a, b) => a.closeness - b.closeness)
    .slice(0, SUGGESTIONS_MAX)
    .map(({ suggestion }) => suggestion);
}

interface Typed {
  readonly from: number;
  readonly to: number;
  readonly words: string;
  readonly isQuoted: boolean;
}

/** The name that is being typed at a place; undefined inside comments, texts and numbers. */
function typedAt(text: string, at: number, tokens: readonly Token[]): Typed | undefined {
  const token = tokens.find(({ from, to }) => from < at && at <= to);
  if (!token) return { from: at, to: at, words: '', isQuoted: false };
  const written = text.slice(token.from, token.to);
  switch (token.kind) {
    case 'comment':
      return undefined;
    case 'string':
    case 'number':
    case 'date':
      return token.to === at && token.kind === 'string' && written.length > 1 && written.endsWith("'")
        ? { from: at, to: at, words: '', isQuoted: false }
        : undefined;
    case 'name': {
      const isClosed = written.length > 1 && written.endsWith(written[0] ?? '');
      if (isClosed && token.to === at) return { from: at, to: at, words: '', isQuoted: false };
      return { from: token.from, to: token.to, words: text.slice(token.from + 1, at), isQuoted: true };
    }
    case 'blank':
    case 'symbol':
      return { from: at, to: at, words: '', isQuoted: false };
    default:
      return { from: token.from, to: token.to, words: text.slice(token.from, at), isQuoted: false };
  }
}

/** What stands before what is typed: `Registers.`, `[`, `[Condition:`. */
function standingBefore(text: string, from: number, tokens: readonly Token[]): readonly string[] {
  return tokens
    .filter(({ kind, to }) => kind !== 'blank' && kind !== 'comment' && to <= from)
    .slice(-3)
    .map(({ from: begin, to }) => text.slice(begin, to));
}

function candidates(text: string, typed: Typed, before: readonly string[], vocabulary: CohortVocabulary): Suggestion[] {
  const [third = '', second = '', last = ''] = ['', '', '', ...before].slice(-3);
  if (last === '.') {
    const owner = bareName(second);
    const isLibrary = vocabulary.definitions.some(({ library }) => library === owner);
    if (isLibrary) return [...definitionsOf(vocabulary, owner), ...functionsOf(vocabulary, owner)];
    return [...functions(vocabulary, (_, fluent) => fluent), ...elements(vocabulary)];
  }
  if (last === '[') return types(vocabulary);
  if (third === '[' && last === ':') return valueSets(vocabulary);
  const named = [...ownDefinitions(text), ...definitions(vocabulary), ...valueSets(vocabulary)];
  if (typed.isQuoted) return named;
  return [
    ...keywords(vocabulary), ...named, ...libraries(vocabulary),
    ...functions(vocabulary, (_, fluent) => !fluent), ...types(vocabulary),
  ];
}

/**
 * What to suggest at a place. Without being asked (`isAsked`) only where somebody types a name, so
 * that suggestions do not stand in the way of somebody who writes without them.
 */
export function suggestionsAt(
  text: string, at: number, vocabulary: CohortVocabulary, isAsked: boolean,
): Suggestions | undefined {
  const tokens = tokensOf(text);
  const typed = typedAt(text, at, tokens);
  if (!typed) return undefined;
  const before = standingBefore(text, typed.from, tokens);
  const isExpected = typed.isQuoted || ['.', '['].includes(before[before.length - 1] ?? '');
  if (!isAsked && !isExpected && typed.words.length < 2) return undefined;
  if (!isAsked && before[before.length - 1] === 'define') return undefined;
  const found = ranked(candidates(text, typed, before, vocabulary), typed.words);
  // Whoever has typed a keyword to its end goes on with the next word, and Enter is a new line.
  const isComplete = !typed.isQuoted && found.some(({ written }) => written === typed.words);
  if (found.length === 0 || (!isAsked && isComplete)) return undefined;
  return { from: typed.from, to: typed.to, found };
}
