// The NHS number as it is printed (3 3 4, kept on one line) and as people type it: with spaces,
// dashes, or pasted with something else around it.

export type TypedNumber =
  | { readonly state: 'number'; readonly digits: string }
  | { readonly state: 'wrong'; readonly why: string };

/** "999 123 4567" with spaces that do not break. Text that is not ten digits is left as it is. */
export function printedNhsNumber(text: string): string {
  const digits = text.replace(/\D/g, '');
  if (digits.length !== 10) return text;
  return `${digits.slice(0, 3)}\u00a0${digits.slice(3, 6)}\u00a0${digits.slice(6)}`;
}

/** The check digit of the NHS number, modulo 11; undefined where no check digit exists. */
function checkDigit(digits: string): number | undefined {
  let sum = 0;
  for (let position = 0; position < 9; position += 1) {
    sum += Number(digits[position]) * (10 - position);
  }
  const digit = (11 - (sum % 11)) % 11;
  return digit === 10 ? undefined : digit;
}

export function typedNhsNumber(text: string): TypedNumber {
  const bare = text.replace(/[\s\u00a0\-–]/g, '').toUpperCase();
  if (bare === '') return { state: 'wrong', why: 'Enter an NHS number' };
  if (/^[A-Z]{2}\d{6}[A-Z]?$/.test(bare)) {
    return {
      state: 'wrong',
      why: 'That looks like a National Insurance number. An NHS number has 10 digits, like 999 123 4567',
    };
  }
  if (!/^\d+$/.test(bare)) {
    return { state: 'wrong', why: 'An NHS number has only digits, like 999 123 4567' };
  }
  if (bare.length !== 10) {
    return { state: 'wrong', why: `An NHS number has 10 digits. You entered ${bare.length}` };
  }
  // CHI numbers begin with the date of birth and have the same check digit; no NHS number of
  // England or Wales lies in that range.
  if (Number(bare.slice(0, 2)) <= 31 && Number(bare.slice(2, 4)) <= 12) {
    return { state: 'wrong', why: 'That looks like a Scottish CHI number, not an NHS number' };
  }
  if (checkDigit(bare) !== Number(bare[9])) {
    return { state: 'wrong', why: 'That is not an NHS number. Check each digit' };
  }
  return { state: 'number', digits: bare };
}
