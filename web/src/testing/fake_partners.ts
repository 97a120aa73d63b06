// Partners of the network n1, for tests: a directory of two, one agreement whose review is late, one
// team and one supplier.
import type { PartnerCatalogue, PartnerEntry } from '../api/types';
import type { FakeAnswer, FakeRequest } from './fake_server';

const term = (id: string, title: string) => ({ id, title, source: 'test' });

const CATALOGUE: PartnerCatalogue = {
  assurance: 'Nobody assured these.',
  partner_kinds: [term('voluntary', 'Voluntary organisation'), term('council', 'Council')],
  agreement_kinds: [term('schedule_7', 'Schedule 7 arrangement')],
  team_kinds: [term('community', 'Community health team'), term('mental_health', 'Mental health team')],
  roles: [term('district_nurse', 'District nurse')],
  group_kinds: [],
  supplier_categories: [term('online_consultation', 'Online consultation')],
};
const KEPT = { version: 1, shared: false, changed_at: '2026-11-25T09:00:00Z', changed_by: 'Pat Manager' };

export class FakePartners {
  private readonly entries: PartnerEntry[] = [
    {
      ...KEPT, id: 'p1', in_force: true, services_found: [0],
      partner: {
        name: 'Age UK', kind: 'voluntary', from: '2026-01-01',
        services: [{ name: 'Befriending', telephone: '01642 111', referral_route: 'Ring, no letter needed', eligibility: 'Over 65' }],
      },
    },
    { ...KEPT, id: 'p2', shared: true, in_force: true, services_found: [], partner: { name: 'Stockton Council', kind: 'council', telephone: '01642 222', from: '2026-01-01' } },
  ];

  answer({ method, path, search, body }: FakeRequest): FakeAnswer | undefined {
    const own = '/api/networks/n1/';
    if (method === 'POST' && path === `${own}partners`) {
      const { partner } = body as Pick<PartnerEntry, 'partner'>;
      this.entries.push({ ...KEPT, id: 'p3', in_force: true, services_found: [], partner });
      return { status: 201, body: { id: 'p3', version: 1 } };
    }
    if (method !== 'GET') return undefined;
    const as_at = '2026-11-26';
    const answers: Record<string, unknown> = {
      '/api/partners/catalogue': CATALOGUE,
      [`${own}partners`]: {
        as_at, entries: this.entries.filter(({ partner }) => JSON.stringify(partner).toLowerCase().includes(search.get('q') ?? '')),
      },
      [`${own}partner-agreements`]: {
        as_at, entries: [{
          ...KEPT, id: 'a1', in_force: true, review: 'due', review_sentence: 'Review is 56 days late.',
          agreement: { title: 'Befriending', kind: 'schedule_7', partners: ['p1'], parties: [], scope: 'Lonely people', from: '2026-04-01' },
        }],
      },
      [`${own}teams`]: {
        as_at, missing_kinds: ['mental_health'], entries: [{
          ...KEPT, id: 't1', in_force: true, whole_time_equivalent: 1.5,
          team: {
            name: 'North nurses', kind: 'community', provider: 'Trust', networks: ['n1'], small_areas: [], from: '2026-01-01', posts: [
              { role: 'district_nurse', employer: 'Trust', whole_time_equivalent: '1.5', from: '2026-01-01' },
              { role: 'district_nurse', employer: 'Agency', whole_time_equivalent: '1', from: '2026-01-01', to: '2026-11-25' },
            ],
          },
        }],
      },
      [`${own}suppliers`]: {
        as_at, record_systems: [{ practice: 'A81001', supplier: 'TPP', source: 'map.csv', dated: '2026-07-01' }],
        out_of_area: [{ ...KEPT, id: 'A81001', out_of_area: { registers: 'yes', patients: 1200, counted_on: '2026-10-01' } }],
        entries: [{
          ...KEPT, id: 's1', supplier: {
            name: 'Example', products: [{ name: 'Ask', category: 'online_consultation', from: '2026-01-01' }],
            uses: [{ product: 'Ask', by: 'A81001', from: '2026-01-01' }, { product: 'Ask', by: 'A81002', from: '2027-01-01' }],
          },
        }],
      },
    };
    return path in answers ? { status: 200, body: answers[path] } : undefined;
  }
}
