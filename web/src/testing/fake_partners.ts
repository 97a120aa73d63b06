// Partners of the network n1, and what its commissioner shares, for tests: a directory of two, one
// agreement whose review is late, one team and one supplier. What is sent is kept, in versions.
import type { PartnerAgreement, PartnerCatalogue, SystemGroup, SystemPlan, TeamCoverage } from '../api/types';
import type { FakeAnswer, FakeRequest } from './fake_server';

const term = (id: string, title: string) => ({ id, title, source: 'test' });

const CATALOGUE: PartnerCatalogue = {
  assurance: 'Nobody assured these.',
  partner_kinds: [term('voluntary', 'Voluntary organisation'), term('council', 'Council')],
  agreement_kinds: [term('schedule_7', 'Schedule 7 arrangement'), term('icp_integration', 'Integration agreement')],
  team_kinds: [term('community', 'Community health team'), term('mental_health', 'Mental health team')],
  roles: [term('district_nurse', 'District nurse')],
  group_kinds: [term('place', 'Place')],
  supplier_categories: [term('online_consultation', 'Online consultation')],
};
const KEPT = { version: 1, shared: false, changed_at: '2026-11-25T09:00:00Z', changed_by: 'Pat Manager' };
const AS_AT = '2026-11-26';

export interface FakePaper {
  readonly id: string;
  readonly version: number;
  readonly shared: boolean;
  readonly changed_at: string;
  readonly changed_by: string;
  readonly [member: string]: unknown;
}

const COVERAGE: TeamCoverage = {
  as_at: AS_AT,
  kinds: [
    {
      kind: 'community', title: 'Community health team', expected: true, served: 1,
      arithmetic: '1 of 2 networks are served whole, 1 in part, 0 not at all.',
      networks: [
        { network: 'U10001', name: 'North Network', served: 'whole', teams: ['North nurses'], small_areas: 0, small_areas_covered: 0 },
        { network: 'U10002', name: 'South Network', served: 'part', teams: ['North nurses'], small_areas: 14, small_areas_covered: 3 },
      ],
      claimed_twice: [{ small_area: 'E01000001', teams: ['North nurses', 'Trust nurses'] }],
    },
    {
      kind: 'mental_health', title: 'Mental health team', expected: true, served: 0,
      arithmetic: '0 of 2 networks are served whole, 0 in part, 2 not at all.',
      networks: [
        { network: 'U10001', name: 'North Network', served: 'none', teams: [], small_areas: 0, small_areas_covered: 0 },
        { network: 'U10002', name: 'South Network', served: 'none', teams: [], small_areas: 14, small_areas_covered: 0 },
      ],
      claimed_twice: [],
    },
    {
      kind: 'neighbourhood', title: 'Neighbourhood team', expected: false, served: 0,
      arithmetic: '0 of 2 networks are served whole, 0 in part, 2 not at all.',
      networks: [
        { network: 'U10001', name: 'North Network', served: 'none', teams: [], small_areas: 0, small_areas_covered: 0 },
        { network: 'U10002', name: 'South Network', served: 'none', teams: [], small_areas: 14, small_areas_covered: 0 },
      ],
      claimed_twice: [],
    },
  ],
};

