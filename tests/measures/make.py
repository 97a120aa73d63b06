#!/usr/bin/env python3
"""Writes measure-bundle.json, patients.ndjson and expected.json of every measure in this folder.

    python3 tests/measures/make.py            write them
    python3 tests/measures/make.py --check    say which differ from what would be written

The sources are cases.py (people and counts) and the CQL of each measure's folder. The report of
expected.json is added up here from the counts of the cases, by the rules of the FHIR Quality
Measure guide, so it is independent of any engine.
"""

import base64
import json
import statistics
import sys
from fractions import Fraction
from pathlib import Path

sys.dont_write_bytecode = True

import cases
import fhir

HERE = Path(__file__).resolve().parent
PERIOD = ['2026-01-01', '2026-12-31']
BASE = 'https://openpcn.example/fhir/'
CQFM = 'http://hl7.org/fhir/us/cqfmeasures/StructureDefinition/cqfm-'
CODES = 'http://terminology.hl7.org/CodeSystem/'


def coded(system, code):
    return {'coding': [{'system': CODES + system, 'code': code}]}


def identifier(expression):
    return {'language': 'text/cql-identifier', 'expression': expression}


def population(group, kind, expression):
    return {'id': f'{group}-{kind}', 'code': coded('measure-population', kind),
            'criteria': identifier(expression)}


def observation(group, observed, expression, method):
    made = population(group, 'measure-observation', expression)
    made['id'] += '-' + observed
    made['extension'] = [
        {'url': CQFM + 'criteriaReference', 'valueString': f'{group}-{observed}'},
        {'url': CQFM + 'aggregateMethod', 'valueCode': method}]
    return made


def stratifier(name, criteria):
    if isinstance(criteria, str):
        return {'id': name, 'code': {'text': name}, 'criteria': identifier(criteria)}
    return {'id': name, 'code': {'text': name},
            'component': [{'id': part, 'code': {'text': part}, 'criteria': identifier(expression)}
                          for part, expression in criteria]}


def group_resource(measure, group):
    made = {
        'id': group['id'],
        'extension': [
            {'url': CQFM + 'scoring',
             'valueCodeableConcept': coded('measure-scoring', measure['scoring'])},
            {'url': CQFM + 'populationBasis', 'valueCode': measure['basis']}],
        'population': [population(group['id'], *entry) for entry in group['populations']]
        + [observation(group['id'], *entry) for entry in group.get('observations', [])]}
    if 'stratifiers' in group:
        made['stratifier'] = [stratifier(*entry) for entry in group['stratifiers']]
    return made


def library(name, version, path):
    text = path.read_text(encoding='utf-8')
    return fhir.resource('Library', id=name, url=BASE + 'Library/' + name, name=name,
                         version=version, status='active',
                         type=coded('library-type', 'logic-library'),
                         content=[{'contentType': 'text/cql',
                                   'data': base64.b64encode(text.encode()).decode()}])


def measure_bundle(measure):
    folder = HERE / measure['folder']
    name = measure['name']
    resources = [
        fhir.resource(
            'Measure', id=name, url=BASE + 'Measure/' + name, name=name, title=measure['title'],
            version=measure['version'], status='active', library=[BASE + 'Library/' + name],
            scoring=coded('measure-scoring', measure['scoring']),
            group=[group_resource(measure, group) for group in measure['groups']],
            supplementalData=[
                {'id': entry, 'usage': [coded('measure-data-usage', usage)],
                 'criteria': identifier(expression)}
                for entry, expression, usage in measure.get('supplemental', [])] or None),
        library(name, measure['version'], folder / 'library.cql')]
    resources += [library(other, version, folder / file)
                  for other, version, file in measure.get('libraries', [])]
    resources += measure['value_sets']
    return {'resourceType': 'Bundle', 'type': 'collection', 'id': name.lower() + '-bundle',
            'entry': [{'resource': made} for made in resources]}


