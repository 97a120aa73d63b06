// A commissioner of six small areas in a row for tests, its networks, and what the server says of an
// area of them.
import type {
  AreaFinding, AreaProfile, EnglandCoverage, NetworkArea, NetworkMap, ProposedAreaCheck, SmallAreaMap, SuggestedArea,
} from '../api/types';
import type { FakeAnswer, FakeRequest } from './fake_server';

const AS_AT = '2026-11-26';
const CODES = ['E01012001', 'E01012002', 'E01012003', 'E01012004', 'E01012005', 'E01012006'];

function square(at: number): { readonly type: 'Polygon'; readonly coordinates: unknown[] } {
  const west = -1.4 + at * 0.02;
  return { type: 'Polygon', coordinates: [[[west, 54.4], [west + 0.02, 54.4], [west + 0.02, 54.41], [west, 54.41], [west, 54.4]]] };
}

const SMALL_AREAS: SmallAreaMap = {
  type: 'FeatureCollection',
  as_at: AS_AT,
  index_year: 2025,
  features: CODES.map((code, at) => ({
    type: 'Feature',
    geometry: square(at),
    properties: {
      code, name: `Stockton-on-Tees 001${'ABCDEF'[at]}`, decile: at + 1, patients: 1500, longitude: -1.39 + at * 0.02, latitude: 54.405,
      nearest_practice: at < 3 ? 'A81001' : 'A81009', nearest_network: at < 3 ? 'U89141' : 'U89142',
    },
  })),
  without_boundary: [],
  rests_on: [],
};

export const NETWORK_MAP: NetworkMap = {
  type: 'FeatureCollection',
  as_at: AS_AT,
  features: [
    { type: 'Feature', geometry: square(0), properties: { kind: 'commissioner', code: '16C', name: 'NHS Tees Valley' } },
    { type: 'Feature', geometry: square(5), properties: { kind: 'network', code: 'U89142', name: 'EAST PCN', number: 1, from: 'boundary', longitude: -1.29, latitude: 54.405 } },
    { type: 'Feature', geometry: { type: 'Point', coordinates: [-1.39, 54.405] }, properties: { kind: 'site', code: 'A81001', name: 'THE DENSHAM SURGERY', number: 1, postcode: 'TS18 1HU', network: 'U89141', patients: 3733 } },
  ],
  without_area: [{ code: 'U89141', name: 'STOCKTON PCN' }],
  without_place: [{ code: 'A81002', name: 'QUEENS PARK' }],
  rests_on: [{ kind: 'boundaries', file: 'areas.geojson', dated: '2025-01-01' }],
};

const PROFILE: AreaProfile = {
  as_at: AS_AT,
  area_known: true,
  small_areas: 6,
  deprivation: {
    index_year: 2025, not_known: 0,
    deciles: Array.from({ length: 10 }, (_, at) => ({ decile: at + 1, small_areas: at < 6 ? 1 : 0 })),
  },
  rural_urban: { rural: 2, urban: 4 },
  districts: [{ code: 'E06000004', name: 'Stockton-on-Tees', small_areas: 6 }],
  care_homes: {
    homes: 1, beds: 32, beds_not_known: 0, not_placed: 0, of_no_commissioner: 3,
    list: [{ location: '1-123456789', name: 'ROSE COTTAGE', postcode: 'TS18 1AA', provider: 'ROSE LTD', services: '', beds: 32 }],
  },
  rests_on: [],
};

const COVERAGE: EnglandCoverage = {
  as_at: AS_AT, open_networks: 1298, practices_of_no_commissioner: 0, lists_missing: 0,
  arithmetic: '6,087 of 6,139 practices (99.15 %), 63,216,178 of 63,436,508 patients (99.65 %) are in an open network.',
  practices: 6139, practices_covered: 6087, patients: 63_436_508, patients_covered: 63_216_178,
  commissioners: [
    { code: '16C', name: 'NHS Tees Valley', system: 'QHM', system_name: 'NHS North East', region: 'Y63', open_networks: 14, practices: 78, practices_covered: 77, patients: 710_000, patients_covered: 701_000, lists_missing: 0 },
    { code: '00Q', name: 'NHS Blackburn', system: 'QE1', system_name: 'NHS Lancashire', region: 'Y62', open_networks: 4, practices: 22, practices_covered: 22, patients: 180_000, patients_covered: 180_000, lists_missing: 0 },
  ],
  not_covered: [{ code: 'A81099', name: 'LONELY SURGERY', registered_patients: 9000, commissioner: '16C', commissioner_name: 'NHS Tees Valley' }],
  notes: [],
};

function finding(rule: AreaFinding['rule'], met: boolean, arithmetic: string): AreaFinding {
  return { rule, outcome: met ? 'met' : 'not_met', arithmetic, clause: `The clause of ${rule}.` };
}

/** In pieces where a gap lies between two chosen ones; the last small area is another network's. */
function checkOf(area: NetworkArea): ProposedAreaCheck {
  const codes = area.small_areas ?? [];
  const places = codes.map((code) => CODES.indexOf(code)).sort();
  const pieces = places.filter((place, at) => at === 0 || place !== (places[at - 1] ?? 0) + 1).length;
  const missing = CODES.slice(0, 5).filter((code) => !codes.includes(code));
  return {
    as_at: AS_AT, cell_m: 100, square_km: codes.length * 1.44, small_areas_inside: codes.length, residents: codes.length * 1500,
    pieces: [], outside_square_km: 0, overlaps: [], gaps: [], small_areas_in_none: missing, without_boundary: [],
    sites_outside: codes.includes('E01012001') ? [] : [{ code: 'A81001', name: 'THE DENSHAM SURGERY' }],
    sites_not_known: [], patients: 0, patients_outside: 0, patients_not_placed: 0,
    findings: [
      finding('overlap', !codes.includes('E01012006'), codes.includes('E01012006') ? 'It overlaps EAST PCN.' : 'It overlaps none.'),
      finding('gap', missing.length === 0, `${missing.length} small areas are in no network’s area.`),
      finding('contiguous', pieces === 1, `In ${pieces} pieces.`),
    ],
    notes: ['Nobody has checked these rules yet.'],
  };
}

export function answerOfAreas({ path, body }: FakeRequest): FakeAnswer | undefined {
  if (path === '/api/areas/check') return { status: 200, body: checkOf((body as { area: NetworkArea }).area) };
  if (path === '/api/areas/suggestion') {
    const suggestion: SuggestedArea = {
      as_at: AS_AT, small_areas: CODES.slice(0, 3), of: CODES.length, without_place: [{ code: 'A81002', name: 'QUEENS PARK' }],
    };
    return { status: 200, body: suggestion };
  }
  const answers: Record<string, object> = {
    '/api/areas/commissioners/16C/small-areas': SMALL_AREAS,
    '/api/areas/commissioners/16C/networks': NETWORK_MAP,
    '/api/areas/commissioners/16C/profile': PROFILE,
    '/api/areas/networks/U89141/map': NETWORK_MAP,
    '/api/areas/networks/U89141/profile': PROFILE,
    '/api/areas/coverage': COVERAGE,
  };
  return answers[path] && { status: 200, body: answers[path] };
}
