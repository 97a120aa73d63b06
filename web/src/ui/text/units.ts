// Units as people read them. Records hold UCUM, where a millimetre of mercury is "mm[Hg]".

const READABLE: readonly (readonly [RegExp, string])[] = [
  [/mm\[Hg\]/, 'mmHg'],
  [/10\*(\d+)\/L/, '10^$1/L'],
  [/\bumol\b/, 'µmol'],
  [/\bug\b/, 'µg'],
  [/\/(\{1\.73_m2\}|1\.73\.?m2)/, '/1.73 m²'],
  [/\{[^}]*\}$/, ''],
  [/\[(i?U|IU|in_i|lb_av|pH)\]/i, '$1'],
  [/kg\/m2/, 'kg/m²'],
];

/** "152 mmHg" of "152 mm[Hg]". Text without a unit stays as it is. */
export function readableValue(text: string): string {
  return READABLE.reduce((now, [unit, readable]) => now.replace(unit, readable), text).trim();
}
