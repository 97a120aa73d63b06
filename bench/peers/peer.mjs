// Times one peer on one measure, in a process of its own, and prints what it took as JSON.
//
//   node peer.mjs ENGINE FOLDER PEOPLE.ndjson REPETITIONS POPULATIONS.json
//
// ENGINE is fqm-execution, cql-execution (every definition) or cql-execution-populations. Loading
// (reading and parsing the file) and preparing (ELM, code service) are timed apart from evaluating.
// Before the first repetition the engine evaluates the measure's own people several times, so that
// what is timed has been compiled by the JavaScript engine. Processor time is that of all threads,
// the garbage collector's included.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cqlExecution, fqmExecution, quiet } from './engines.mjs';
import { readMeasure } from './expected.mjs';

const WARM_UP_PEOPLE = 256;

function clock() {
  const wall = performance.now();
  const processor = process.cpuUsage();
  return () => {
    const used = process.cpuUsage(processor);
    return {
      seconds: (performance.now() - wall) / 1000,
      processorSeconds: (used.user + used.system) / 1e6,
    };
  };
}

const [engineName, folder, peopleFile, repetitions, populationsFile] = process.argv.slice(2);
quiet();
const testdata = process.env.OPENPCN_TESTDATA;
const cache = process.env.OPENPCN_PEERS_CACHE;
const measure = await readMeasure(folder, testdata, cache);

let stop = clock();
const engine =
  engineName === 'fqm-execution'
    ? fqmExecution(measure.bundle, measure.period)
    : cqlExecution(
        measure.bundle,
        measure.elm,
        measure.period,
        engineName === 'cql-execution' ? 'all' : 'populations',
      );
const preparing = stop();

stop = clock();
const text = readFileSync(peopleFile, 'utf8');
const people = text
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));
const loading = stop();

const warmUp = people.slice(0, WARM_UP_PEOPLE);
await engine.evaluate(engine.load(warmUp));
const evaluating = [];
let results;
for (let repetition = 0; repetition < Number(repetitions); repetition++) {
  const loaded = engine.load(people);
  results = null;
  globalThis.gc?.();
  stop = clock();
  results = await engine.evaluate(loaded);
  evaluating.push(stop());
}

const populations = {};
for (const [patient, groups] of engine.populations(results)) {
  populations[patient] = groups.map(({ counts }) => counts);
}
writeFileSync(populationsFile, JSON.stringify(populations));
console.log(
  JSON.stringify({
    engine: engineName,
    people: people.length,
    bytes: text.length,
    preparing,
    loading,
    evaluating,
    memoryBytes: process.resourceUsage().maxRSS * 1024,
  }),
);
