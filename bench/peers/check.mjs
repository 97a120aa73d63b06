// Asks the peers what the measures of a folder should give, and compares it with expected.json.
//
//   node check.mjs ROOT [MEASURE...]      ROOT: tests/measures, or testdata/measures
//
// Run by ./dev check-measures. It checks the expectations, not OpenPCN: tests/measures is written
// by hand, and a second opinion is what makes it worth testing against.

import { basename, join } from 'node:path';
import { cqlExecution, fqmExecution, quiet } from './engines.mjs';
import { measureFolders, readMeasure } from './expected.mjs';

const testdata =
  process.env.OPENPCN_TESTDATA ?? join(import.meta.dirname, '../../../shared/testdata');
const cache = process.env.OPENPCN_PEERS_CACHE ?? join(import.meta.dirname, '../../build/peers');

function same(left, right) {
  return JSON.stringify(left) === JSON.stringify(right);
}

function differences(engine, found, cases) {
  const lines = [];
  for (const { case: name, patient, expected } of cases) {
    const groups = found.get(patient);
    expected.forEach((counts, index) => {
      for (const [population, count] of Object.entries(counts)) {
        const got = groups?.[index]?.counts[population];
        if (got !== count)
          lines.push(
            `${name}, group ${index + 1}, ${population}: ${count} expected, ${engine} says ${got}`,
          );
      }
    });
  }
  return lines;
}

function observationDifferences(found, measure, cases) {
  const lines = [];
  for (const { case: name, patient, observations, peer } of cases) {
    (peer?.observations ?? observations ?? []).forEach((byKind, index) => {
      const group = measure.group[index];
      const got = found.get(patient)?.[index]?.observations ?? {};
      const kinds = group.population
        .filter((population) => population.code.coding[0].code === 'measure-observation')
        .map((population) => population.extension[0].valueString);
      for (const id of kinds) {
        const want = byKind[id.slice(group.id.length + 1)] ?? [];
        const have = (got[id] ?? []).filter((value) => value !== null);
        if (!same(want, have))
          lines.push(
            `${name}, group ${index + 1}, observations of ${id}: [${want}] expected, fqm-execution says [${have}]`,
          );
      }
    });
  }
  return lines;
}

function plain(value) {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object') return value;
  if ('value' in value) return plain(value.value);
  return value;
}

// Stratifiers of episodes: how many of the initial population are in each.
function strataDifferences(found, cases) {
  const lines = [];
  for (const { case: name, patient, strata } of cases) {
    (strata ?? []).forEach((byName, index) => {
      for (const [id, want] of Object.entries(byName)) {
        const got = found.get(patient)?.[index]?.strata[id] ?? 0;
        if (typeof want === 'number' && want !== got) {
          lines.push(
            `${name}, group ${index + 1}, stratifier ${id}: ${want} expected, fqm-execution says ${got}`,
          );
        }
      }
    });
  }
  return lines;
}

// Stratifiers and supplemental data that give a value: the definition's own value is compared.
function valueDifferences(results, measure, cases) {
  const lines = [];
  const compare = (name, what, want, got) => {
    if (!same(want, got))
      lines.push(
        `${name}, ${what}: ${JSON.stringify(want)} expected, cql-execution says ${JSON.stringify(got)}`,
      );
  };
  for (const { case: name, patient, strata, supplemental } of cases) {
    const values = results[patient];
    (strata ?? []).forEach((byName, index) => {
      for (const stratifier of measure.group[index].stratifier ?? []) {
        if (!(stratifier.id in byName) || Array.isArray(values[stratifier.criteria?.expression]))
          continue;
        const got = stratifier.criteria
          ? plain(values[stratifier.criteria.expression])
          : stratifier.component.map((part) => plain(values[part.criteria.expression]));
        compare(name, `stratifier ${stratifier.id}`, byName[stratifier.id], got);
      }
    });
    for (const item of measure.supplementalData ?? []) {
      if (supplemental && item.id in supplemental) {
        compare(
          name,
          `supplemental data ${item.id}`,
          supplemental[item.id],
          plain(values[item.criteria.expression]),
        );
      }
    }
  }
  return lines;
}

async function check(folder) {
  const measure = await readMeasure(folder, testdata, cache);
  const cases = measure.expected.cases.filter((item) => item.status !== 'disputed');
  const fqm = fqmExecution(measure.bundle, measure.period);
  const direct = cqlExecution(measure.bundle, measure.elm, measure.period);
  const definition = measure.bundle.entry.find(
    (entry) => entry.resource.resourceType === 'Measure',
  ).resource;
  const found = fqm.populations(await fqm.evaluate(fqm.load(measure.patients)));
  const raw = await direct.evaluate(direct.load(measure.patients));
  const lines = [
    ...differences('fqm-execution', found, cases),
    ...differences('cql-execution', direct.populations(raw), cases),
    ...observationDifferences(found, definition, cases),
    ...strataDifferences(found, cases),
    ...valueDifferences(raw, definition, cases),
  ];
  console.log(`${basename(folder)}: ${cases.length} cases, ${lines.length} differences`);
  lines.forEach((line) => console.log(`  ${line}`));
  return lines.length;
}

quiet();
const [root, ...names] = process.argv.slice(2);
let total = 0;
for (const folder of measureFolders(root)) {
  if (names.length === 0 || names.includes(basename(folder))) total += await check(folder);
}
process.exitCode = total === 0 ? 0 : 1;