AGGREGATES = {
    'sum': sum, 'count': len, 'minimum': min, 'maximum': max, 'median': statistics.median,
    'average': lambda values: float(Fraction(sum(map(Fraction, map(str, values)))) / len(values))}


def observed(measure, number, population_kind):
    values = []
    for case in measure['cases']:
        values += case.get('observations', [{}] * (number + 1))[number].get(population_kind, [])
    return values


def score(measure, number, total):
    group = measure['groups'][number]
    if measure['scoring'] == 'cohort':
        return None
    if 'observations' in group:
        by_kind = {kind: AGGREGATES[method](observed(measure, number, kind))
                   for kind, _, method in group['observations']}
        if measure['scoring'] == 'continuous-variable':
            return by_kind['measure-population']
        return float(Fraction(by_kind['numerator']) / Fraction(by_kind['denominator']))
    denominator = (total['denominator'] - total.get('denominator-exclusion', 0)
                   - total.get('denominator-exception', 0))
    numerator = total['numerator'] - total.get('numerator-exclusion', 0)
    return numerator / denominator if denominator else None


def strata_totals(measure, number, name):
    """Of a stratifier with values: how many of the initial population have each."""
    totals = {}
    for case in measure['cases']:
        value = case['strata'][number][name]
        held = case['expected'][number]['initial-population']
        if measure['basis'] != 'boolean':
            totals['true'] = totals.get('true', 0) + value
        elif held:
            key = ('true' if value is True else 'false' if value is False
                   else ' / '.join(str(part) for part in value) if isinstance(value, list)
                   else str(value))
            totals[key] = totals.get(key, 0) + 1
    return totals


def expected_report(measure):
    groups = []
    for number, group in enumerate(measure['groups']):
        total = {}
        for kind, _ in group['populations']:
            total[kind] = sum(case['expected'][number][kind] for case in measure['cases'])
        entry = {'id': group['id'], 'populations': total}
        value = score(measure, number, total)
        if value is not None:
            entry['score'] = value
        if 'stratifiers' in group:
            entry['initial-population by stratum'] = {
                name: strata_totals(measure, number, name) for name, _ in group['stratifiers']}
        groups.append(entry)
    return groups


def expectation(measure):
    made = {
        'measure': measure['name'], 'version': measure['version'],
        'scoring': measure['scoring'], 'populationBasis': measure['basis'],
        'model': measure['model'], 'period': PERIOD,
        'verifiedWith': measure['oracle'],
        'populations': [group['populations'] for group in measure['groups']],
        'report': expected_report(measure), 'cases': []}
    for case in measure['cases']:
        entry = {'case': case['case'], 'patient': case['case'], 'bundle': case['case'],
                 'period': PERIOD, 'note': case['why'], 'expected': case['expected']}
        for part in ('observations', 'strata', 'supplemental', 'peer'):
            if part in case:
                entry[part] = case[part]
        made['cases'].append(entry)
    return made


def files(measure):
    folder = HERE / measure['folder']
    people = [fhir.person_bundle(case['case'], case['resources']) for case in measure['cases']]
    yield folder / 'measure-bundle.json', json.dumps(measure_bundle(measure), indent=1) + '\n'
    yield (folder / 'patients.ndjson',
           ''.join(json.dumps(person, separators=(',', ':')) + '\n' for person in people))
    yield folder / 'expected.json', json.dumps(expectation(measure), indent=1) + '\n'


def main():
    check = sys.argv[1:] == ['--check']
    if sys.argv[1:] and not check:
        sys.exit(__doc__)
    stale = []
    for measure in cases.MEASURES:
        for path, text in files(measure):
            if check:
                if not path.exists() or path.read_text(encoding='utf-8') != text:
                    stale.append(str(path.relative_to(HERE)))
            else:
                path.write_text(text, encoding='utf-8')
    if stale:
        sys.exit('Not what tests/measures/make.py writes: ' + ', '.join(stale)
                 + '.\nRun it and look at the difference.')


if __name__ == '__main__':
    main()
