// Networks that are kept here, for tests: one draft of two practices.
import type { NetworkInView } from '../api/types';
import { FakeAgreement } from './fake_agreement';
import type { FakeAnswer, FakeRequest } from './fake_server';

export const NORTH: NetworkInView = {
  id: 'n1', name: 'North Network', commissioner: { code: 'QXX', name: 'Riverside ICB' }, stage: 'draft', starts: '2027-04-01',
  from_register: false, part: 'own', as_at: '2026-11-26', changed_at: '2026-11-25T09:00:00Z',
  members: [{ code: 'A81001', name: 'THE DENSHAM SURGERY', registered_patients: 12_000 }, { code: 'A81002' }],
};

export class FakeNetworks {
  readonly agreement = new FakeAgreement();

  answer(request: FakeRequest): FakeAnswer | undefined {
    const { method, path } = request;
    if (path.startsWith('/api/networks/n1/agreement')) return this.agreement.answer(request);
    if (method === 'GET' && path === '/api/networks') return { status: 200, body: [NORTH] };
    if (method === 'GET' && path === '/api/networks/n1') return { status: 200, body: NORTH };
    return undefined;
  }
}