export class FakePartners {
  readonly lists: Record<string, FakePaper[]> = {
    partner: [
      {
        ...KEPT, id: 'p1',
        partner: {
          name: 'Age UK', kind: 'voluntary', from: '2026-01-01',
          services: [{ name: 'Befriending', telephone: '01642 111', referral_route: 'Ring, no letter needed', eligibility: 'Over 65' }],
        },
      },
      { ...KEPT, id: 'p2', shared: true, partner: { name: 'Stockton Council', kind: 'council', telephone: '01642 222', from: '2026-01-01' } },
    ],
    agreement: [{
      ...KEPT, id: 'a1', review: 'due', review_sentence: 'Review is 56 days late.',
      agreement: { title: 'Befriending', kind: 'schedule_7', partners: ['p1'], parties: ['Age UK'], scope: 'Lonely people', relies_on: 's1', from: '2026-04-01' } satisfies PartnerAgreement,
    }],
    team: [{
      ...KEPT, id: 't1', whole_time_equivalent: 1.5,
      team: {
        name: 'North nurses', kind: 'community', provider: 'Trust', networks: ['n1'], small_areas: [], from: '2026-01-01', posts: [
          { role: 'district_nurse', employer: 'Trust', whole_time_equivalent: '1.5', from: '2026-01-01' },
          { role: 'district_nurse', employer: 'Agency', whole_time_equivalent: '1', from: '2026-01-01', to: '2026-11-25' },
        ],
      },
    }],
    supplier: [{ ...KEPT, id: 's1', shared: true, supplier: { name: 'Example', products: [{ name: 'Ask', category: 'online_consultation', from: '2026-01-01' }] } }],
    choice: [{
      ...KEPT, id: 'c1', in_force: true, review: 'none', review_sentence: 'No day is set for its review.',
      choice: { supplier: 's1', product: 'Ask', by: 'A81001', from: '2026-01-01' },
    }],
    out_of_area: [{
      ...KEPT, id: 'A81001', in_force: true, review: 'none', review_sentence: 'No day is set for its review.',
      out_of_area: { registers: 'yes', patients: 1200, counted_on: '2026-10-01', from: '2026-01-01' },
      on_day: { registers: 'yes', patients: 1200, counted_on: '2026-10-01', from: '2026-01-01' },
    }],
    group: [{
      ...KEPT, id: 'g1', group: {
        name: 'Tees Valley', kind: 'place', purpose: 'Winter together', representation: 'One seat on the board', from: '2026-01-01',
        members: [{ network: 'U10001', from: '2026-01-01' }, { network: 'U10002', from: '2026-01-01', to: '2026-06-30' }],
        documents: [{ title: 'Terms of reference', reference: 'https://example.org/terms', dated: '2026-01-01' }],
      },
    }],
    plan: [{
      ...KEPT, id: 'w1', plan: {
        title: 'Winter plan', aim: 'Fewer admissions', from: '2026-10-01', actions: [
          { what: 'Open a hub', owner: 'North Network', due: '2026-11-01' },
          { what: 'Train staff', owner: 'Training hub', due: '2026-12-31' },
          { what: 'Name a lead', owner: 'Board', due: '2026-10-15', done_on: '2026-10-10' },
        ],
      },
    }],
  };

  /** Of whoever is signed in, in the group. */
  mayChangeGroup = false;
  plansThrough: string | undefined = 'n1';

  /** The next text of this member is refused with these words. */
  refusal: { readonly member: string; readonly what: string } | undefined;

  /** As somebody else would, while a form is open. */
  saveFirst(member: string, id: string, text: unknown): void {
    this.put(member, id, { [member]: text, changed_by: 'Robin First' });
  }

  private put(member: string, id: string, changes: Readonly<Record<string, unknown>>): FakePaper {
    const list = this.lists[member] ?? [];
    const before = list.find((paper) => paper.id === id);
    const after = { ...KEPT, id, ...before, ...changes, version: (before?.version ?? 0) + 1 } as FakePaper;
    this.lists[member] = before ? list.map((paper) => (paper.id === id ? after : paper)) : [...list, after];
    return after;
  }

  private write({ method, path, body }: FakeRequest): FakeAnswer {
    const sent = body as Readonly<Record<string, unknown>>;
    const member = Object.keys(sent).find((name) => name !== 'based_on') ?? '';
    if (this.refusal?.member === member) {
      const { what } = this.refusal;
      this.refusal = undefined;
      return { status: 400, body: { kind: 'invalid', what, where: '', remedy: 'Correct it, then try again.' } };
    }
    const last = decodeURIComponent(path.split('/').at(-1) ?? '');
    const id = method === 'PUT' ? last : `${member}-new`;
    const before = this.lists[member]?.find((paper) => paper.id === id);
    if ((before?.version ?? 0) !== ((sent.based_on as number | undefined) ?? 0)) {
      return { status: 409, body: { kind: 'conflict', what: 'Somebody changed this.', where: 'based_on', remedy: 'Load it again.' } };
    }
    const { version } = this.put(member, id, { [member]: sent[member], changed_by: 'Sam Okafor' });
    return { status: method === 'PUT' ? 200 : 201, body: { id, version } };
  }

