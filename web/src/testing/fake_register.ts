// A small register of England for tests: one commissioner, one network, and changes that wait.
import type {
  PublicNetwork,
  AreaCheck, NetworkCheck, RegisterChange, RegisterHit, RegisterLoad,
  RegisterNetwork, RegisterPractice, RegisterSource, RegisterTotals,
} from '../api/types';
import type { FakeAnswer, FakeRequest } from './fake_server';

const MAPPING: RegisterSource = { id: 2, file: 'files/map.csv', kind: 'practice_mapping', dated: '2026-07-01' };

const TOTALS: RegisterTotals = {
  as_at: '2026-11-26',
  open_networks: 1298,
  practices: 6139,
  unallocated_practices: 52,
  commissioners: [
    {
      code: '16C', name: 'NHS Tees Valley', ons_code: 'E38000247', system: 'QHM', system_name: 'NHS NE', region: 'Y63',
      open_networks: 14, practices: 78, unallocated_practices: 1, registered_patients: 710_000,
    },
  ],
  rests_on: [MAPPING],
  notes: ['No list sizes of this day or before are loaded.'],
};

const HITS: RegisterHit[] = [
  { kind: 'network', code: 'U89141', name: 'STOCKTON PCN', postcode: 'TS18 2AT', detail: '2 practices', current: true },
  { kind: 'practice', code: 'A81001', name: 'THE DENSHAM SURGERY', postcode: 'TS18 1HU', detail: 'STOCKTON PCN', current: true },
  { kind: 'practice', code: 'A81002', name: 'QUEENS PARK', postcode: 'TS18 2AW', detail: '', current: true },
];

const MEMBERSHIP = {
  practice: 'A81001', practice_name: 'THE DENSHAM SURGERY', network: 'U89141', network_name: 'STOCKTON PCN', start: '2019-10-01',
};

const NETWORK: RegisterNetwork = {
  as_at: '2026-11-26', code: 'U89141', name: 'STOCKTON PCN', open: true, opened: '2019-10-01', commissioner: '16C',
  commissioner_name: 'NHS Tees Valley', address: 'TENNANT STREET', postcode: 'TS18 2AT', registered_patients: 3733,
  members: [
    { code: 'A81001', name: 'THE DENSHAM SURGERY', postcode: 'TS18 1HU', list: { patients: 3733, extracted: '2026-07-01' } },
    { code: 'A81002', name: 'QUEENS PARK', postcode: 'TS18 2AW' },
  ],
  members_without_list: 1,
  history: [MEMBERSHIP],
  source: { ...MAPPING, line: 12 },
};

const PRACTICE: RegisterPractice = {
  as_at: '2026-11-26', code: 'A81001', name: 'THE DENSHAM SURGERY', postcode: 'TS18 1HU', standing: 'member', network: 'U89141',
  network_name: 'STOCKTON PCN', commissioner: '16C', commissioner_name: 'NHS Tees Valley', history: [MEMBERSHIP],
  list: {
    patients: 3733, extracted: '2026-07-01',
    bands: [
      { sex: 'FEMALE', band: '95+', patients: 12 }, { sex: 'FEMALE', band: '5_9', patients: 90 }, { sex: 'MALE', band: '5_9', patients: 1081 },
    ],
  },
  source: { ...MAPPING, line: 12 },
};

export const PUBLIC_NETWORK: PublicNetwork = {
  as_at: '2026-11-26', code: 'U89141', name: 'STOCKTON PCN', open: true, commissioner_name: 'NHS Tees Valley', address: '',
  postcode: '', practices: [{ code: 'A81001', name: 'THE DENSHAM SURGERY', postcode: 'TS18 1HU' }], dated: '2026-07-01',
};

const CHECK: NetworkCheck = {
  as_at: '2026-11-26',
  commissioner: { code: '16C', name: 'NHS Tees Valley' },
  rules: { id: '2019-20', title: 'Network contract 2019/20', assurance: 'Nobody has checked it yet.' },
  coverage: {
    clause: 'Every practice is in a network.', source: 'The contract', by: '2019-06-30', met: false,
    arithmetic: '77 of 78 practices (98.71 %), 701,000 of 710,000 patients (98.73 %) are in an open network.',
    practices: 78, practices_covered: 77, patients: 710_000, patients_covered: 701_000, lists_missing: 0,
    not_covered: [{ code: 'A81099', name: 'LONELY SURGERY', registered_patients: 9000 }],
  },
  size: {
    clause: '30,000 to 50,000.', source: 'The contract', least: 30_000, most: 50_000,
    counts: { in_range: 1, below: 1, above: 0, not_known: 0 },
    networks: [
      { code: 'U89141', name: 'STOCKTON PCN', practices: 4, registered_patients: 41_000, outcome: 'in_range', arithmetic: '41,000 patients, within.', needs: '' },
      { code: 'U89142', name: 'SMALL PCN', practices: 2, registered_patients: 20_000, outcome: 'below', arithmetic: '20,000 patients, 10,000 below.', needs: 'A waiver.' },
    ],
  },
  cross_border: [],
  in_several_networks: [],
  notes: ['The rules ended on 2020-03-31.'],
};

