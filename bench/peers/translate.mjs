// CQL text to ELM with the reference translator, for the engines that only take ELM.
//
// A measure bundle comes with CQL alone; the peers need the compiled form beside it. The options
// are those the measures were published with: no list promotion or demotion, list traversal on, and
// no annotations, which would only slow the peers down. A result is kept under build/peers by the
// hash of what went in, so that no run measures the translator by accident.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const MODEL_FILES = {
  System: 'system-modelinfo.xml',
  FHIR: 'fhir-modelinfo-4.0.1.xml.gz',
  QICore: 'qicore-modelinfo-6.0.0.xml.gz',
  USCore: 'uscore-modelinfo-6.1.0.xml.gz',
};

function decoded(data) {
  return Buffer.from(data, 'base64').toString('utf8');
}

export function librariesOf(bundle) {
  return bundle.entry
    .map((entry) => entry.resource)
    .filter((resource) => resource.resourceType === 'Library')
    .map((library) => {
      const content = library.content?.find((item) => item.contentType === 'text/cql');
      return content
        ? { name: library.name, version: library.version, cql: decoded(content.data), library }
        : null;
    })
    .filter((library) => library !== null);
}

function modelInfo(folder, name) {
  const file = MODEL_FILES[name];
  if (!file) return null;
  const bytes = readFileSync(join(folder, file));
  return file.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8');
}

// libraries: [{name, version, cql}]. Answers a map from name to ELM; throws with every error.
export async function translate(libraries, modelFolder) {
  const t = await import('@cqframework/cql/cql-to-elm');
  const { CqlCompilerOptions, LibraryBuilder } = t;
  const modelManager = new t.ModelManager();
  modelManager.modelInfoLoader.registerModelInfoProvider(
    t.createModelInfoProvider((id) => {
      const xml = modelInfo(modelFolder, id);
      return xml === null ? null : t.stringAsSource(xml);
    }),
  );
  const { Options } = CqlCompilerOptions;
  const options = new CqlCompilerOptions();
  options.setOptions([
    Options.DisableListDemotion,
    Options.DisableListPromotion,
    Options.EnableLocators,
  ]);
  options.signatureLevel = LibraryBuilder.SignatureLevel.Overloads;
  // Nothing is computed while translating, so the service only has to accept units.
  const units = t.createUcumService(
    (value) => value,
    () => null,
    (left) => left,
    (left) => left,
  );
  const libraryManager = new t.LibraryManager(modelManager, options, undefined, units);
  libraryManager.librarySourceLoader.registerProvider(
    t.createLibrarySourceProvider((id, _system, version) => {
      const found =
        libraries.find((library) => library.name === id && library.version === version) ??
        (version ? undefined : libraries.find((library) => library.name === id));
      return found ? t.stringAsSource(found.cql) : null;
    }),
  );

  const elm = new Map();
  const problems = [];
  for (const library of libraries) {
    const translator = t.CqlTranslator.fromText(library.cql, libraryManager);
    for (const error of translator.errors.asJsReadonlyArrayView()) {
      problems.push(`${library.name} ${library.version}: ${error.message}`);
    }
    elm.set(library.name, JSON.parse(translator.toJson()));
  }
  if (problems.length > 0)
    throw new Error(`The translator refuses this:\n  ${problems.join('\n  ')}`);
  return elm;
}

// The bundle with ELM beside the CQL of every library.
export async function withElm(bundle, modelFolder, cacheFolder) {
  const libraries = librariesOf(bundle);
  const key = createHash('sha256');
  for (const library of libraries) key.update(library.cql);
  const file = join(cacheFolder, `elm-${key.digest('hex').slice(0, 24)}.json`);
  let elm;
  if (existsSync(file)) {
    elm = new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8'))));
  } else {
    elm = await translate(libraries, modelFolder);
    mkdirSync(cacheFolder, { recursive: true });
    writeFileSync(file, JSON.stringify(Object.fromEntries(elm)));
  }
  for (const { name, library } of libraries) {
    const data = Buffer.from(JSON.stringify(elm.get(name))).toString('base64');
    library.content = [
      ...library.content.filter((item) => item.contentType === 'text/cql'),
      { contentType: 'application/elm+json', data },
    ];
  }
  return { bundle, elm };
}
