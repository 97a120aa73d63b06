// Random people made of a measure's vocabulary: see generate.mjs.

const HOUR = 3600_000;
const DAY = 24 * HOUR;
const CODES = 'http://terminology.hl7.org/CodeSystem/';
const CALENDAR = new Set([
  'year',
  'years',
  'month',
  'months',
  'week',
  'weeks',
  'day',
  'days',
  'hour',
  'hours',
  'minute',
  'minutes',
  'second',
  'seconds',
  'millisecond',
  'milliseconds',
]);

export class Random {
  constructor(seed) {
    this.state = (seed * 2654435761 + 12345) >>> 0;
  }
  below(limit) {
    this.state ^= this.state << 13;
    this.state >>>= 0;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    this.state >>>= 0;
    return this.state % limit;
  }
  chance(part) {
    return this.below(1000) < part * 1000;
  }
  of(list) {
    return list[this.below(list.length)];
  }
}

export function peopleFor(vocabulary, period, count, random) {
  return Array.from({ length: count }, (_, number) =>
    new Person(vocabulary, period, random, `random-${number}`).bundle(),
  );
}

// People near those of a measure's own tests, which random people rarely are: each a copy of one
// with a few things changed.
export function mutantsOf(bundles, vocabulary, count, random) {
  return Array.from({ length: count }, (_, number) => {
    const made = renamed(random.of(bundles), `mutant-${number}`);
    for (let changes = 1 + random.below(4); changes > 0; changes--) {
      random.of(MUTATIONS)(made, { bundles, vocabulary, random });
    }
    return made;
  });
}

function patientOf(bundle) {
  return bundle.entry.find(({ resource }) => resource.resourceType === 'Patient').resource;
}

function renamed(bundle, id) {
  const old = patientOf(bundle).id;
  const text = JSON.stringify(bundle).replaceAll(`"Patient/${old}"`, `"Patient/${id}"`);
  const made = JSON.parse(text);
  patientOf(made).id = id;
  made.id = id;
  return made;
}

// Every place of a resource that satisfies a test: [owner, key].
function places(node, test, found = []) {
  for (const [key, value] of Object.entries(node)) {
    if (test(value, key)) found.push([node, key]);
    if (value && typeof value === 'object') places(value, test, found);
  }
  return found;
}

const isMoment = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d(T|$)/.test(value);

function shifted(text, random) {
  const step = random.of([1000, 60_000, 301_000, HOUR, DAY, 2 * DAY, 8 * DAY, 31 * DAY, 366 * DAY]);
  const moment = Date.parse(text) + (random.chance(0.5) ? 1 : -1) * step * (1 + random.below(3));
  const iso = new Date(moment).toISOString();
  return text.includes('T') ? iso.replace('Z', '+00:00') : iso.slice(0, 10);
}

function otherResource(bundle, random) {
  const others = bundle.entry.filter(({ resource }) => resource.resourceType !== 'Patient');
  return others.length > 0 ? random.of(others) : null;
}

function shiftOne(node, random) {
  const moments = places(node, isMoment);
  if (moments.length === 0) return;
  const [owner, key] = random.of(moments);
  owner[key] = random.chance(0.1) ? owner[key].slice(0, 10) : shifted(owner[key], random);
}

const STATUSES = {
  Encounter: ['finished', 'in-progress', 'cancelled', 'planned'],
  Observation: ['final', 'amended', 'corrected', 'preliminary', 'entered-in-error'],
  Procedure: ['completed', 'in-progress', 'not-done'],
  MedicationRequest: ['active', 'completed', 'cancelled', 'draft'],
  MedicationAdministration: ['completed', 'in-progress', 'not-done'],
  ServiceRequest: ['active', 'completed', 'draft', 'revoked'],
};