const AREAS: AreaCheck = {
  as_at: '2026-11-26', cell_m: 100, commissioner_square_km: 1988.3, covered_square_km: 1984.53, without_boundary: [],
  areas: [
    {
      code: 'U89141', name: 'STOCKTON PCN', square_km: 100,
      parts: [{ square_km: 90, latitude: 54.5, longitude: -1.3 }, { square_km: 10, latitude: 54.6, longitude: -1.3 }],
    },
  ],
  overlaps: [{ first: 'U89141', first_name: 'STOCKTON PCN', second: 'U89142', second_name: 'SMALL PCN', square_km: 1.25, latitude: 54.5, longitude: -1.31 }],
  gaps: [{ square_km: 0.36, latitude: 54.8048, longitude: -1.91 }],
  sliver_square_km: 0.1, sites: 5, sites_outside: [{ practice: 'A81001', name: 'THE DENSHAM SURGERY', network: 'U89141' }],
  rests_on: [],
};

function change(id: number, rest: Partial<RegisterChange>): RegisterChange {
  return {
    id, change: 'moved', subject_kind: 'practice', subject: 'A81002', name: 'QUEENS PARK', before: '', after: 'U89141',
    file: 'map.csv', dated: '2026-07-01', state: 'waiting', decided_at: '', decided_by: '', ...rest,
  };
}

export class FakeRegister {
  refused: RegisterChange[] = [];
  changes: RegisterChange[] = [
    change(1, {}),
    change(2, { change: 'closed', subject_kind: 'network', subject: 'U07032', name: 'NORTH STOCKTON PCN', after: '', refused_before: { file: 'files/may.csv', dated: '2026-05-01', decided_at: '2026-05-12T09:00:00Z', because: 'It goes on under its old name.' } }),
  ];

  answer({ method, path, search, body }: FakeRequest): FakeAnswer | undefined {
    const asAt = search.get('as_at') ?? TOTALS.as_at;
    if (path === '/api/register/files') {
      return {
        status: 200,
        body: {
          file: search.get('file_name') ?? '', state: 'accepted', kind: 'list_sizes', dated: '2026-08-01', dated_by: 'content',
          lines: 2, facts: 1, rejected: 1, doubtful: 0, passed_over: {}, changes: {},
          rejects: [{ file: 'lists.csv', line: 2, reason: '"many" is not a number of patients.' }], doubts: [],
        } satisfies RegisterLoad,
      };
    }
    if (path === '/api/register/changes/refuse') {
      const { ids, reason } = body as { ids: number[]; reason: string };
      const gone = this.changes.filter(({ id }) => ids.includes(id));
      this.changes = this.changes.filter(({ id }) => !ids.includes(id));
      this.refused.push(...gone.map((one) => ({ ...one, state: 'refused' as const, decided_at: '2026-11-26T09:00:00Z', because: reason })));
      return { status: 200, body: { refused: gone.length } };
    }
    if (method === 'POST') {
      const { ids } = body as { ids?: number[] };
      const before = this.changes.length;
      this.changes = ids ? this.changes.filter(({ id }) => !ids.includes(id)) : [];
      return { status: 200, body: { accepted: before - this.changes.length } };
    }
    if (path === '/api/register/search') {
      const question = (search.get('q') ?? '').toLowerCase();
      const hits = HITS.filter(({ name, code }) => `${name} ${code}`.toLowerCase().includes(question));
      return { status: 200, body: { as_at: asAt, hits } };
    }
    const answers: Record<string, object> = {
      '/api/register': { ...TOTALS, as_at: asAt },
      '/api/register/changes': search.get('state') === 'refused' ? this.refused : this.changes,
      '/api/register/check': { ...CHECK, as_at: asAt },
      '/api/register/areas': { ...AREAS, as_at: asAt },
      '/api/register/networks/U89141': { ...NETWORK, as_at: asAt },
      '/api/register/practices/A81001': { ...PRACTICE, as_at: asAt },
    };
    return answers[path] && { status: 200, body: answers[path] };
  }
}
