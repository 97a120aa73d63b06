"""The measures of this folder: what each consists of, and who is in it and why.

A case is a person with what happened to them, and the count that each population of each group
must have for them: 0 or 1 where a measure counts people, the number of stays or attendances where
it counts those. The counts were worked out by hand from the definitions of the measure; make.py
adds them up.
"""

from fhir import (DISCHARGE, blood_pressure, concept, condition, encounter, observation, patient,
                  procedure, quantity, resource, value_set)

STAY, ATTENDANCE = '1363651000000103', '4525004'
FALL, DIABETES, HYPERTENSION, ASTHMA = '217082002', '73211009', '38341003', '195967001'
PREVENTER = '395726003'

POPULATIONS = ('initial-population', 'denominator', 'denominator-exclusion',
               'denominator-exception', 'numerator', 'numerator-exclusion', 'measure-population',
               'measure-population-exclusion')
SHORT = {'ip': 0, 'd': 1, 'dx': 2, 'de': 3, 'n': 4, 'nx': 5, 'mp': 6, 'mpx': 7}


def counts(**given):
    return {POPULATIONS[SHORT[name]]: count for name, count in given.items()}


def case(name, why, resources, *groups, strata=None, observations=None, supplemental=None,
         peer=None):
    """peer: what fqm-execution says instead, and why that is not followed."""
    made = {'case': name, 'why': why, 'resources': resources, 'expected': list(groups)}
    if peer is not None:
        made['peer'] = peer
    if strata is not None:
        made['strata'] = strata
    if observations is not None:
        made['observations'] = observations
    if supplemental is not None:
        made['supplemental'] = supplemental
    return made


def stay(start, end, **elements):
    return encounter(STAY, start, end, **elements)


def fall(when):
    return condition(FALL, when)


def home():
    return {'dischargeDisposition': concept('home', DISCHARGE)}


def hospice():
    return {'dischargeDisposition': concept('hosp', DISCHARGE)}


FALLS = {
    'name': 'FallsPerBedDay', 'folder': 'falls_per_bed_day', 'version': '1.0.0',
    'title': 'Falls per day in hospital', 'scoring': 'ratio', 'basis': 'Encounter',
    'model': 'FHIR 4.0.1', 'oracle': 'fqm-execution 1.8.6',
    'value_sets': [value_set('inpatient-stay', [STAY])],
    'groups': [{
        'id': 'falls',
        'populations': [
            ('initial-population', 'Initial Population'), ('denominator', 'Denominator'),
            ('denominator-exclusion', 'Denominator Exclusions'), ('numerator', 'Numerator'),
            ('numerator-exclusion', 'Numerator Exclusions')],
        'observations': [('denominator', 'Denominator Observations', 'sum'),
                         ('numerator', 'Numerator Observations', 'sum')]}],
    'cases': [
        case('two-falls', 'one stay of five days, two falls in it and one after it',
             [patient('1940-05-01'),
              stay('2026-02-01T10:00:00Z', '2026-02-06T12:00:00Z', hospitalization=home()),
              fall('2026-02-02T03:00:00Z'), fall('2026-02-06T12:00:00Z'),
              fall('2026-02-07T09:00:00Z')],
             counts(ip=1, d=1, dx=0, n=1, nx=0),
             observations=[{'denominator': [5], 'numerator': [2]}]),
        case('no-fall', 'two stays, of 2 and of 6 whole days, without a fall',
             [patient('1951-01-31', 'male'),
              stay('2026-03-01T10:00:00Z', '2026-03-04T09:59:59Z'),
              stay('2026-05-10T00:00:00Z', '2026-05-16T00:00:00Z')],
             counts(ip=2, d=2, dx=0, n=0, nx=0), observations=[{'denominator': [2, 6]}]),
        case('hospice', 'a stay that ended in a hospice leaves the denominator, not the numerator',
             [patient('1933-09-12'),
              stay('2026-04-01T08:00:00Z', '2026-04-09T08:00:00Z', hospitalization=hospice()),
              fall('2026-04-05T22:10:00Z')],
             counts(ip=1, d=1, dx=1, n=1, nx=0), observations=[{'numerator': [1]}],
             peer={'observations': [{'denominator': [8], 'numerator': [1]}],
                   'why': 'observes what is excluded from the denominator'}),
        case('day-case', 'a fall in a stay of less than a day is excluded from the numerator',
             [patient('1960-07-07'), stay('2026-06-01T08:00:00Z', '2026-06-01T18:00:00Z'),
              fall('2026-06-01T09:00:00Z')],
             counts(ip=1, d=1, dx=0, n=1, nx=1), observations=[{'denominator': [0]}],
             peer={'observations': [{'numerator': [1]}],
                   'why': 'observes what is excluded from the numerator, and loses a zero'}),
        case('unfinished', 'a stay in progress, one cancelled and one that ended the year before',
             [patient('1960-07-07'),
              stay('2026-12-20T08:00:00Z', '2026-12-30T08:00:00Z', status='in-progress'),
              stay('2026-10-01T08:00:00Z', '2026-10-03T08:00:00Z', status='cancelled'),
              stay('2025-12-20T08:00:00Z', '2025-12-31T23:59:59Z')],
             counts(ip=0, d=0, dx=0, n=0, nx=0)),
        case('into-the-year', 'begun the year before, ended on the first instant of the year',
             [patient('1948-02-29'), stay('2025-12-28T00:00:00Z', '2026-01-01T00:00:00Z'),
              fall('2025-12-28T00:00:00Z')],
             counts(ip=1, d=1, dx=0, n=1, nx=0),
             observations=[{'denominator': [4], 'numerator': [1]}]),
    ],
}


