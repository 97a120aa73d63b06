// Networks that are kept here, for tests: one draft of two practices.
import type { NetworkContracts, NetworkInView, NetworkReview, RegistrationFinding, RegistrationInView } from '../api/types';
import { FakeAgreement } from './fake_agreement';
import { FakeGovernance } from './fake_governance';
import type { FakeAnswer, FakeRequest } from './fake_server';

export const NORTH: NetworkInView = {
  id: 'n1', name: 'North Network', commissioner: { code: 'QXX', name: 'Riverside ICB' }, stage: 'draft', starts: '2027-04-01',
  from_register: false, part: 'own', as_at: '2026-11-26', changed_at: '2026-11-25T09:00:00Z',
  members: [{ code: 'A81001', name: 'THE DENSHAM SURGERY', registered_patients: 12_000 }, { code: 'A81002' }],
  director_findings: [{ warning: 'gap', from: '2027-04-01', what: 'Nobody is clinical director.' }],
};

const RULES = { contract: 'Network contract 2026/27', contract_id: '2026-27', formation: 'Forming networks', formation_id: '2025-26', assurance: 'Not assured.', note: '', least: 30_000, most: 50_000 };
const FINDING: RegistrationFinding = {
  id: 'start', task: 'start', severity: 'met', title: 'Name, commissioner and first day are there', arithmetic: '', clause: '', source: '', remedy: '', explanation: '', practices: [],
};
const FINDINGS: RegistrationFinding[] = [FINDING, {
  ...FINDING, id: 'practices', task: 'practices', severity: 'blocks', title: 'A81009 cannot be a member', arithmetic: 'A81009 is not in the register.', remedy: 'Take it out.', practices: ['A81009'],
}];
const REGISTRATION: RegistrationInView = {
  as_at: '2026-11-26', version: 2, stage: 'draft', may_write: true, may_be_submitted: false,
  registration: { name: 'North Network', commissioner: 'QXX', starts: '2027-04-01', members: ['A81001', 'A81009'] },
  members: [{ code: 'A81001', name: 'THE DENSHAM SURGERY', accepts_area: false }, { code: 'A81009', accepts_area: false }],
  tasks: [{ task: 'start', state: 'done' }, { task: 'practices', state: 'in_progress' }],
  findings: FINDINGS, people: { payees: [], directors: [{ name: 'Dr Ash', percent: 60 }, { name: 'Nurse Birch', percent: 40 }] },
  named_earlier: { payee: 'Densham Surgery', directors: [] }, rules: RULES,
  versions: [{ version: 2, at: '2026-11-25T09:00:00Z', by: 'Sam Okafor', organisation: 'A81001' }],
  departures: [{ practice: 'A81004', name: 'Elm Surgery', day: '2026-11-24', reason: 'The partners voted against it.' }],
};
const REVIEW: NetworkReview = {
  as_at: '2026-11-26', network: 'n1', version: 3, part: 'commissioner', first_day: '2027-04-01', findings: FINDINGS, members: REGISTRATION.members,
  review: {
    stage: 'under_review', submissions: [{ version: 1, day: '2026-11-20', is_late: false }], returns: [], variations: [], issues: [], assignments: [], departures: [],
    closed_because: '', last_step: 'start_review', said: 'The review began.',
  },
  steps: [
    { step: 'return', taker: 'commissioner', yours: true, hindrances: [] },
    { step: 'agree_in_principle', taker: 'commissioner', yours: true, hindrances: ['It is below the size, and no waiver is granted.'] },
  ],
  gates: ['It is not agreed in principle.'],
  waiting: [{ whom: 'commissioner', step: 'agree_in_principle', what: 'Decide on the registration', is_late: false, due: '2027-04-01' }],
  timetable: [], rules: RULES,
  decision_rules: { refusal_grounds: [{ id: 'size', title: 'Size' }], not_a_ground: { clause: 'Not for the agreement.', source: 'BMA' }, timetable_note: 'No national timetable.' },
  history: [{ version: 3, at: '2026-11-21T09:00:00Z', by: 'Alex Morgan', organisation: 'QXX', step: 'start_review', said: 'The review began.', stage: 'under_review' }],
};

const CONTRACTS: NetworkContracts = {
  as_at: '2026-11-26', network: 'n1', stage: 'live', assurance: 'Nobody has checked it yet.',
  practices: [
    {
      code: 'A81001', name: 'Densham Surgery', version: 1, core: { type: 'PMS', reference: 'C/12', varied_on: '2026-03-20', from_variation: false },
      years: [
        { year: '2026-04-01', title: '2026/27', participation: 'auto_enrolled', why: 'It took part in the year before, and has not opted out.', is_open: true },
        { year: '2025-04-01', title: '2025/26', participation: 'opted_in', why: 'It opted in on 2025-04-12.', is_open: false, window_closes: '2025-04-30', clause: 'Enrolled again by itself.', source: 'A source' },
      ],
    },
    { code: 'A81009', version: 0, years: [] },
  ],
};

export class FakeNetworks {
  readonly agreement = new FakeAgreement();
  readonly governance = new FakeGovernance();

  answer(request: FakeRequest): FakeAnswer | undefined {
    const { method, path } = request;
    if (path.startsWith('/api/networks/n1/agreement')) return this.agreement.answer(request);
    if (method === 'GET' && path === '/api/networks') return { status: 200, body: [NORTH] };
    if (method === 'GET' && path === '/api/networks/n1') return { status: 200, body: NORTH };
    if (path === '/api/networks/n1/registration') return { status: 200, body: method === 'PUT' ? { version: 3 } : REGISTRATION };
    if (path === '/api/networks/n1/review') return { status: 200, body: method === 'POST' ? { version: 4, stage: 'returned', said: 'Returned.' } : REVIEW };
    if (path === '/api/networks/n1/contracts') return { status: 200, body: { ...CONTRACTS, as_at: request.search.get('as_at') ?? CONTRACTS.as_at } };
    if (path.startsWith('/api/networks/n1/contracts/')) return { status: 200, body: { version: 2 } };
    if (path === '/api/networks/n1/submissions') return { status: 200, body: [] };
    return path.startsWith('/api/networks/n1/') ? this.governance.answer(request) : undefined;
  }
}
