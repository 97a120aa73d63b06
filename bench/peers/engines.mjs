// The peers behind one face: give a measure bundle with ELM and patients, get populations.
//
// What can be done once is done when an engine is made, and is no part of the evaluation that is
// timed: reading ELM, building the code service, choosing definitions. populations() is a map from
// patient to, for each group, the count of each population: 0 or 1, or a number of episodes.

import cql from 'cql-execution';
import cqlFhir from 'cql-exec-fhir';
import fqm from 'fqm-execution';

// cql-exec-fhir writes a line for each element that a resource lacks; the writing would be timed.
export function quiet() {
  console.warn = () => {};
  console.error = () => {};
}

export function resourcesOf(bundle, type) {
  return bundle.entry
    .map((entry) => entry.resource)
    .filter((resource) => resource.resourceType === type);
}

export function measureOf(bundle) {
  return resourcesOf(bundle, 'Measure')[0];
}

function codeOf(concept) {
  return concept?.coding?.[0]?.code;
}

// From the first instant of the first day to the last instant of the last.
export function measurementPeriod(period) {
  return new cql.Interval(
    cql.DateTime.parse(`${period[0]}T00:00:00.000+00:00`),
    cql.DateTime.parse(`${period[1]}T23:59:59.999+00:00`),
  );
}

const OBSERVATION = 'measure-observation';

// What fqm-execution answers for one group of one patient, as counts.
function countsOf(group) {
  const counts = {};
  const observations = {};
  const strata = {};
  const add = (result, count) => {
    if (result.populationType === OBSERVATION) {
      if (result.observations?.length) {
        const key = result.criteriaReferenceId ?? result.populationId ?? '';
        (observations[key] ??= []).push(...result.observations);
      }
    } else {
      counts[result.populationType] = (counts[result.populationType] ?? 0) + count;
    }
  };
  if (group.episodeResults) {
    for (const result of group.populationResults) {
      if (result.populationType !== OBSERVATION) counts[result.populationType] = 0;
    }
    for (const episode of group.episodeResults) {
      for (const result of episode.populationResults) add(result, result.result ? 1 : 0);
      const initial = episode.populationResults.find(
        (result) => result.populationType === 'initial-population',
      );
      if (!initial?.result) continue;
      for (const { strataCode, result } of episode.stratifierResults ?? []) {
        strata[strataCode] = (strata[strataCode] ?? 0) + (result ? 1 : 0);
      }
    }
  } else {
    for (const result of group.populationResults) add(result, result.result ? 1 : 0);
  }
  return { counts, observations, strata };
}

export function fqmExecution(bundle, period) {
  const options = {
    measurementPeriodStart: period[0],
    measurementPeriodEnd: period[1],
    calculateHTML: false,
    calculateClauseCoverage: false,
    calculateSDEs: false,
    calculateRAVs: false,
    verboseCalculationResults: false,
    trustMetaProfile: true,
    useElmJsonsCaching: true,
    reportType: 'individual',
  };
  return {
    name: 'fqm-execution',
    load: (patients) => patients,
    async evaluate(patients) {
      return (await fqm.Calculator.calculate(bundle, patients, options)).results;
    },
    populations(results) {
      return new Map(
        results.map((result) => [result.patientId, result.detailedResults.map(countsOf)]),
      );
    },
  };
}

// Value sets by address and version, with the codes of their expansions.
function codeService(bundle) {
  const sets = {};
  for (const set of resourcesOf(bundle, 'ValueSet')) {
    const codes = set.expansion?.contains ?? [];
    sets[set.url] = { [set.version ?? '']: codes };
  }
  return new cql.CodeService(sets);
}

// The rules by which membership of one population depends on others, for a person or an episode.
function settled(found, scoring) {
  const value = { ...found };
  const drop = (...names) => names.forEach((name) => name in value && (value[name] = 0));
  if (!value['initial-population']) {
    Object.keys(value).forEach((name) => drop(name));
  } else if (scoring === 'continuous-variable') {
    if (!value['measure-population']) drop('measure-population-exclusion');
  } else if (scoring === 'ratio') {
    if (!value.denominator) drop('denominator-exclusion');
    if (!value.numerator) drop('numerator-exclusion');
  } else if ('denominator' in value) {
    if (!value.denominator) {
      drop('denominator-exclusion', 'denominator-exception');
      drop('numerator', 'numerator-exclusion');
    } else if (value['denominator-exclusion']) {
      drop('denominator-exception', 'numerator', 'numerator-exclusion');
    } else if (value.numerator) drop('denominator-exception');
    else drop('numerator-exclusion');
  }
  return value;
}