def attendance(start, end, **elements):
    return encounter(ATTENDANCE, start, end, class_='EMER', **elements)


def treated(start, end):
    return procedure('225728007', performedPeriod={'start': start, 'end': end})


def waiting_group(method):
    return {'id': method,
            'populations': [('initial-population', 'Initial Population'),
                            ('measure-population', 'Measure Population'),
                            ('measure-population-exclusion', 'Measure Population Exclusions')],
            'observations': [('measure-population', 'Minutes to Treatment', method)]}


def waits(ip, mp, mpx, minutes):
    methods = ('median', 'average', 'sum', 'minimum', 'maximum', 'count')
    return ([counts(ip=ip, mp=mp, mpx=mpx) for _ in methods],
            [{'measure-population': minutes} if minutes else {} for _ in methods])


def waiting_case(name, why, resources, ip, mp, mpx, minutes):
    groups, observations = waits(ip, mp, mpx, minutes)
    return case(name, why, resources, *groups, observations=observations)


WAITING = {
    'name': 'WaitingTime', 'folder': 'waiting_time', 'version': '1.0.0',
    'title': 'Minutes from arrival to treatment', 'scoring': 'continuous-variable',
    'basis': 'Encounter', 'model': 'FHIR 4.0.1', 'oracle': 'fqm-execution 1.8.6',
    'value_sets': [value_set('emergency-attendance', [ATTENDANCE, '50849002'])],
    'groups': [waiting_group(m) for m in
               ('median', 'average', 'sum', 'minimum', 'maximum', 'count')],
    'cases': [
        waiting_case('quick', 'treated after 12 minutes',
                     [patient('1990-01-01'),
                      attendance('2026-01-05T10:00:00Z', '2026-01-05T12:00:00Z'),
                      treated('2026-01-05T10:12:30Z', '2026-01-05T10:40:00Z')], 1, 1, 0, [12]),
        waiting_case('twice', 'two attendances; in the second the earlier of two treatments counts',
                     [patient('1985-06-15', 'male'),
                      attendance('2026-03-01T23:30:00Z', '2026-03-02T06:00:00Z'),
                      treated('2026-03-02T02:45:00Z', '2026-03-02T03:00:00Z'),
                      attendance('2026-08-11T09:00:00Z', '2026-08-11T15:00:00Z'),
                      treated('2026-08-11T11:00:00Z', '2026-08-11T11:05:00Z'),
                      treated('2026-08-11T09:41:00Z', '2026-08-11T09:45:00Z')],
                     2, 2, 0, [195, 41]),
        waiting_case('left', 'left before being seen: excluded',
                     [patient('2001-02-02'),
                      attendance('2026-04-04T10:00:00Z', '2026-04-04T18:00:00Z',
                                 reasonCode=[concept('21541000119102')])], 1, 1, 1, []),
        waiting_case('waiting', 'still there, so not in the measure population',
                     [patient('2001-02-02'),
                      attendance('2026-12-31T23:59:00Z', None, status='in-progress')],
                     1, 0, 0, []),
        waiting_case('last-year', 'came on the last evening of the year before',
                     [patient('1970-10-10'),
                      attendance('2025-12-31T23:00:00Z', '2026-01-01T04:00:00Z'),
                      treated('2026-01-01T00:10:00Z', '2026-01-01T00:20:00Z')], 0, 0, 0, []),
        waiting_case('other-time-zone', 'the same instants written with an offset of an hour',
                     [patient('1970-10-10'),
                      attendance('2026-07-01T09:00:00+01:00', '2026-07-01T12:00:00+01:00'),
                      treated('2026-07-01T08:30:00Z', '2026-07-01T08:45:00Z')], 1, 1, 0, [30]),
    ],
}