const MUTATIONS = [
  (bundle, { random }) => shiftOne(bundle.entry, random),
  (bundle, { random }) => shiftOne(bundle.entry, random),
  (bundle, { random }) => {
    const entry = otherResource(bundle, random);
    if (entry) bundle.entry.splice(bundle.entry.indexOf(entry), 1);
  },
  (bundle, { random }) => {
    const entry = otherResource(bundle, random);
    if (!entry) return;
    const copy = structuredClone(entry);
    copy.resource.id = `${copy.resource.id.slice(0, 48)}-x${random.below(100000)}`;
    shiftOne(copy.resource, random);
    bundle.entry.push(copy);
  },
  (bundle, { bundles, random }) => {
    const donor = random.of(bundles);
    const entry = otherResource(donor, random);
    if (!entry) return;
    const own = bundle.entry.some(({ resource }) => resource.id === entry.resource.id);
    if (own) return;
    const text = JSON.stringify(entry);
    const from = `"Patient/${patientOf(donor).id}"`;
    bundle.entry.push(JSON.parse(text.replaceAll(from, `"Patient/${patientOf(bundle).id}"`)));
  },
  (bundle, { random }) => {
    const { resource } = otherResource(bundle, random) ?? {};
    if (resource && STATUSES[resource.resourceType]) {
      resource.status = random.of(STATUSES[resource.resourceType]);
    }
  },
  (bundle, { random }) => {
    patientOf(bundle).birthDate = `${1930 + random.below(96)}-0${1 + random.below(9)}-15`;
  },
  (bundle, { random }) => {
    const { resource } = otherResource(bundle, random) ?? {};
    if (!resource) return;
    const kept = new Set(['resourceType', 'id', 'subject', 'patient', 'meta', 'beneficiary']);
    const names = Object.keys(resource).filter((name) => !kept.has(name));
    if (names.length > 0) delete resource[random.of(names)];
  },
  (bundle, { vocabulary, random }) => {
    const codings = places(bundle.entry, (value, key) => key === 'coding' && Array.isArray(value));
    if (codings.length === 0 || vocabulary.concepts.length === 0) return;
    const [owner] = random.of(codings);
    owner.coding = [{ ...random.of(random.of(vocabulary.concepts)) }];
  },
  (bundle, { vocabulary, random }) => {
    const numbers = places(
      bundle.entry,
      (value, key) => key === 'value' && typeof value === 'number',
    );
    if (numbers.length === 0) return;
    const [owner] = random.of(numbers);
    const named = vocabulary.quantities.filter(({ unit }) => unit === owner.unit);
    owner.value = named.length > 0 ? random.of(named).value : owner.value + 1;
  },
  (bundle, { random }) => {
    const { resource } = otherResource(bundle, random) ?? {};
    if (resource) delete resource.meta;
  },
];

class Person {
  constructor(vocabulary, period, random, id) {
    Object.assign(this, { vocabulary, random, id });
    this.start = Date.parse(`${period[0]}T00:00:00Z`);
    this.end = Date.parse(`${period[1]}T23:59:59.999Z`);
    this.moments = [this.start, this.end, this.start + random.below(360) * DAY];
    this.encounters = [];
    this.conditions = [];
    this.resources = [];
    this.number = 0;
  }

  bundle() {
    const { random } = this;
    this.resources.push(this.patient());
    const encounters = this.vocabulary.retrieves.filter(({ type }) => type === 'Encounter');
    for (let n = random.below(3); encounters.length > 0 && n >= 0; n--)
      this.add(random.of(encounters));
    for (let n = 2 + random.below(14); n > 0; n--) this.add(random.of(this.vocabulary.retrieves));
    const entry = this.resources.map((resource) => ({ resource }));
    return {
      resourceType: 'Bundle',
      type: 'collection',
      id: this.id,
      entry,
      identifier: { value: this.id },
    };
  }

  add(retrieve) {
    const make = MAKERS[retrieve.type];
    if (!make) return;
    const resource = { resourceType: retrieve.type, id: `${this.id}-${++this.number}` };
    if (retrieve.profile && !this.random.chance(0.03))
      resource.meta = { profile: [retrieve.profile] };
    Object.assign(resource, make.call(this, retrieve));
    for (const name of Object.keys(resource))
      if (resource[name] === undefined) delete resource[name];
    this.resources.push(resource);
    if (retrieve.type === 'Encounter') this.encounters.push(resource);
    if (retrieve.type === 'Condition') this.conditions.push(resource);
  }

  patient() {
    const { random } = this;
    const born = new Date(this.start - random.below(95 * 365) * DAY).toISOString().slice(0, 10);
    const deceased = random.chance(0.05) ? this.dateTime() : undefined;
    const us = 'http://hl7.org/fhir/us/core/StructureDefinition/';
    return {
      resourceType: 'Patient',
      id: this.id,
      meta: { profile: ['http://hl7.org/fhir/us/qicore/StructureDefinition/qicore-patient'] },
      extension: [{ url: `${us}us-core-sex`, valueCode: random.of(['248153007', '248152002']) }],
      gender: random.of(['female', 'male', 'other']),
      birthDate: born,
      ...(deceased ? { deceasedDateTime: deceased } : {}),
    };
  }