  private entries(member: string, words = ''): FakePaper[] {
    return (this.lists[member] ?? []).filter((paper) => JSON.stringify(paper[member]).toLowerCase().includes(words)).map((paper) => {
      const { to, services = [] } = paper[member] as { readonly to?: string; readonly services?: readonly unknown[] };
      return { in_force: !to || AS_AT <= to, services_found: services.map((_, at) => at), review: 'none', review_sentence: '', whole_time_equivalent: 0, ...paper };
    });
  }

  private groups(): readonly unknown[] {
    return (this.lists.group ?? []).map((paper) => {
      const group = paper.group as SystemGroup;
      return {
        ...paper, owner: 'QXX', in_force: true, may_change: this.mayChangeGroup, may_plan: this.mayChangeGroup || this.plansThrough !== undefined,
        ...(this.plansThrough !== undefined && !this.mayChangeGroup && { plans_through: this.plansThrough }),
        members: group.members.map(({ network, to }) => ({ network, name: network === 'U10001' ? 'North Network' : 'South Network', is_member: !to || AS_AT <= to })),
        plans: (this.lists.plan ?? []).map((entry) => {
          const { to, actions = [] } = entry.plan as SystemPlan;
          return {
            ...entry, in_force: !to || AS_AT <= to,
            action_states: actions.map(({ due, done_on: done }) => (done ? 'done' : due < AS_AT ? 'late' : 'open')),
          };
        }),
      };
    });
  }

  answer(request: FakeRequest): FakeAnswer | undefined {
    const { method, path, search } = request;
    const own = '/api/networks/n1/';
    const isOurs = /^\/api\/(networks\/n1\/(partners|partner-agreements|teams|suppliers|supplier-choices|out-of-area|systems)|systems\/(directory|teams|suppliers|groups))(\/|$)/.test(path);
    if (method !== 'GET') return isOurs ? this.write(request) : undefined;
    const list = (member: string) => ({ as_at: AS_AT, entries: this.entries(member, search.get('q') ?? '') });
    const shared = (member: string) => ({ as_at: AS_AT, entries: this.entries(member).filter((paper) => paper.shared).map((paper) => ({ ...paper, shared: false })) });
    const suppliers = {
      ...list('supplier'), record_systems: [{ practice: 'A81001', supplier: 'TPP', source: 'map.csv', dated: '2026-07-01' }],
      choices: this.lists.choice, out_of_area: this.lists.out_of_area,
    };
    const answers: Record<string, unknown> = {
      '/api/partners/catalogue': CATALOGUE,
      [`${own}partners`]: list('partner'),
      [`${own}partner-agreements`]: list('agreement'),
      [`${own}teams`]: { ...list('team'), missing_kinds: ['mental_health'] },
      [`${own}team-coverage`]: {
        ...COVERAGE, kinds: COVERAGE.kinds.map((kind) => ({ ...kind, networks: kind.networks.slice(0, 1), claimed_twice: [] })),
      },
      [`${own}suppliers`]: suppliers,
      '/api/systems/directory': shared('partner'),
      '/api/systems/teams': shared('team'),
      '/api/systems/suppliers': shared('supplier'),
      '/api/systems/team-coverage': COVERAGE,
      '/api/systems/groups': this.groups(),
      '/api/systems/groups/g1': this.groups()[0],
    };
    return path in answers ? { status: 200, body: answers[path] } : undefined;
  }
}