def hba1c(when, value, **elements):
    return observation('1003671000000109', when, valueQuantity=quantity(value, 'mmol/mol'),
                       **elements)


HBA1C = {
    'name': 'GlycatedHaemoglobin', 'folder': 'glycated_haemoglobin', 'version': '1.0.0',
    'title': 'Average of the latest HbA1c', 'scoring': 'continuous-variable', 'basis': 'boolean',
    'model': 'FHIR 4.0.1', 'oracle': 'fqm-execution 1.8.6',
    'value_sets': [value_set('diabetes', [DIABETES, '44054006', '46635009'])],
    'groups': [{
        'id': 'hba1c',
        'populations': [('initial-population', 'Initial Population'),
                        ('measure-population', 'Measure Population'),
                        ('measure-population-exclusion', 'Measure Population Exclusions')],
        'observations': [('measure-population', 'HbA1c in mmol/mol', 'average')]}],
    'cases': [
        case('latest', 'the later of two results counts, whatever their order in the record',
             [patient('1960-03-01'), condition('44054006', '2010-01-01'),
              hba1c('2026-09-01T08:00:00Z', 58.5), hba1c('2026-02-01T08:00:00Z', 71)],
             counts(ip=1, mp=1, mpx=0), observations=[{'measure-population': [58.5]}]),
        case('amended', 'entered in error does not count, amended does',
             [patient('1972-03-01', 'male'), condition('46635009', '1990-01-01'),
              hba1c('2026-03-01T08:00:00Z', 48, status='amended'),
              hba1c('2026-04-01T08:00:00Z', 102, status='entered-in-error')],
             counts(ip=1, mp=1, mpx=0), observations=[{'measure-population': [48]}]),
        case('none', 'diabetes without a result in the year',
             [patient('1980-12-31'), condition(DIABETES, '2020-05-05'),
              hba1c('2025-12-31T23:59:59Z', 60)], counts(ip=1, mp=0, mpx=0)),
        case('palliative', 'a result, and palliative care within the year',
             [patient('1944-08-08'), condition('44054006', '2001-01-01'),
              hba1c('2026-01-15T08:00:00Z', 66),
              procedure('103735009', performedDateTime='2026-10-01T08:00:00Z')],
             counts(ip=1, mp=1, mpx=1)),
        case('no-diabetes', 'a result without diabetes',
             [patient('1944-08-08'), hba1c('2026-01-15T08:00:00Z', 40)],
             counts(ip=0, mp=0, mpx=0)),
        case('sixteen', 'not yet seventeen when the year begins',
             [patient('2009-01-02'), condition('46635009', '2015-01-01'),
              hba1c('2026-01-15T08:00:00Z', 55)], counts(ip=0, mp=0, mpx=0)),
    ],
}


