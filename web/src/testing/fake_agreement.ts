// The agreement of the tests' network: a form of one of each kind of field, kept in versions as the
// server does it, with signatures that hold for one version only.
import type { AgreementField, AgreementInView, AgreementSave, AgreementSigning } from '../api/types';
import type { FakeAnswer, FakeRequest } from './fake_server';

function field(id: string, title: string, kind: AgreementField['kind'], more: Partial<AgreementField> = {}): AgreementField {
  return { id, title, kind, needed: 'complete', choices: [], columns: [], ...more };
}

const FORM: AgreementInView['form'] = {
  id: '2019-20', version: '1', title: 'Network agreement 2019/20', contract: '2019-20', reference: 'the national template',
  reference_at: 'england.nhs.uk', effective_from: '2019-04-01', assurance: 'Nobody has checked this form yet.', more_schedules_max: 2,
  clauses: [{ id: 'money', title: 'Money', about: '' }, { id: 'steps', title: 'Disputes', about: '', own_text: field('steps', 'Steps by which a dispute is settled', 'text') }],
  schedules: [
    {
      number: 1, title: 'Network Specifics', about: 'Who the network is.', source: '',
      fields: [
        field('network_area', 'Network area', 'text', { needed: 'initial' }),
        field('notice_days', 'Notice of a meeting', 'number', { unit: 'days' }),
        field('votes', 'Votes', 'choice', { choices: [{ id: 'one', title: 'One vote each' }, { id: 'list', title: 'By list' }] }),
      ],
    },
    {
      number: 2, title: 'Activities', about: 'Who does what.', source: '',
      fields: [field('activities', 'Who does what', 'table', { columns: [field('practice', 'Practice', 'practice'), field('duty', 'What it does', 'text'), field('hours', 'Hours', 'number', { needed: 'never' })] })],
    },
  ],
  legal_forms: [
    { id: 'sole', title: 'sole trader', authorities: [{ id: 'self', title: 'The contractor', statement: 'I sign for myself.', capacities: ['Contractor'], every_partner: false }] },
    {
      id: 'partnership', title: 'partnership',
      authorities: [
        { id: 'one', title: 'One partner for all', statement: 'All partners have authorised me.', capacities: ['Partner'], every_partner: false },
        { id: 'all', title: 'Every partner signs', statement: 'I am a partner.', capacities: ['Partner'], every_partner: true },
      ],
    },
  ],
};

const MEMBERS = [{ code: 'A81001', name: 'THE DENSHAM SURGERY', address: 'TS18 1HU' }, { code: 'A81002', name: '', address: '' }];

export class FakeAgreement {
  /** Values of each version, the first first. */
  readonly versions: AgreementSave['values'][] = [];
  readonly signed: { readonly practice: string; readonly version: number; readonly signing: AgreementSigning }[] = [];

  private missing(): AgreementInView['standing']['missing'] {
    const values = this.versions.at(-1) ?? {};
    return [...FORM.schedules.flatMap(({ number, title, fields }) => fields.map((each) => ({ each, schedule: `Schedule ${number}: ${title}` })))]
      .filter(({ each }) => !values[each.id]?.length)
      .map(({ each, schedule }) => ({ schedule, field: each.id, title: each.title, what: `“${each.title}” is empty.`, needed: each.needed === 'initial' ? 'initial' : 'complete' }));
  }

  view(): AgreementInView {
    const version = this.versions.length;
    const members = MEMBERS.map(({ code, name }): AgreementInView['standing']['members'][number] => {
      const last = this.signed.filter(({ practice }) => practice === code).at(-1);
      if (!last) return { code, name, state: 'not_signed' };
      if (last.version !== version) return { code, name, state: 'signed_earlier', earlier_version: last.version };
      return { code, name, state: 'signed', signer: last.signing.signer, capacity: last.signing.capacity, at: '2026-11-26T09:00:00Z' };
    });
    const all = members.every(({ state }) => state === 'signed');
    const missing = this.missing();
    return {
      network: 'n1', part: 'own', as_at: '2026-11-26', version,
      ...(version > 0 && { saved: { version, form: FORM.id, hash: `hash-${version}`, at: '2026-11-26T08:00:00Z', author: 'Ann', organisation: 'U10001' } }),
      form: FORM, form_note: '',
      agreement: { network: 'North Network', members: MEMBERS, values: this.versions.at(-1) ?? {}, more_schedules: [] },
      standing: {
        is_initial_ready: all && !missing.some(({ needed }) => needed === 'initial'), is_ready_to_confirm: all && missing.length === 0,
        is_complete: false, members, members_not_named: [], named_but_not_members: [], missing, hindrances: [],
      },
      signatures: [], confirmations: [],
    };
  }

  answer({ method, path, body }: FakeRequest): FakeAnswer | undefined {
    const base = '/api/networks/n1/agreement';
    if (method === 'GET' && path === base) return { status: 200, body: this.view() };
    if (method === 'GET' && path === `${base}/versions`) {
      return { status: 200, body: this.versions.map((_, at) => ({ version: at + 1, form: FORM.id, hash: `hash-${at + 1}`, at: '2026-11-26T08:00:00Z', author: 'Ann', organisation: 'U10001' })).reverse() };
    }
    if (method === 'GET' && path === `${base}/difference`) {
      return { status: 200, body: { before: {}, after: {}, changes: [{ kind: 'changed', where: 'Schedule 1: Network Specifics', field: 'network_area', title: 'Network area', before: 'North', after: 'South' }] } };
    }
    if (method === 'POST' && path === `${base}/signatures`) {
      this.signed.push({ practice: 'A81001', version: this.versions.length, signing: body as AgreementSigning });
      return { status: 201, body: { version: this.versions.length } };
    }
    if (method === 'PUT' && path === base) return this.save(body as AgreementSave);
    return undefined;
  }

  private save({ based_on: basedOn, values }: AgreementSave): FakeAnswer {
    if (basedOn !== this.versions.length) {
      return { status: 409, body: { kind: 'conflict', what: `Version ${this.versions.length} was saved meanwhile by somebody else.`, where: 'based_on', remedy: 'Look at what changed, then save again.' } };
    }
    this.versions.push(values);
    return { status: 200, body: { version: this.versions.length, is_changed: true } };
  }
}
