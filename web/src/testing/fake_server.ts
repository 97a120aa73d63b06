// A server that exists only in tests: answers the paths of the API from invented people and keeps
// what is done to them, so that pages are tested by what somebody sees after an action.
import type { Action, Counts, Session, WorklistItem } from '../api/types';
import { answerOfAccessLog } from './fake_access_log';
import { answerOfAreas, NETWORK_MAP } from './fake_areas';
import { FakeChanges } from './fake_changes';
import { FakeCohorts } from './fake_cohorts';
import { FakeNetworks } from './fake_networks';
import { FakePartners } from './fake_partners';
import { FakeProgramme } from './fake_programme';
import { FakeRegister, PUBLIC_NETWORK } from './fake_register';
import { FakeSharing } from './fake_sharing';
import { EXPLANATION, FEEDS, LIST, person, POPULATION, PRACTICES, row, SUMMARY, WHY_NOT } from './people';

export interface FakeAnswer {
  readonly status: number;
  readonly body?: unknown;
}

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly search: URLSearchParams;
  readonly headers: Headers;
  readonly body: unknown;
}

export const PHARMACIST: Session = {
  username: 'pharmacist',
  display_name: 'Sam Okafor',
  role: 'clinical_pharmacist',
  role_title: 'Clinical pharmacist',
  organisation: { ods_code: 'U10001', name: 'Riverside PCN', kind: 'network' },
  permissions: ['worklists.read', 'worklists.act', 'patients.read', 'patients.find', 'population.read',
    'feeds.read', 'feeds.rejects', 'feeds.upload', 'export', 'cohorts.count', 'cohorts.write',
    'register.read', 'networks.read'],
  csrf_token: 'token-of-this-session',
  // Of the day of the test: a session in the past warns and ends while a slow test runs.
  expires_at: new Date(Date.now() + 3_600_000).toISOString(),
  last_signed_in_at: '2026-11-22T08:10:00Z',
};

export const ANALYST: Session = {
  ...PHARMACIST,
  username: 'analyst',
  display_name: 'Robin Patel',
  role: 'analyst',
  role_title: 'Analyst',
  permissions: ['population.read', 'feeds.read', 'cohorts.count', 'cohorts.write', 'networks.read'],
};

export const COMMISSIONER: Session = {
  ...PHARMACIST,
  username: 'commissioner',
  display_name: 'Alex Morgan',
  role: 'commissioner',
  role_title: 'Commissioner',
  organisation: { ods_code: 'QXX', name: 'Riverside ICB', kind: 'commissioner' },
  permissions: ['population.read', 'feeds.read', 'cohorts.count', 'register.read', 'register.manage', 'networks.read'],
};

export const LEAD: Session = {
  ...PHARMACIST,
  username: 'lead',
  display_name: 'Jo Ali',
  role: 'ig_lead',
  role_title: 'Information governance lead',
  permissions: ['feeds.read', 'audit.read', 'register.read', 'networks.read', 'sharing.manage'],
};

function problem(status: number, kind: string, what: string, remedy: string): FakeAnswer {
  return { status, body: { kind, what, where: '', remedy } };
}

export class FakeServer {
  session: Session | undefined;
  readonly account: Session;
  readonly items: WorklistItem[];
  readonly requests: FakeRequest[] = [];
  readonly cohorts: FakeCohorts;
  readonly register = new FakeRegister();
  readonly networks = new FakeNetworks();
  readonly partners = new FakePartners();
  readonly changes: FakeChanges;
  readonly programme: FakeProgramme;
  readonly sharing = new FakeSharing();
  private readonly before = new Map<string, WorklistItem>();

  private readonly sharesAudit: boolean;

  constructor(options: { account?: Session; signedIn?: boolean; people?: number; sharesAudit?: boolean } = {}) {
    this.sharesAudit = options.sharesAudit ?? true;
    this.account = options.account ?? PHARMACIST;
    this.cohorts = new FakeCohorts(this.account.permissions.includes('patients.read'));
    const decides = this.account.permissions.includes('networks.review');
    this.changes = new FakeChanges(decides ? 'commissioner' : 'own');
    this.programme = new FakeProgramme(decides ? 'commissioner' : 'supported');
    this.session = options.signedIn === false ? undefined : this.account;
    this.items = Array.from({ length: options.people ?? 60 }, (_, position) => row(position));
  }