def adult(name, why, resources, ip, band, sex, hypertension, smokes, postcode=None):
    return case(name, why, resources, counts(ip=ip),
                strata=[{'by-age-band': band, 'by-sex': sex, 'hypertension': hypertension,
                         'age-band-and-sex': [band, sex]}],
                supplemental={'postcode': postcode, 'smokes': smokes})


ADULTS = {
    'name': 'AdultsByAge', 'folder': 'adults_by_age', 'version': '1.0.0',
    'title': 'Adults by age band, sex and hypertension', 'scoring': 'cohort', 'basis': 'boolean',
    'model': 'FHIR 4.0.1',
    'oracle': 'fqm-execution 1.8.6 for populations and the boolean stratifier; cql-execution 3.3.2'
              ' for the values of stratifiers and supplemental data, which the former reads as'
              ' true or false',
    'value_sets': [value_set('hypertension', [HYPERTENSION, '59621000'])],
    'groups': [{
        'id': 'adults', 'populations': [('initial-population', 'Initial Population')],
        'stratifiers': [('by-age-band', 'Age Band'), ('by-sex', 'Sex'),
                        ('hypertension', 'Has Hypertension'),
                        ('age-band-and-sex', [('age-band', 'Age Band'), ('sex', 'Sex')])]}],
    'supplemental': [('postcode', 'Postcode', 'supplemental-data'),
                     ('smokes', 'Smokes', 'risk-adjustment-factor')],
    'cases': [
        adult('turns-40', 'forty on the first day of the year', [
            patient('1986-01-01', address=[
                {'use': 'work', 'postalCode': 'ZZ99 1AA'},
                {'use': 'home', 'postalCode': 'ZZ99 2BB'}]),
            condition(HYPERTENSION, '2020-01-01')], 1, '40 to 64', 'female', True, False,
            'ZZ99 2BB'),
        adult('still-39', 'forty on the second day of the year', [
            patient('1986-01-02', 'male'), observation('77176002', '2024-01-01')],
            1, '18 to 39', 'male', False, True),
        adult('leap-day', 'born on 29 February, 65 and over', [
            patient('1960-02-29', 'male'),
            condition('59621000', '2027-01-01')], 1, '65 and over', 'male', False, False),
        adult('resolved', 'hypertension has ended', [
            patient('1958-02-28'),
            condition(HYPERTENSION, '2010-01-01', status='resolved',
                      abatementDateTime='2015-01-01')], 1, '65 and over', 'female', False, False),
        adult('just-18', 'eighteen on the first day of the year', [
            patient('2008-01-01', 'other')], 1, '18 to 39', 'other', False, False),
        adult('seventeen', 'eighteen on the second day of the year', [
            patient('2008-01-02', 'male')], 0, '18 to 39', 'male', False, False),
        adult('died-before', 'died before the year began', [
            patient('1930-01-01', deceasedDateTime='2025-12-31T12:00:00Z')],
            0, '65 and over', 'female', False, False),
        adult('died-within', 'died within the year', [
            patient('1930-01-01', deceasedDateTime='2026-02-01T12:00:00Z')],
            1, '65 and over', 'female', False, False),
        adult('unknown-sex', 'no sex recorded', [
            {k: v for k, v in patient('1990-06-06').items() if k != 'gender'}],
            1, '18 to 39', None, False, False),
    ],
}


def person(born, sex='female'):
    return patient(born, sex, 'qicore-patient')


def asthma(onset='2015-01-01', **elements):
    return condition(ASTHMA, onset, 'qicore-condition-problems-health-concerns', **elements)


def prescribed(when, status='active', intent='order'):
    return resource('MedicationRequest', 'qicore-medicationrequest', status=status, intent=intent,
                    medicationCodeableConcept=concept(PREVENTER), authoredOn=when)


