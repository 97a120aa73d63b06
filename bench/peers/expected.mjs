// Measure folders: a bundle, people and what is expected of each. Two places have them, with slight
// differences in expected.json: tests/measures of this project and testdata/measures beside it.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { librariesOf, withElm } from './translate.mjs';

export function readFolder(folder) {
  return {
    folder,
    bundle: JSON.parse(readFileSync(join(folder, 'measure-bundle.json'), 'utf8')),
    patients: readFileSync(join(folder, 'patients.ndjson'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
    expected: JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')),
  };
}

export function measureFolders(root) {
  return readdirSync(root, { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && existsSync(join(root, entry.name, 'measure-bundle.json')),
    )
    .map((entry) => join(root, entry.name))
    .sort();
}

// FHIRHelpers is part of OpenPCN, so the project's own measures do not bring it; the translator
// needs its text. The measures of the test data have it in the two forms that matter.
function withHelpers(bundle, testdata) {
  const libraries = librariesOf(bundle);
  if (libraries.some(({ name }) => name === 'FHIRHelpers')) return bundle;
  const quality = libraries.some(({ cql }) => /^using QICore/m.test(cql));
  const donor = quality ? 'CMS816FHIRHHHypo' : 'HospitalHarmSevereHypoglycemiaFHIR';
  const { bundle: other } = readFolder(join(testdata, 'measures', donor));
  const helpers = librariesOf(other).find(({ name }) => name === 'FHIRHelpers');
  const asked = libraries
    .map(({ cql }) => /^include FHIRHelpers version '([^']+)'/m.exec(cql)?.[1])
    .find(Boolean);
  const text = helpers.cql.replace(
    /^library FHIRHelpers version '[^']+'/m,
    `library FHIRHelpers version '${asked}'`,
  );
  const data = Buffer.from(text).toString('base64');
  const resource = {
    ...helpers.library,
    version: asked,
    content: [{ contentType: 'text/cql', data }],
  };
  return { ...bundle, entry: [...bundle.entry, { resource }] };
}

export async function bundleWithElm(bundle, testdata, cache) {
  return withElm(withHelpers(bundle, testdata), join(testdata, 'modelinfo'), cache);
}

export async function readMeasure(folder, testdata, cache) {
  const measure = readFolder(folder);
  const { bundle, elm } = await bundleWithElm(measure.bundle, testdata, cache);
  return {
    ...measure,
    bundle,
    elm,
    period: measure.expected.period ?? measure.expected.cases[0].period,
  };
}
