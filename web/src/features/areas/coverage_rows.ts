// The coverage of commissioners, added up to systems and regions, and put in order.
import type { EnglandCoverage } from '../../api/types';
import type { Sort } from '../../ui/table/table';

export type Level = 'region' | 'system' | 'commissioner';
export const LEVELS: readonly Level[] = ['region', 'system', 'commissioner'];

export interface CoverageRow {
  readonly code: string;
  readonly name: string;
  readonly networks: number;
  readonly practices: number;
  readonly missing: number;
  readonly patients: number;
  readonly uncovered: number;
}

export type SortKey = 'name' | 'networks' | 'practices' | 'missing' | 'patients' | 'uncovered' | 'share';

type Commissioner = EnglandCoverage['commissioners'][number];

const UNKNOWN = 'Not known';

const REGIONS: Readonly<Record<string, string>> = {
  Y56: 'London', Y58: 'South West', Y59: 'South East', Y60: 'Midlands', Y61: 'East of England', Y62: 'North West',
  Y63: 'North East and Yorkshire',
};

function placeOf(one: Commissioner, level: Level): { readonly code: string; readonly name: string } {
  switch (level) {
    case 'commissioner': return { code: one.code, name: one.name };
    case 'system': return { code: one.system ?? UNKNOWN, name: one.system_name };
    case 'region': return { code: one.region ?? UNKNOWN, name: REGIONS[one.region ?? ''] ?? '' };
  }
}

export function rowsAt(coverage: EnglandCoverage, level: Level): readonly CoverageRow[] {
  const rows = new Map<string, CoverageRow>();
  for (const one of coverage.commissioners) {
    const { code, name } = placeOf(one, level);
    const before = rows.get(code) ?? { code, name, networks: 0, practices: 0, missing: 0, patients: 0, uncovered: 0 };
    rows.set(code, {
      ...before,
      networks: before.networks + one.open_networks,
      practices: before.practices + one.practices,
      missing: before.missing + one.practices - one.practices_covered,
      patients: before.patients + one.patients,
      uncovered: before.uncovered + one.patients - one.patients_covered,
    });
  }
  return [...rows.values()];
}

function valueOf(row: CoverageRow, by: string): number {
  switch (by) {
    case 'networks': return row.networks;
    case 'practices': return row.practices;
    case 'patients': return row.patients;
    case 'uncovered': return row.uncovered;
    case 'share': return row.patients === 0 ? 0 : (row.patients - row.uncovered) / row.patients;
    default: return row.missing;
  }
}

/** Names break ties, so that the order is always the same. */
export function sorted(rows: readonly CoverageRow[], { by, order }: Sort): readonly CoverageRow[] {
  const way = order === 'ascending' ? 1 : -1;
  const byName = (a: CoverageRow, b: CoverageRow): number => (a.name || a.code).localeCompare(b.name || b.code, 'en-GB');
  return [...rows].sort((a, b) => (by === 'name' ? way * byName(a, b) : way * (valueOf(a, by) - valueOf(b, by)) || byName(a, b)));
}

/** Cut, not rounded: 99.996% is not all. */
export function cutPercent(part: number, whole: number): string {
  if (whole === 0) return 'Not known';
  return `${(Math.floor((part * 10_000) / whole) / 100).toFixed(2)}%`;
}