// definitions: 'populations' evaluates what the populations name and stops where the initial
// population is empty, which is the least that this engine can do; 'all' every definition of the
// main library, as its own executor does.
export function cqlExecution(bundle, elm, period, definitions = 'all') {
  const measure = measureOf(bundle);
  const mainName = resourcesOf(bundle, 'Library').find(
    ({ url }) => measure.library[0].split('|')[0] === url,
  ).name;
  const repository = new cql.Repository(Object.fromEntries(elm));
  const library = new cql.Library(elm.get(mainName), repository);
  const codes = codeService(bundle);
  const parameters = { 'Measurement Period': measurementPeriod(period) };
  const executor = new cql.Executor(library, codes, parameters);
  const now = cql.DateTime.parse(`${period[0]}T00:00:00.000+00:00`);
  const listener = new cql.NullMessageListener();
  const groups = measure.group.map((group) => ({
    scoring: codeOf(scoringOf(group) ?? measure.scoring),
    populations: group.population
      .map((population) => [codeOf(population.code), population.criteria.expression])
      .filter(([type]) => type !== OBSERVATION),
  }));
  const initial = groups.map(({ populations }) =>
    populations.filter(([type]) => type === 'initial-population').map(([, name]) => name),
  );

  async function populationsOf(patient) {
    const context = new cql.PatientContext(library, patient, codes, parameters, now, listener);
    const values = {};
    for (const [index, { populations }] of groups.entries()) {
      for (const name of initial[index]) {
        values[name] ??= await library.expressions[name].execute(context);
      }
      if (initial[index].every((name) => isEmpty(values[name]))) continue;
      for (const [, name] of populations) {
        values[name] ??= await library.expressions[name].execute(context);
      }
    }
    return values;
  }

  return {
    name: 'cql-execution',
    load(patients) {
      const source = cqlFhir.PatientSource.FHIRv401({ requireProfileTagging: true });
      source.loadBundles(patients);
      return source;
    },
    async evaluate(source) {
      if (definitions === 'all') return (await executor.exec(source, now)).patientResults;
      const results = {};
      for (let patient = source.currentPatient(); patient; patient = source.nextPatient()) {
        results[patient.getId()] = await populationsOf(patient);
      }
      return results;
    },
    populations(results) {
      const answer = new Map();
      for (const [patient, values] of Object.entries(results)) {
        answer.set(
          patient,
          groups.map(({ scoring, populations }) => ({
            counts: groupCounts(values, scoring, populations),
          })),
        );
      }
      return answer;
    },
  };
}

// Every definition of one library for every person, an error in place of a value that fails.
export async function definitionsOf(bundle, elm, period, libraryName, patients) {
  const library = new cql.Library(
    elm.get(libraryName),
    new cql.Repository(Object.fromEntries(elm)),
  );
  const parameters = { 'Measurement Period': measurementPeriod(period) };
  const now = cql.DateTime.parse(`${period[0]}T00:00:00.000+00:00`);
  const codes = codeService(bundle);
  const listener = new cql.NullMessageListener();
  const source = cqlFhir.PatientSource.FHIRv401({ requireProfileTagging: true });
  source.loadBundles(patients);
  const answers = new Map();
  for (let patient = source.currentPatient(); patient; patient = source.nextPatient()) {
    const context = new cql.PatientContext(library, patient, codes, parameters, now, listener);
    const values = {};
    for (const [name, definition] of Object.entries(library.expressions)) {
      if (definition.context !== 'Patient' || name === 'Patient') continue;
      try {
        values[name] = await definition.execute(context);
      } catch (error) {
        values[name] = new Error(String(error.cause?.message ?? error.message).slice(0, 200));
      }
    }
    answers.set(patient.getId(), values);
  }
  return answers;
}

function isEmpty(value) {
  return Array.isArray(value) ? value.length === 0 : value !== true;
}

function scoringOf(group) {
  return group.extension?.find((item) => item.url.endsWith('cqfm-scoring'))?.valueCodeableConcept;
}

// Of people a value is true or not; of episodes it is a list of them. The value tells which.
function groupCounts(values, scoring, populations) {
  if (!populations.some(([, expression]) => Array.isArray(values[expression]))) {
    const found = populations.map(([type, expression]) => [
      type,
      values[expression] === true ? 1 : 0,
    ]);
    return settled(Object.fromEntries(found), scoring);
  }
  const ids = new Set();
  const members = populations.map(([type, expression]) => {
    const episodes = values[expression] ?? [];
    const own = new Set(episodes.map((episode) => episode?.id?.value ?? episode?.id));
    own.forEach((id) => ids.add(id));
    return [type, own];
  });
  const counts = Object.fromEntries(populations.map(([type]) => [type, 0]));
  for (const id of ids) {
    const found = members.map(([type, own]) => [type, own.has(id) ? 1 : 0]);
    const value = settled(Object.fromEntries(found), scoring);
    for (const type of Object.keys(value)) counts[type] += value[type];
  }
  return counts;
}