def declined(when, reason='105480006'):
    return resource('MedicationRequest', 'qicore-medicationnotrequested', status='completed',
                    intent='order', doNotPerform=True,
                    medicationCodeableConcept=concept(PREVENTER), authoredOn=when,
                    reasonCode=[concept(reason)])


def assessed(when, score, **elements):
    return observation('443117005', when, 'qicore-observation-screening-assessment',
                       valueInteger=score, **elements)


def asthma_case(name, why, resources, first, second, child, woman):
    return case(name, why, resources, counts(**first), counts(**second),
                strata=[{'child': child, 'woman': woman}, {}])


NOBODY = ({'ip': 0, 'd': 0, 'dx': 0, 'de': 0, 'n': 0}, {'ip': 0, 'd': 0, 'n': 0, 'nx': 0})

ASTHMA_CARE = {
    'name': 'AsthmaCare', 'folder': 'asthma_care', 'version': '2.1.000',
    'title': 'Asthma: preventer prescribed, control assessed', 'scoring': 'proportion',
    'basis': 'boolean', 'model': 'QICore 6.0.0', 'oracle': 'fqm-execution 1.8.6',
    'libraries': [('AsthmaShared', '1.0.000', 'shared.cql')],
    'value_sets': [value_set('asthma', [ASTHMA, '304527002']),
                   value_set('inhaled-corticosteroid', [PREVENTER]),
                   value_set('patient-reason', ['105480006']),
                   value_set('palliative-care', ['305284002'])],
    'groups': [
        {'id': 'preventer',
         'populations': [('initial-population', 'Initial Population'),
                         ('denominator', 'Denominator'),
                         ('denominator-exclusion', 'Denominator Exclusions'),
                         ('denominator-exception', 'Preventer Declined'),
                         ('numerator', 'Preventer Prescribed')],
         'stratifiers': [('child', 'Child'), ('woman', 'Woman')]},
        {'id': 'control',
         'populations': [('initial-population', 'Initial Population'),
                         ('denominator', 'Assessed'), ('numerator', 'Well Controlled'),
                         ('numerator-exclusion', 'Score Was Copied From a Letter')]}],
    'cases': [
        asthma_case('prescribed', 'a preventer and a good score',
                    [person('1980-04-04'), asthma(), prescribed('2026-05-01T09:00:00Z'),
                     assessed('2026-05-01T09:30:00Z', 21)],
                    {'ip': 1, 'd': 1, 'dx': 0, 'de': 0, 'n': 1},
                    {'ip': 1, 'd': 1, 'n': 1, 'nx': 0}, False, True),
        asthma_case('declined', 'declined: an exception, since there is no prescription',
                    [person('2015-04-04', 'male'), asthma(),
                     declined('2026-05-01T09:00:00Z'), assessed('2026-05-01T09:30:00Z', 12)],
                    {'ip': 1, 'd': 1, 'dx': 0, 'de': 1, 'n': 0},
                    {'ip': 1, 'd': 1, 'n': 0, 'nx': 0}, True, False),
        asthma_case('declined-then-prescribed', 'declined, then prescribed: no exception',
                    [person('1995-11-30'), asthma(status='recurrence'),
                     declined('2026-02-01T09:00:00Z'),
                     prescribed('2026-12-31T23:59:59Z', status='completed')],
                    {'ip': 1, 'd': 1, 'dx': 0, 'de': 0, 'n': 1},
                    {'ip': 1, 'd': 0, 'n': 0, 'nx': 0}, False, True),
        asthma_case('other-reason', 'declined for a reason that is not the patient\'s',
                    [person('1995-11-30'), asthma(), declined('2026-02-01T09:00:00Z', '183932001')],
                    {'ip': 1, 'd': 1, 'dx': 0, 'de': 0, 'n': 0},
                    {'ip': 1, 'd': 0, 'n': 0, 'nx': 0}, False, True),
        asthma_case('palliative', 'excluded from the first group, so not in its numerator',
                    [person('1941-11-30', 'male'), asthma(),
                     encounter('305284002', '2025-12-20T00:00:00Z', '2026-01-03T00:00:00Z',
                               'qicore-encounter', class_='AMB'),
                     prescribed('2026-02-01T09:00:00Z'),
                     assessed('2026-02-01T09:00:00Z', 25, method=concept('258157001'))],
                    {'ip': 1, 'd': 1, 'dx': 1, 'de': 0, 'n': 0},
                    {'ip': 1, 'd': 1, 'n': 1, 'nx': 1}, False, False),
        asthma_case('last-score', 'the last score counts, and one of the next year does not',
                    [person('1990-01-01'), asthma(None, recordedDate='2026-12-31T08:00:00Z'),
                     assessed('2026-03-01T09:00:00Z', 24), assessed('2026-11-01T09:00:00Z', 15),
                     assessed('2027-01-01T00:00:00Z', 25),
                     prescribed('2026-03-01T09:00:00Z', status='cancelled'),
                     prescribed('2026-03-01T09:00:00Z', intent='proposal')],
                    {'ip': 1, 'd': 1, 'dx': 0, 'de': 0, 'n': 0},
                    {'ip': 1, 'd': 1, 'n': 0, 'nx': 0}, False, True),
        asthma_case('encounter-diagnosis', 'diagnosed in an encounter, without a verification',
                    [person('2019-06-01', 'male'),
                     condition('304527002', None, 'qicore-condition-encounter-diagnosis',
                               verified=None, recordedDate='2025-06-01T08:00:00Z'),
                     prescribed('2026-06-01T09:00:00Z')],
                    {'ip': 1, 'd': 1, 'dx': 0, 'de': 0, 'n': 1},
                    {'ip': 1, 'd': 0, 'n': 0, 'nx': 0}, True, False),
        asthma_case('refuted', 'the diagnosis was refuted',
                    [person('1985-06-01', 'male'), asthma(verified='refuted'),
                     prescribed('2026-06-01T09:00:00Z')], *NOBODY, False, False),
        asthma_case('resolved', 'asthma of childhood, resolved',
                    [person('1985-06-01'), asthma(status='resolved')], *NOBODY, False, True),
        asthma_case('five', 'not yet six when the year begins',
                    [person('2020-01-02'), asthma('2024-01-01')], *NOBODY, True, True),
    ],
}


