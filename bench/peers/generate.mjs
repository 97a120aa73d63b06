// Random people for a measure, and what a peer says of every definition.
//
//   node generate.mjs FOLDER OUT [PEOPLE] [SEED]
//
// Reads FOLDER/measure-bundle.json and writes for each of its libraries a folder OUT/LIBRARY of the
// same form. The measure there is a cohort with a group for every definition that is true or false
// or a list of resources, so that an engine is compared definition by definition, not only where a
// whole population comes out. Where FOLDER has people, half of the new ones are theirs with a few
// things changed; the others have resources of the types, profiles and codes that the libraries
// retrieve, at times near each other and near the bounds of the period.
//
// The expectations are cql-execution's. It is no better than any engine: a difference is worth a
// look, and is as often its own. tests/independent/measures.py compares OpenPCN with such folders.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionsOf, measureOf, quiet, resourcesOf } from './engines.mjs';
import { bundleWithElm, readFolder } from './expected.mjs';
import { Random, mutantsOf, peopleFor } from './people.mjs';
import { librariesOf } from './translate.mjs';
import { vocabularyOf } from './vocabulary.mjs';

const BASIS = 'http://hl7.org/fhir/us/cqfmeasures/StructureDefinition/cqfm-populationBasis';
const [folder, out, people = '100', seed = '1'] = process.argv.slice(2);
const testdata =
  process.env.OPENPCN_TESTDATA ?? join(import.meta.dirname, '../../../shared/testdata');
const cache = process.env.OPENPCN_PEERS_CACHE ?? join(import.meta.dirname, '../../build/peers');
quiet();

const original = JSON.parse(readFileSync(join(folder, 'measure-bundle.json'), 'utf8'));
const { bundle, elm } = await bundleWithElm(structuredClone(original), testdata, cache);
const period = periodOf(join(folder, 'expected.json'));
const vocabulary = vocabularyOf(elm, resourcesOf(bundle, 'ValueSet'));
const random = new Random(Number(seed));
const own = existsSync(join(folder, 'patients.ndjson')) ? readFolder(folder).patients : [];
const mutants = own.length > 0 ? Math.ceil(Number(people) / 2) : 0;
const bundles = [
  ...mutantsOf(own, vocabulary, mutants, random),
  ...peopleFor(vocabulary, period, Number(people) - mutants, random),
];

for (const { name } of librariesOf(original)) {
  if (name === 'FHIRHelpers') continue;
  const answers = await definitionsOf(bundle, elm, period, name, bundles);
  const definitions = comparable(answers);
  if (definitions.size > 0) write(name, definitions, answers);
}

function periodOf(file) {
  if (!existsSync(file)) return ['2026-01-01', '2026-12-31'];
  const expected = JSON.parse(readFileSync(file, 'utf8'));
  return expected.period ?? expected.cases[0].period;
}

// The definitions of which a population can be made, with the basis of each: boolean, or a type.
function comparable(answers) {
  const found = new Map();
  for (const values of answers.values()) {
    for (const [name, value] of Object.entries(values)) {
      if (value === true || value === false) found.set(name, 'boolean');
      else if (Array.isArray(value) && value.length > 0) {
        const type = value[0]?.getTypeInfo?.().name;
        if (type && value.every((item) => item?.id)) found.set(name, type);
      }
    }
  }
  return found;
}

function write(library, definitions, answers) {
  const names = [...definitions.keys()];
  const url = librariesOf(original).find(({ name }) => name === library).library.url;
  const measure = {
    ...measureOf(original),
    library: [url],
    scoring: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/measure-scoring', code: 'cohort' }],
    },
    supplementalData: undefined,
    group: names.map((name, index) => ({
      id: `g${index}`,
      extension: [{ url: BASIS, valueCode: definitions.get(name) }],
      population: [
        {
          id: `g${index}-initial-population`,
          code: {
            coding: [
              {
                system: 'http://terminology.hl7.org/CodeSystem/measure-population',
                code: 'initial-population',
              },
            ],
          },
          criteria: { language: 'text/cql-identifier', expression: name },
        },
      ],
    })),
  };
  const entry = original.entry.map((item) =>
    item.resource.resourceType === 'Measure' ? { resource: measure } : item,
  );
  const cases = bundles.map(({ id }) => ({
    case: id,
    patient: id,
    period,
    expected: names.map((name) => {
      const count = countOf(answers.get(id)[name]);
      return count === null ? {} : { 'initial-population': count };
    }),
  }));
  const place = join(out, library);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'measure-bundle.json'), JSON.stringify({ ...original, entry }));
  writeFileSync(
    join(place, 'patients.ndjson'),
    bundles.map((one) => `${JSON.stringify(one)}\n`).join(''),
  );
  const expected = { measure: library, period, seed: Number(seed), definitions: names, cases };
  writeFileSync(join(place, 'expected.json'), JSON.stringify(expected, null, 1));
  const met = names.filter((_, index) =>
    cases.some((item) => item.expected[index]['initial-population'] > 0),
  );
  console.log(`${library}: ${names.length} definitions, ${met.length} of them met by someone`);
}

// null where the engine failed for this person: then nothing is expected.
function countOf(value) {
  if (value instanceof Error) return null;
  if (Array.isArray(value)) return new Set(value.map((item) => item?.id?.value)).size;
  return value === true ? 1 : 0;
}
