"""The few FHIR R4 resources that the measures in this folder are made of.

Each function makes one resource as plain dictionaries, so that a case in cases.py reads as a list
of what happened to a person. Identifiers are given by the order of the resources within a person,
which keeps the files the same from run to run.
"""

SNOMED = 'http://snomed.info/sct'
LOINC = 'http://loinc.org'
ACT = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'
DISCHARGE = 'http://terminology.hl7.org/CodeSystem/discharge-disposition'
QICORE = 'http://hl7.org/fhir/us/qicore/StructureDefinition/'
BLOOD_PRESSURE = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-blood-pressure'


def concept(code, system=SNOMED):
    return {'coding': [{'system': system, 'code': code}]}


def resource(kind, profile=None, **elements):
    made = {'resourceType': kind}
    if profile:
        made['meta'] = {'profile': [profile if profile.startswith('http') else QICORE + profile]}
    made.update({name.rstrip('_'): value for name, value in elements.items() if value is not None})
    return made


def patient(born, sex='female', profile=None, **elements):
    return resource('Patient', profile, gender=sex, birthDate=born, **elements)


def encounter(code, start, end, profile=None, status='finished', class_='IMP', **elements):
    period = {'start': start, 'end': end} if end else {'start': start}
    return resource('Encounter', profile, status=status, class_={'system': ACT, 'code': class_},
                    type=[concept(code)], period=period, **elements)


def condition(code, onset=None, profile=None, status='active', verified='confirmed', **elements):
    base = 'http://terminology.hl7.org/CodeSystem/condition-'
    return resource('Condition', profile, code=concept(code), onsetDateTime=onset,
                    clinicalStatus=concept(status, base + 'clinical') if status else None,
                    verificationStatus=concept(verified, base + 'ver-status') if verified else None,
                    **elements)


def observation(code, when, profile=None, status='final', system=SNOMED, **elements):
    return resource('Observation', profile, status=status, code=concept(code, system),
                    effectiveDateTime=when, **elements)


def procedure(code, profile=None, status='completed', **elements):
    return resource('Procedure', profile, status=status, code=concept(code), **elements)


def quantity(value, unit):
    return {'value': value, 'unit': unit, 'system': 'http://unitsofmeasure.org', 'code': unit}


def blood_pressure(when, systolic, diastolic=80):
    def component(code, value):
        return {'code': concept(code, LOINC), 'valueQuantity': quantity(value, 'mm[Hg]')}
    return observation('85354-9', when, BLOOD_PRESSURE, system=LOINC,
                       component=[component('8480-6', systolic), component('8462-4', diastolic)])


def value_set(name, codes, system=SNOMED):
    url = 'https://openpcn.example/fhir/ValueSet/' + name
    return resource('ValueSet', id=name, url=url, status='active',
                    expansion={'timestamp': '2026-01-01T00:00:00Z',
                               'contains': [{'system': system, 'code': code} for code in codes]})


def person_bundle(case, resources):
    """One person as a Bundle; every resource names its subject, and ids follow their order."""
    entries = []
    for number, made in enumerate(resources):
        made = dict(made)
        kind = made['resourceType']
        made['id'] = made.get('id', case if kind == 'Patient' else f'{case}-{number}')
        if kind not in ('Patient', 'Medication'):
            made['subject'] = {'reference': 'Patient/' + case}
        entries.append({'resource': made})
    return {'resourceType': 'Bundle', 'type': 'collection', 'id': case, 'entry': entries,
            'identifier': {'value': case}}
