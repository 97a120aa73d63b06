// Where a value lies along an axis, and which round values to mark on it.

/** Round steps of 1, 2 or 5 times a power of ten, so that at most `marksMax` marks fit. */
export function marks(maximum: number, marksMax: number = 5): readonly number[] {
  if (maximum <= 0) return [0];
  const rough = maximum / marksMax;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough * 0.999) ?? 10 * power;
  const shown: number[] = [];
  for (let mark = 0; mark < maximum + step * 0.999; mark += step) shown.push(mark);
  return shown;
}

export function scale(maximum: number, length: number): (value: number) => number {
  return (value) => (maximum <= 0 ? 0 : (value / maximum) * length);
}
