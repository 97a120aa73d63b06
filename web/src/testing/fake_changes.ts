// Requests to change the network n1, for tests: one of each state, their preview, and a group of two
// networks. Keeps what is done to them.
import type { ChangeDecision, ChangeInView, ChangeList, ChangePreview, ChangeRequest, ChangeRow, NamingChange, NetworkGroupInView } from '../api/types';
import type { FakeAnswer, FakeRequest } from './fake_server';

type Rule = ChangeList['rules']['kinds'][number];

function rule(kind: Rule['kind'], title: string, agreedBy: Rule['agreed_by']): Rule {
  return { kind, title, agreed_by: agreedBy, agreed_how: `${title}: the practices agree.`, effect: 'The register changes.', clause: 'Clause 5.', source: 'Network contract' };
}

const KINDS: Rule[] = [
  { ...rule('practice_joins', 'A practice joins', 'vote'), window: { text: 'Tell the commissioner by 28 February.' } },
  rule('practice_leaves', 'A practice leaves', 'notice'), rule('practices_merge', 'Practices merge', 'all_practices_named'),
  rule('networks_merge', 'Networks merge', 'all_members'), rule('network_splits', 'The network splits', 'all_members'),
  rule('shared_director', 'Networks share a clinical director', 'all_members'), rule('new_area', 'A new area', 'all_members'),
];
const RULES = { id: '2026-27', title: 'Changing networks 2026/27', assurance: 'Not assured.', note: '', kinds: KINDS };

const ROW: ChangeRow = {
  id: 'k1', network: 'n1', network_name: 'North Network', kind: 'practice_joins', title: 'A81003 joins North Network', state: 'draft', takes_effect: '2027-04-01',
  in_effect: false, version: 1, changed_at: '2026-11-25T09:00:00Z',
};

const SIDE = {
  members: [{ code: 'A81001', name: 'The Densham Surgery', registered_patients: 20_000 }], registered_patients: 20_000,
  arithmetic: '20,000 patients, below 30,000 to 50,000.', size: { outcome: 'below' as const, needs: 'a waiver.' },
};

export const PREVIEW: ChangePreview = {
  day_before: '2027-03-31', day: '2027-04-01', title: 'A81003 joins North Network', version: 1, notes: ['Lists are of 1 January 2026.'],
  rules: { title: 'Network contract 2026/27', assurance: 'Not assured.', note: '', size_clause: '30,000 to 50,000 patients.', size_source: 'NHS England', coverage_clause: 'Every practice has a network.', coverage_source: 'Law firm' },
  networks: [{
    code: 'U89141', name: 'North Network', joined: ['A81003'], left: [], before: SIDE,
    after: {
      members: [...SIDE.members, { code: 'A81003', name: 'East Surgery', registered_patients: 12_000 }], registered_patients: 32_000,
      arithmetic: '20,000 + 12,000 = 32,000 patients, within 30,000 to 50,000.', size: { outcome: 'in_range', needs: '' },
    },
  }],
  coverage: {
    commissioner: 'QXX', commissioner_name: 'Riverside ICB', left_out: [], left_out_patients: 0,
    before: { practices: 4, practices_covered: 3, patients: 60_000, patients_covered: 48_000, met: false, arithmetic: '3 of 4 practices have a network.' },
    after: { practices: 4, practices_covered: 4, patients: 60_000, patients_covered: 60_000, met: true, arithmetic: '4 of 4 practices have a network.' },
  },
  one_network: [],
  areas: [{ code: 'U89141', name: 'North Network', known: true, altered: true, square_km: 52.1, note: '52 km² in 1 piece.', findings: [{ rule: 'overlap', outcome: 'met', arithmetic: 'None.', clause: '' }], members: [{ code: 'A81003', name: 'East Surgery', inside: 'outside' }] }, { code: '', name: 'East Part', known: false, altered: true, note: 'The network is new: its area is still to be agreed.', lacks: 'The request does not say which area East Part has.', findings: [], members: [] }],
  people: { gains_vote: [{ what: 'A81003 gains a vote in North Network: 1 of 2 by heads.' }], loses_vote: [], posts: [], meetings: [] },
  agreement: [{ what: 'A81003 is not named in the agreement; all sign again.' }],
  data: { gains: [], loses: [] },
  payee: [], teams: [], money: { kept: false, what: 'Money is not kept here yet.' },
  hindrances: [
    { id: 'window', severity: 'to_accept', what: 'It was asked after 28 February.', remedy: 'The commissioner can accept it.', clause: 'Clause 6.', source: 'Network contract' },
    { id: 'vote', severity: 'stops_sending', what: 'No vote is named.', remedy: 'Name the motion.' },
  ],
};