  // A moment near one that is already there, so that comparisons go both ways and bounds are met.
  moment() {
    const { random } = this;
    const step = random.of([
      0,
      1000,
      60_000,
      5 * 60_000,
      HOUR,
      24 * HOUR,
      DAY,
      2 * DAY,
      7 * DAY,
      14 * DAY,
      30 * DAY,
      60 * DAY,
      105 * DAY,
      180 * DAY,
      365 * DAY,
    ]);
    const sign = random.chance(0.5) ? 1 : -1;
    const times = random.chance(0.6) ? 1 : 1 + random.below(10);
    const found = random.of(this.moments) + sign * step * times;
    this.moments.push(found);
    return found;
  }

  // Always at the offset of the evaluation: cql-execution compares days of different offsets at the
  // offset of the first, where CQL 1.5 wants that of the evaluation.
  text(moment) {
    return new Date(moment).toISOString().replace('Z', '+00:00');
  }

  dateTime() {
    const moment = this.moment();
    return this.random.chance(0.93)
      ? this.text(moment)
      : new Date(moment).toISOString().slice(0, 10);
  }

  period() {
    const begin = this.moment();
    const length = this.random.of([0, 0.02, 0.2, 1, 1, 2, 2.5, 3, 5, 8, 30]) * DAY;
    const end = begin + length;
    this.moments.push(end);
    const open = this.random.chance(0.06);
    return { start: this.text(begin), ...(open ? {} : { end: this.text(end) }) };
  }

  choice(name) {
    if (this.random.chance(0.04)) return {};
    return this.random.chance(0.6)
      ? { [`${name}DateTime`]: this.dateTime() }
      : { [`${name}Period`]: this.period() };
  }

  coded(codes) {
    const { random, vocabulary } = this;
    const list =
      codes.length > 0 && !random.chance(0.04)
        ? codes
        : vocabulary.concepts.length > 0
          ? random.of(vocabulary.concepts)
          : [];
    const code =
      list.length > 0 ? random.of(list) : { system: 'https://openpcn.example/none', code: 'none' };
    return { coding: [code] };
  }

  any() {
    return this.coded([]);
  }

  maybe(part, value) {
    return this.random.chance(part) ? value() : undefined;
  }

  status(usual, others) {
    return this.random.chance(0.85)
      ? usual[this.random.below(usual.length)]
      : this.random.of(others);
  }

  subject() {
    return { reference: `Patient/${this.id}` };
  }

  encounter() {
    return this.encounters.length > 0
      ? { reference: `Encounter/${this.random.of(this.encounters).id}` }
      : undefined;
  }

  value(retrieve) {
    const { random, vocabulary } = this;
    const kind = random.below(10);
    const quantities = vocabulary.quantities.filter(({ unit }) => !CALENDAR.has(unit));
    if (kind < 4 && quantities.length > 0)
      return { valueQuantity: this.quantity(random.of(quantities)) };
    if (kind < 6 && vocabulary.integers.length > 0)
      return { valueInteger: random.of(vocabulary.integers) + random.below(3) - 1 };
    if (kind < 9) return { valueCodeableConcept: this.any() };
    return kind === 9 && retrieve.codes.length % 2 ? { valueString: 'text' } : {};
  }

  quantity({ value, unit }) {
    const { random } = this;
    const near = random.chance(0.4)
      ? value
      : Math.round((value + (random.below(41) - 20) * (value < 10 ? 0.1 : 2)) * 100) / 100;
    return { value: Math.max(0, near), unit, code: unit, system: 'http://unitsofmeasure.org' };
  }

  medication(retrieve) {
    // Only QI-Core's retrieves look through a reference to a medication.
    if (this.random.chance(0.85) || !/qicore/.test(retrieve.profile ?? '')) {
      return { medicationCodeableConcept: this.coded(retrieve.codes) };
    }
    const id = `${this.id}-medication-${++this.number}`;
    const profile = ['http://hl7.org/fhir/us/qicore/StructureDefinition/qicore-medication'];
    this.resources.push({
      resourceType: 'Medication',
      id,
      meta: { profile },
      code: this.coded(retrieve.codes),
    });
    return { medicationReference: { reference: `Medication/${id}` } };
  }

  isNegation(retrieve) {
    return /not-?(requested|done|performed|ordered)|no-/i.test(retrieve.profile ?? '');
  }
}

function concept(system, code) {
  return { coding: [{ system: CODES + system, code }] };
}

