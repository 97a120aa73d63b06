// Numbers as people read them: a comma above 999, and a word for none.

const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** "1,234". */
export function count(value: number): string {
  return WHOLE.format(value);
}

/** "1 patient", "1,234 patients", "no patients". */
export function counted(value: number, singular: string, plural: string = `${singular}s`): string {
  return `${value === 0 ? 'no' : count(value)} ${value === 1 ? singular : plural}`;
}

/** "12.3%" of a share between 0 and 1. */
export function percent(share: number, digits: number = 1): string {
  return `${(share * 100).toFixed(digits)}%`;
}

/** "1.2 MB", in the units that people see in their file browser. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return counted(bytes, 'byte');
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(0)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}