const GROUP: NetworkGroupInView = {
  as_at: '2026-11-26', id: 'g1', name: 'The two', from: '2026-04-01', director: 'Dr Rose Ash', profession: 'gp', arithmetic: '20,000 + 31,000 = 51,000 patients.',
  practices: 3, registered_patients: 51_000, lists_missing: 1,
  networks: [
    { code: 'U89141', id: 'n1', name: 'North Network', open: true, practices: 1, registered_patients: 20_000, members: SIDE.members },
    { code: 'U89142', name: 'South Network', open: true, practices: 2, registered_patients: 31_000, members: [{ code: 'A81007', name: 'South Surgery' }] },
  ],
};

export class FakeChanges {
  /** The asker has no part in the network that wrote the requests. */
  elsewhere = false;
  readonly rows: ChangeRow[] = [ROW, { ...ROW, id: 'k2', title: 'A81002 leaves North Network', kind: 'practice_leaves', state: 'sent', sent_on: '2026-11-20' }];
  /** Sent ones that name the asker's organisation. */
  naming: NamingChange[] = [];
  private request: ChangeRequest = { kind: 'practice_joins', takes_effect: '2027-04-01', reason: 'They stand among us.', practice: 'A81003' };

  constructor(private readonly part: ChangeList['part']) {}

  private view(row: ChangeRow): ChangeInView {
    const may: Record<string, ChangeInView['may']> = {
      draft: ['save', 'send', 'withdraw', 'agree'], sent: this.part === 'commissioner' ? ['decide'] : ['withdraw'],
    };
    return {
      ...row, request: this.request, part: this.part, may: may[row.state] ?? [], rules: { ...RULES, kinds: KINDS.filter(({ kind }) => kind === row.kind) },
      consents: [{ practice: 'A81001', name: 'The Densham Surgery', needed: true, agrees: true, by: 'Dr A', on: '2026-11-24', how: 'here' }, { practice: 'A81002', name: 'West Surgery', needed: true, agrees: false }],
      history: [{ version: 1, state: 'draft', at: '2026-11-25T09:00:00Z', by: 'Sam Okafor', organisation: 'A81001', said: 'Began the request.' }],
    };
  }

  private step(row: ChangeRow, what: string, body: unknown): FakeAnswer {
    const states: Record<string, ChangeRow['state']> = { send: 'sent', withdraw: 'withdrawn', agree: row.state };
    const state = what === 'decide' ? (body as ChangeDecision).outcome : states[what] ?? row.state;
    this.rows[this.rows.indexOf(row)] = { ...row, state, version: row.version + 1 };
    return { status: 200, body: { id: row.id, version: row.version + 1, state } };
  }

  answer({ method, path, search, body }: FakeRequest): FakeAnswer | undefined {
    const list = '/api/networks/n1/changes';
    if (this.elsewhere && path === '/api/networks/n1') return { status: 404, body: { kind: 'not_found', what: 'There is no such network.', where: '', remedy: '' } };
    if (path === list && method === 'POST') {
      this.request = (body as { request: ChangeRequest }).request;
      this.rows.push({ ...ROW, id: 'k3', kind: this.request.kind });
      return { status: 201, body: { id: 'k3', version: 1, state: 'draft' } };
    }
    if (path === list) return { status: 200, body: { as_at: search.get('as_at') ?? '2026-11-26', part: this.part, may_write: this.part !== 'commissioner', changes: this.rows, rules: RULES } };
    if (path === '/api/changes') return { status: 200, body: { as_at: search.get('as_at') ?? '2026-11-26', changes: this.naming } };
    if (path === '/api/groups') return { status: 200, body: { as_at: GROUP.as_at, groups: [{ ...GROUP, networks: 2 }] } };
    if (path === '/api/groups/g1') return { status: 200, body: GROUP };
    const one = /^\/api\/(?:networks\/n1|approvals)\/changes\/(\w+)(?:\/(\w+))?$/.exec(path);
    const row = this.rows.find(({ id }) => id === one?.[1]);
    if (!row) return undefined;
    if (one?.[2] === 'preview') return { status: 200, body: PREVIEW };
    if (method === 'GET') return { status: 200, body: this.view(row) };
    return this.step(row, method === 'PUT' ? 'save' : one?.[2] ?? 'decide', body);
  }
}