const MAKERS = {
  Encounter(retrieve) {
    return {
      status: this.status(['finished'], ['in-progress', 'planned', 'cancelled', 'arrived']),
      class: {
        system: `${CODES}v3-ActCode`,
        code: this.random.of(['IMP', 'AMB', 'EMER', 'VR', 'ACUTE', 'SS']),
      },
      type:
        retrieve.property === 'type' || !retrieve.property
          ? [this.coded(retrieve.codes)]
          : [this.any()],
      subject: this.subject(),
      period: this.period(),
      reasonCode: this.maybe(0.3, () => [this.any()]),
      hospitalization: this.maybe(0.5, () => ({ dischargeDisposition: this.any() })),
      diagnosis:
        this.conditions.length > 0
          ? this.maybe(0.6, () => [
              {
                condition: { reference: `Condition/${this.random.of(this.conditions).id}` },
                rank: 1 + this.random.below(2),
              },
            ])
          : undefined,
    };
  },
  Condition(retrieve) {
    const onset = this.choice('onset');
    return {
      clinicalStatus: this.maybe(0.95, () =>
        concept(
          'condition-clinical',
          this.status(['active'], ['recurrence', 'relapse', 'inactive', 'remission', 'resolved']),
        ),
      ),
      verificationStatus: this.maybe(0.9, () =>
        concept(
          'condition-ver-status',
          this.status(
            ['confirmed'],
            ['unconfirmed', 'provisional', 'refuted', 'entered-in-error', 'differential'],
          ),
        ),
      ),
      category: [
        this.random.chance(0.5)
          ? concept('condition-category', 'problem-list-item')
          : concept('condition-category', 'encounter-diagnosis'),
      ],
      severity: this.maybe(0.3, () => this.any()),
      code: this.coded(retrieve.codes),
      subject: this.subject(),
      encounter: this.maybe(0.5, () => this.encounter()),
      ...onset,
      abatementDateTime: this.maybe(0.3, () => this.dateTime()),
      recordedDate: this.maybe(0.7, () => this.dateTime()),
    };
  },
  Observation(retrieve) {
    const pressure = /blood-pressure/.test(retrieve.profile ?? '');
    const part = (code, value) => ({
      code: { coding: [{ system: 'http://loinc.org', code }] },
      valueQuantity: { value, unit: 'mm[Hg]', code: 'mm[Hg]', system: 'http://unitsofmeasure.org' },
    });
    return {
      status: this.status(
        ['final'],
        ['amended', 'corrected', 'preliminary', 'cancelled', 'entered-in-error'],
      ),
      category: [
        concept(
          'observation-category',
          this.random.of(['laboratory', 'survey', 'exam', 'vital-signs']),
        ),
      ],
      code: pressure
        ? { coding: [{ system: 'http://loinc.org', code: '85354-9' }] }
        : this.coded(retrieve.codes),
      subject: this.subject(),
      encounter: this.maybe(0.5, () => this.encounter()),
      ...this.choice('effective'),
      issued: this.maybe(0.5, () => this.text(this.moment())),
      ...(pressure
        ? {
            component: [
              part('8480-6', 100 + this.random.below(80)),
              part('8462-4', 60 + this.random.below(45)),
            ],
          }
        : this.value(retrieve)),
    };
  },
  Procedure(retrieve) {
    const not = this.isNegation(retrieve);
    return {
      status: not ? 'not-done' : this.status(['completed'], ['in-progress', 'not-done', 'stopped']),
      statusReason: not || this.random.chance(0.1) ? this.any() : undefined,
      category: this.maybe(0.2, () => this.any()),
      code: this.coded(retrieve.codes),
      subject: this.subject(),
      encounter: this.maybe(0.4, () => this.encounter()),
      ...this.choice('performed'),
    };
  },
  MedicationRequest(retrieve) {
    const not = this.isNegation(retrieve);
    return {
      status: this.status(['active', 'completed'], ['on-hold', 'cancelled', 'stopped', 'draft']),
      intent: this.status(['order'], ['plan', 'proposal', 'original-order', 'filler-order']),
      category: this.maybe(0.5, () => [
        concept(
          'medicationrequest-category',
          this.random.of(['community', 'discharge', 'inpatient']),
        ),
      ]),
      doNotPerform: not ? true : this.maybe(0.1, () => false),
      ...this.medication(retrieve),
      subject: this.subject(),
      encounter: this.maybe(0.4, () => this.encounter()),
      authoredOn: this.dateTime(),
      reasonCode: this.maybe(0.4, () => [this.any()]),
      dosageInstruction: this.maybe(0.6, () => [
        {
          timing: {
            repeat: {
              frequency: 1,
              period: 1,
              periodUnit: 'd',
              ...(this.random.chance(0.5) ? { boundsPeriod: this.period() } : {}),
            },
          },
          doseAndRate: [{ doseQuantity: { value: 1 + this.random.below(2) } }],
        },
      ]),
      dispenseRequest: this.maybe(0.6, () => ({
        validityPeriod: this.period(),
        numberOfRepeatsAllowed: this.random.below(3),
        quantity: { value: 30 * (1 + this.random.below(3)) },
        expectedSupplyDuration: {
          value: 30 * (1 + this.random.below(3)),
          unit: 'd',
          code: 'd',
          system: 'http://unitsofmeasure.org',
        },
      })),
    };
  },
  MedicationAdministration(retrieve) {
    return {
      status: this.status(['completed'], ['in-progress', 'not-done', 'on-hold']),
      statusReason: this.maybe(0.2, () => [this.any()]),
      ...this.medication(retrieve),
      subject: this.subject(),
      ...this.choice('effective'),
      dosage: this.maybe(0.4, () => ({ route: this.any() })),
    };
  },
  MedicationDispense(retrieve) {
    return {
      status: this.status(['completed'], ['in-progress', 'on-hold', 'cancelled']),
      ...this.medication(retrieve),
      subject: this.subject(),
      whenPrepared: this.maybe(0.3, () => this.dateTime()),
      whenHandedOver: this.maybe(0.9, () => this.dateTime()),
      quantity: { value: 30 * (1 + this.random.below(3)) },
      daysSupply: this.maybe(0.8, () => ({
        value: 30 * (1 + this.random.below(4)),
        unit: 'd',
        code: 'd',
        system: 'http://unitsofmeasure.org',
      })),
      dosageInstruction: [
        {
          timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } },
          doseAndRate: [{ doseQuantity: { value: 1 } }],
        },
      ],
    };
  },
  ServiceRequest(retrieve) {
    const not = this.isNegation(retrieve);
    return {
      status: this.status(['active', 'completed'], ['on-hold', 'draft', 'revoked']),
      intent: this.status(['order'], ['plan', 'original-order', 'instance-order']),
      doNotPerform: not ? true : this.maybe(0.1, () => this.random.chance(0.5)),
      extension: not
        ? [
            {
              url: 'http://hl7.org/fhir/us/qicore/StructureDefinition/qicore-doNotPerformReason',
              valueCodeableConcept: this.any(),
            },
          ]
        : undefined,
      code: this.coded(retrieve.codes),
      subject: this.subject(),
      authoredOn: this.dateTime(),
      reasonCode: this.maybe(0.4, () => [this.any()]),
    };
  },
  DeviceRequest(retrieve) {
    return {
      status: this.status(['active', 'completed'], ['on-hold', 'draft']),
      intent: this.status(['order'], ['plan']),
      codeCodeableConcept: this.coded(retrieve.codes),
      subject: this.subject(),
      authoredOn: this.dateTime(),
    };
  },
  AllergyIntolerance(retrieve) {
    return {
      clinicalStatus: concept(
        'allergyintolerance-clinical',
        this.status(['active'], ['inactive', 'resolved']),
      ),
      verificationStatus: this.maybe(0.8, () =>
        concept(
          'allergyintolerance-verification',
          this.status(['confirmed'], ['unconfirmed', 'refuted']),
        ),
      ),
      code: this.coded(retrieve.codes),
      patient: this.subject(),
      onsetDateTime: this.maybe(0.8, () => this.dateTime()),
      lastOccurrence: this.maybe(0.4, () => this.dateTime()),
    };
  },
  Coverage(retrieve) {
    return {
      status: 'active',
      type: this.coded(retrieve.codes),
      beneficiary: this.subject(),
      period: this.period(),
      payor: [this.subject()],
    };
  },
  AdverseEvent(retrieve) {
    return {
      actuality: this.status(['actual'], ['potential']),
      event: this.coded(retrieve.codes),
      subject: this.subject(),
      date: this.maybe(0.8, () => this.dateTime()),
      recordedDate: this.maybe(0.5, () => this.dateTime()),
    };
  },
  Immunization(retrieve) {
    return {
      status: this.status(['completed'], ['not-done']),
      vaccineCode: this.coded(retrieve.codes),
      patient: this.subject(),
      occurrenceDateTime: this.dateTime(),
    };
  },
  Communication(retrieve) {
    return {
      status: this.status(['completed'], ['not-done', 'in-progress']),
      category: [this.coded(retrieve.codes)],
      reasonCode: [this.coded(retrieve.codes)],
      subject: this.subject(),
      sent: this.dateTime(),
      received: this.maybe(0.7, () => this.dateTime()),
    };
  },
};