  /** To take the place of `fetch`. */
  readonly fetch = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const text = await request.text();
    const { status, body } = this.answer({
      method: request.method,
      path: url.pathname,
      search: url.searchParams,
      headers: request.headers,
      body: request.headers.get('Content-Type') === 'application/octet-stream' ? text : text ? JSON.parse(text) : undefined,
    });
    return new Response(body === undefined ? null : JSON.stringify(body), {
      status,
      headers: { 'Content-Type': 'application/json' },
    });
  };

  answer(request: FakeRequest): FakeAnswer {
    this.requests.push(request);
    const { method, path } = request;
    if (path.startsWith('/api/session')) return this.answerSession(request);
    if (path === '/api/public/networks/U89141') return { status: 200, body: PUBLIC_NETWORK };
    if (path === '/api/public/networks/U89141/map') return { status: 200, body: NETWORK_MAP };
    if (!this.session) return problem(401, 'signed_out', 'You are signed out.', 'Sign in again.');
    if (method !== 'GET' && request.headers.get('X-CSRF-Token') !== this.session.csrf_token) {
      return problem(403, 'forbidden', 'The request has no valid token.', 'Load the page again.');
    }
    if (path.startsWith('/api/worklists/') || path.startsWith('/api/actions/')) return this.answerList(request);
    if (path.startsWith('/api/networks') || path === '/api/changes' || path.startsWith('/api/partners') || path.startsWith('/api/systems') || path.startsWith('/api/groups') || path.startsWith('/api/approvals')) {
      return this.changes.answer(request) ?? this.partners.answer(request) ?? this.networks.answer(request)
        ?? problem(404, 'not_found', 'There is no such network among those your organisation has part in.', 'Choose one of the list.');
    }
    if (path.startsWith('/api/programme')) {
      return this.programme.answer(request) ?? problem(404, 'not_found', 'The programme has no such entry.', 'Load the page again.');
    }
    if (path.startsWith('/api/sharing')) {
      return this.sharing.answer(request) ?? problem(404, 'not_found', 'There is no such agreement.', 'Choose one of the list.');
    }
    if (path === '/api/access-log') return answerOfAccessLog(request, this.sharesAudit);
    if (path.startsWith('/api/register')) {
      return this.register.answer(request) ?? problem(404, 'not_found', 'The register has no such network.', 'Search for it.');
    }
    if (path.startsWith('/api/areas')) {
      return answerOfAreas(request) ?? problem(404, 'not_found', 'The register has no such commissioner.', 'Search for it.');
    }
    return this.cohorts.answer(request) ?? this.answerOther(request);
  }

  private answerSession({ method, path, body }: FakeRequest): FakeAnswer {
    if (method === 'DELETE') {
      this.session = undefined;
      return { status: 204 };
    }
    if (method === 'GET') {
      return this.session ? { status: 200, body: this.session } : problem(401, 'signed_out', 'You are signed out.', 'Sign in.');
    }
    const given = body as { password?: string; code?: string };
    if (path === '/api/session') {
      if (given.password === 'correct horse battery') return { status: 200, body: { next: 'code' } };
      return problem(401, 'signed_out', 'The user name or the password is not right.', 'Check both and try again.');
    }
    if (given.code !== '123456') return problem(401, 'signed_out', 'The code is not right.', 'Wait for the next code and try again.');
    this.session = this.account;
    return { status: 200, body: this.session };
  }

  private answerOther({ method, path, body }: FakeRequest): FakeAnswer {
    const patient = /^\/api\/patients\/(p\d+)(\/explanation)?$/.exec(path);
    if (patient) {
      const identity = person(Number(patient[1]?.slice(1)));
      const why = identity.id === 'p2' ? WHY_NOT : EXPLANATION;
      return { status: 200, body: patient[2] ? { ...why, patient: identity } : { ...SUMMARY, identity } };
    }
    if (method === 'POST' && path === '/api/patients/search') {
      const { family_name: family = '' } = body as { family_name?: string };
      const found = this.items.map(({ patient: one }) => one).filter((one) => one.family_name.toLowerCase().startsWith(family.toLowerCase()));
      return { status: 200, body: { patients: found.slice(0, 50), total: found.length } };
    }
    const answers: Record<string, unknown> = {
      '/api/practices': PRACTICES,
      '/api/worklists': [{ id: LIST.id, title: LIST.title, description: LIST.description, counts: this.counts(), as_at: LIST.as_at }],
      '/api/definitions': [EXPLANATION.definition, { name: 'Registers.Hypertension', title: 'Hypertension register', service: 'Registers', rule: 'REG-01' }],
      '/api/population': POPULATION,
      '/api/feeds': FEEDS,
      '/api/my-work': {
        claimed: this.items.filter(({ claimed_by: by }) => by?.me).map((item) => ({ worklist: LIST.id, worklist_title: LIST.title, item })),
        worklists: [{ id: LIST.id, title: LIST.title, description: LIST.description, counts: this.counts(), as_at: LIST.as_at }],
        feeds_needing_attention: [{ practice: FEEDS[2]?.practice, why: 'Nothing since 18 November 2026' }],
        changes: [{ at: '2026-11-23T06:02:11Z', what: '12 people came onto Structured medication reviews', worklist: LIST.id }],
      },
      '/api/feeds/X10001/rejects': { rejects: [], total: 0, page: 1, page_size: 25 },
      '/api/feeds/X10002/rejects': {
        total: 2, page: 1, page_size: 25,
        rejects: [
          { file: 'entries.csv', line: 812, reason: '“31/02/2026” is not a date', original: '9990000123,44054006,31/02/2026' },
          { file: 'entries.csv', line: 1044, reason: 'The NHS number fails its check digit', original: '9990000019,38341003,2026-01-04' },
        ],
      },
    };
    const known = answers[path];
    return known === undefined ? problem(404, 'not_found', 'There is nothing at this address.', 'Go back.') : { status: 200, body: known };
  }

  counts(): Counts {
    const of = (state: WorklistItem['state']): number => this.items.filter((item) => item.state === state).length;
    return {
      open: of('open') + of('claimed'), mine: this.items.filter(({ claimed_by: by }) => by?.me).length,
      claimed: of('claimed'), snoozed: of('snoozed'), excluded: of('excluded'), done: of('done'),
    };
  }

  private answerList(request: FakeRequest): FakeAnswer {
    const [, , , , , patient, task] = request.path.split('/');
    const undo = /^\/api\/actions\/undo-(p\d+)\/undo$/.exec(request.path);
    if (undo) return this.put(this.before.get(undo[1] ?? ''), false);
    if (!request.path.startsWith(`/api/worklists/${LIST.id}`)) return problem(404, 'not_found', 'There is no such list.', 'Go to the worklists.');
    if (request.path.endsWith('/items')) return this.answerPage(request.search);
    if (!patient) return { status: 200, body: { ...LIST, counts: this.counts() } };
    const item = this.items.find((one) => one.patient.id === patient);
    if (!item) return problem(404, 'not_found', 'There is nobody here.', 'Go back to the list.');
    if (!task) return { status: 200, body: item };
    return this.put(this.changed(item, task, request.body as Record<string, string>), true);
  }

  private changed(item: WorklistItem, task: string, body: Record<string, string>): WorklistItem {
    this.before.set(item.patient.id, item);
    const { claimed_by: _, until: __, state_reason: ___, ...rest } = item;
    switch (task) {
      case 'claim':
        return { ...rest, state: 'claimed', claimed_by: { display_name: this.account.display_name, me: true } };
      case 'outcome':
        return body['outcome'] === 'review-done' ? { ...rest, state: 'done', state_reason: 'Structured medication review done' } : rest;
      case 'snooze':
        return { ...rest, state: 'snoozed', until: body['until'] ?? '', state_reason: 'Appointment booked' };
      case 'exclude':
        return { ...rest, state: 'excluded', state_reason: 'Review not suitable for this person' };
      default:
        return { ...rest, state: 'open' };
    }
  }

  private put(item: WorklistItem | undefined, undoable: boolean): FakeAnswer {
    if (!item) return problem(404, 'not_found', 'There is no such action.', 'Load the list again.');
    this.items.splice(this.items.findIndex((one) => one.patient.id === item.patient.id), 1, item);
    const action: Action = { item, counts: this.counts(), ...(undoable && { action: `undo-${item.patient.id}` }) };
    return { status: 200, body: action };
  }

  private answerPage(search: URLSearchParams): FakeAnswer {
    const state = search.get('state') ?? 'open';
    const inState = this.items.filter((item) => {
      if (state === 'all') return true;
      if (state === 'mine') return item.claimed_by?.me === true;
      return item.state === state || (state === 'open' && item.state === 'claimed');
    });
    const fits = inState.filter(
      (item) =>
        (!search.get('practice') || item.patient.practice.ods_code === search.get('practice')) &&
        (!search.get('reason') || item.reasons.some(({ id }) => id === search.get('reason'))),
    );
    if (search.get('sort') === 'name') fits.sort((a, b) => a.patient.family_name.localeCompare(b.patient.family_name));
    if (search.get('order') === 'descending') fits.reverse();
    const page = Number(search.get('page') ?? '1');
    const size = Number(search.get('page_size') ?? '25');
    return {
      status: 200,
      body: {
        items: fits.slice((page - 1) * size, page * size), total: fits.length, unfiltered: inState.length,
        page, page_size: size, counts: this.counts(), as_at: LIST.as_at,
      },
    };
  }
}
