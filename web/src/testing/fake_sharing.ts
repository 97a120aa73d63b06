// Data-sharing agreements for tests: two practices and their network, signed and acted on.
import type { SharingAgreement, SharingAgreements, SharingReach, SharingText } from '../api/types';
import type { FakeAnswer, FakeRequest } from './fake_server';

const NETWORK = { ods_code: 'U10001', name: 'Riverside PCN' };
const ELM = { ods_code: 'A81001', name: 'Elm Surgery' };
const OAK = { ods_code: 'A81002', name: 'Oak Surgery' };

const TEXT: SharingText = {
  title: 'Care in Riverside', disclosers: ['A81001', 'A81002'], receivers: ['U10001'], purposes: ['direct_care'],
  kinds: ['identity', 'worklists'], from: '2026-04-01', to: '2027-03-31', lawful_basis: 'Article 6(1)(e)',
  special_category: 'Article 9(2)(h)', confidentiality: 'Implied consent', terms: 'For care alone.',
  caldicott_guardian: { name: 'G. Guardian', on: '2026-03-01' },
  data_protection_officer: { name: 'P. Officer', on: '2026-03-02' }, review_on: '2026-10-01',
};

const WORDS = {
  purposes: [{ id: 'direct_care', title: 'Direct care' }, { id: 'population_health', title: 'Planning and population health' }],
  kinds: [{ id: 'identity', title: 'Who patients are' }, { id: 'worklists', title: 'Worklists and outcomes' }],
};

export function agreement(): SharingAgreement {
  return {
    id: 's1', title: TEXT.title, version: 3, state: 'partly_in_force', from: TEXT.from, to: TEXT.to, review_on: '2026-10-01',
    lapses_soon: true, purposes: [WORDS.purposes[0]!], kinds: WORDS.kinds, as_at: '2026-11-26', hash: 'a1b2c3', text: TEXT,
    missing: [], stops: [],
    parties: [
      { organisation: ELM, discloses: true, receives: false, signature: 'counts', own: false },
      { organisation: OAK, discloses: true, receives: false, signature: 'of_earlier_text', own: false },
      { organisation: NETWORK, discloses: false, receives: true, signature: 'none', own: true },
    ],
    signatures: [
      { organisation: OAK, name: 'Dr O', role: 'Partner', how: 'here', at: '2026-03-20T09:00:00Z', text_hash: 'before', counts: false },
      { organisation: ELM, name: 'Dr E', role: 'Partner', how: 'on_paper', at: '2026-03-21T00:00:00Z', text_hash: 'a1b2c3', counts: true },
    ],
    pairs: [
      { discloser: ELM, receiver: NETWORK, standing: 'unsigned', reason: 'U10001 has not signed the agreement.' },
      { discloser: OAK, receiver: NETWORK, standing: 'changed', reason: 'The agreement changed since A81002 signed it.' },
    ],
    history: [{ version: 3, at: '2026-03-21T10:00:00Z', author: 'Sam', what: 'Signed for Elm Surgery' }],
  };
}

export class FakeSharing {
  one: SharingAgreement = agreement();
  leftOut: SharingReach['wants'][number]['left_out'] = [];

  private list(): SharingAgreements {
    return {
      as_at: '2026-11-26', agreements: [this.one], ...WORDS,
      matrix: [{ discloser: ELM, receiver: NETWORK, purposes: { direct_care: ['Who patients are'], population_health: [] } }],
    };
  }

  private reach(): SharingReach {
    const wants = ['find_people', 'work_lists', 'read_records', 'count_people', 'check_feeds', 'read_audit'] as const;
    return { as_at: '2026-11-26', wants: wants.map((want) => ({ want, practices: 7, left_out: this.leftOut })) };
  }

  answer({ method, path, body }: FakeRequest): FakeAnswer | undefined {
    if (path === '/api/sharing/reach') return { status: 200, body: this.reach() };
    if (path === '/api/sharing/agreements') {
      if (method === 'GET') return { status: 200, body: this.list() };
      this.one = { ...this.one, text: (body as { text: SharingText }).text };
      return { status: 201, body: this.one };
    }
    if (path === '/api/sharing/agreements/s1') return { status: 200, body: this.one };
    const parties = (change: object): SharingAgreement['parties'] =>
      this.one.parties.map((party) => (party.own ? { ...party, ...change } : party));
    if (path === '/api/sharing/agreements/s1/signatures') {
      if ((body as { hash: string }).hash !== this.one.hash) return { status: 409 };
      this.one = { ...this.one, parties: parties({ signature: 'counts' }) };
      return { status: 200, body: this.one };
    }
    if (path === '/api/sharing/agreements/s1/stops') {
      this.one = { ...this.one, state: 'suspended', parties: parties({ stopped: (body as { kind: string }).kind }) };
      return { status: 200, body: this.one };
    }
    return undefined;
  }
}
