// The access log of the fake server: two practices, one of which is asked for alone.
import type { AccessLog } from '../api/types';
import type { FakeAnswer, FakeRequest } from './fake_server';

const MILL = { ods_code: 'X10001', name: 'Mill Lane Surgery' };
const HARBOUR = { ods_code: 'X10002', name: 'Harbour Medical Centre' };

const ENTRIES: AccessLog['entries'] = [
  {
    number: 9, at: '2026-11-23T09:30:00Z', username: 'sam.okafor', role: 'Clinical pharmacist', organisation: 'U10001', organisation_name: 'Riverside PCN',
    purpose: 'direct care', action: 'patient.read', action_words: 'Read a record', detail: 'summary', practices: [{ practice: MILL, patients: 1 }], patient: 'p7',
  },
  {
    number: 8, at: '2026-11-23T09:29:00Z', username: 'sam.okafor', role: 'Clinical pharmacist', organisation: 'U10001', organisation_name: 'Riverside PCN',
    purpose: 'direct care', action: 'worklist.read', action_words: 'Read a worklist', detail: 'cvd-prevention',
    practices: [{ practice: MILL, patients: 20 }, { practice: HARBOUR, patients: 5 }],
  },
  {
    number: 2, at: '2026-11-22T05:00:00Z', username: 'command line', role: '', organisation: '', organisation_name: '',
    purpose: 'administration', action: 'load', action_words: 'Loaded the practice\'s data', detail: 'load 1', practices: [{ practice: HARBOUR, patients: 0 }],
  },
];

export function answerOfAccessLog({ search }: FakeRequest, shared: boolean): FakeAnswer {
  const to = search.get('to') ?? '2026-11-23';
  const practice = search.get('practice');
  const patient = search.get('patient');
  const entries = ENTRIES.filter((entry) =>
    (!practice || entry.practices.some((one) => one.practice.ods_code === practice)) && (!patient || entry.patient === patient));
  const body: AccessLog = {
    from: search.get('from') ?? '2026-11-17', to, practices: shared ? [MILL, HARBOUR] : [], entries: shared ? entries : [],
    total: shared ? entries.length : 0, page: 1, page_size: 50,
  };
  return { status: 200, body };
}