def ward_stay(start, end, code='home', **elements):
    return encounter(STAY, start, end, 'qicore-encounter',
                     hospitalization={'dischargeDisposition': concept(code, DISCHARGE)},
                     **elements)


def summary(**performed):
    return procedure('371535009', 'qicore-procedure', **performed)


def anticoagulant(when, medication=None):
    """medication: the id of a Medication to refer to in place of a code."""
    kind = ({'medicationReference': {'reference': 'Medication/' + medication}} if medication
            else {'medicationCodeableConcept': concept('372756006')})
    return resource('MedicationAdministration', 'qicore-medicationadministration',
                    status='completed', effectiveDateTime=when, **kind)


SUMMARY = {
    'name': 'DischargeSummary', 'folder': 'discharge_summary', 'version': '1.2.000',
    'title': 'Discharge summary sent within 24 hours', 'scoring': 'proportion',
    'basis': 'Encounter', 'model': 'QICore 6.0.0', 'oracle': 'fqm-execution 1.8.6',
    'value_sets': [value_set('inpatient-stay', [STAY]), value_set('anticoagulant', ['372756006']),
                   value_set('died', ['exp'], DISCHARGE)],
    'groups': [{
        'id': 'summaries',
        'populations': [('initial-population', 'Initial Population'),
                        ('denominator', 'Denominator'),
                        ('denominator-exclusion', 'Denominator Exclusions'),
                        ('numerator', 'Numerator'),
                        ('numerator-exclusion', 'Numerator Exclusions')],
        'stratifiers': [('long-stay', 'Long Stay'), ('weekend', 'Weekend Discharge')]}],
    'cases': [
        case('sent', 'sent a day after to the second; the second stay a second later',
             [person('1950-01-01'),
              ward_stay('2026-01-05T09:00:00Z', '2026-01-09T15:00:00Z'),
              summary(performedDateTime='2026-01-10T15:00:00Z'),
              ward_stay('2026-02-02T09:00:00Z', '2026-02-14T15:00:00Z'),
              summary(performedPeriod={'start': '2026-02-15T15:00:01Z',
                                       'end': '2026-02-15T16:00:00Z'})],
             counts(ip=2, d=2, dx=0, n=1, nx=0), strata=[{'long-stay': 1, 'weekend': 1}]),
        case('died', 'a stay that ended in death is not in the denominator',
             [person('1938-01-01', 'male'),
              ward_stay('2026-03-02T09:00:00Z', '2026-03-08T15:00:00Z', 'exp')],
             counts(ip=1, d=0, dx=0, n=0, nx=0), strata=[{'long-stay': 0, 'weekend': 1}]),
        case('short', 'a short stay is excluded, though a summary was sent',
             [person('1978-01-01', 'male'),
              ward_stay('2026-03-02T09:00:00Z', '2026-03-02T21:00:00Z', class_='SS'),
              summary(performedDateTime='2026-03-02T21:30:00Z')],
             counts(ip=1, d=1, dx=1, n=0, nx=0), strata=[{'long-stay': 0, 'weekend': 0}]),
        case('anticoagulant', 'anticoagulant without and with a pressure below 200',
             [person('1978-01-01'),
              ward_stay('2026-05-04T09:00:00Z', '2026-05-06T10:00:00Z'),
              anticoagulant('2026-05-05T08:00:00Z'),
              blood_pressure('2026-05-05T07:00:00Z', 205),
              summary(performedDateTime='2026-05-06T11:00:00Z'),
              ward_stay('2026-06-01T09:00:00Z', '2026-06-12T10:00:00Z'),
              anticoagulant('2026-06-02T08:00:00Z'),
              blood_pressure('2026-06-02T07:00:00Z', 142),
              summary(performedDateTime='2026-06-12T11:00:00Z')],
             counts(ip=2, d=2, dx=0, n=2, nx=1), strata=[{'long-stay': 1, 'weekend': 0}]),
        case('by-reference', 'the anticoagulant is a resource of its own; another is no such thing',
             [person('1955-01-01', 'male'),
              ward_stay('2026-08-03T09:00:00Z', '2026-08-05T10:00:00Z'),
              resource('Medication', 'qicore-medication', id='warfarin',
                       code=concept('372756006')),
              anticoagulant('2026-08-04T08:00:00Z', 'warfarin'),
              summary(performedDateTime='2026-08-05T11:00:00Z'),
              ward_stay('2026-09-01T09:00:00Z', '2026-09-03T10:00:00Z'),
              resource('Medication', 'qicore-medication', id='paracetamol',
                       code=concept('387517004')),
              anticoagulant('2026-09-02T08:00:00Z', 'paracetamol'),
              summary(performedDateTime='2026-09-03T11:00:00Z')],
             counts(ip=2, d=2, dx=0, n=2, nx=1), strata=[{'long-stay': 0, 'weekend': 0}]),
        case('child', 'seventeen on the day of admission',
             [person('2009-03-03'), ward_stay('2027-03-01T09:00:00Z', '2027-03-02T09:00:00Z'),
              ward_stay('2026-12-01T09:00:00Z', '2026-12-08T09:00:00Z')],
             counts(ip=0, d=0, dx=0, n=0, nx=0), strata=[{'long-stay': 0, 'weekend': 0}]),
        case('no-profile', 'a stay without the profile of QI-Core is not seen',
             [person('1960-03-03'), stay('2026-04-01T09:00:00Z', '2026-04-03T09:00:00Z')],
             counts(ip=0, d=0, dx=0, n=0, nx=0), strata=[{'long-stay': 0, 'weekend': 0}]),
    ],
}

MEASURES = [FALLS, WAITING, HBA1C, ADULTS, ASTHMA_CARE, SUMMARY]
