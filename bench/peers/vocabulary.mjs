// What a measure asks for, read from its ELM: retrieves with their codes, the codes it compares
// with, and the quantities, numbers and strings it names. Random people are made of these.

function walk(node, visit) {
  if (Array.isArray(node)) node.forEach((inner) => walk(inner, visit));
  else if (node && typeof node === 'object') {
    visit(node);
    Object.values(node).forEach((inner) => walk(inner, visit));
  }
}

export function vocabularyOf(elm, valueSets) {
  const expansions = new Map(
    valueSets.map((set) => [
      set.url,
      (set.expansion?.contains ?? []).map(({ system, code }) => ({ system, code })),
    ]),
  );
  const vocabulary = { retrieves: [], concepts: [], quantities: [], integers: [], strings: [] };
  for (const { library } of elm.values()) {
    if (library.identifier.id === 'FHIRHelpers') continue;
    collect(library, elm, expansions, vocabulary);
  }
  vocabulary.concepts = vocabulary.concepts.filter((codes) => codes.length > 0);
  return vocabulary;
}

function collect(library, elm, expansions, vocabulary) {
  const libraryOf = (name) => {
    if (!name) return library;
    const include = library.includes?.def.find((item) => item.localIdentifier === name);
    return elm.get(include?.path)?.library ?? library;
  };
  const codesOf = (expression) => {
    const codes = [];
    walk(expression, (node) => {
      if (node.type === 'ValueSetRef') {
        const set = libraryOf(node.libraryName).valueSets?.def.find(
          ({ name }) => name === node.name,
        );
        codes.push(...(expansions.get(set?.id) ?? []));
      } else if (node.type === 'CodeRef') {
        const owner = libraryOf(node.libraryName);
        const code = owner.codes?.def.find(({ name }) => name === node.name);
        const system = owner.codeSystems?.def.find(({ name }) => name === code?.codeSystem.name);
        if (code && system) codes.push({ system: system.id, code: code.id });
      }
    });
    return codes;
  };
  walk(library.statements, (node) => {
    if (node.type === 'Retrieve') {
      vocabulary.retrieves.push({
        type: node.dataType.replace(/^\{[^}]*\}/, ''),
        profile: node.templateId,
        property: node.codeProperty,
        codes: node.codes ? codesOf(node.codes) : [],
      });
    } else if (node.type === 'ValueSetRef' || node.type === 'CodeRef') {
      vocabulary.concepts.push(codesOf(node));
    } else if (node.type === 'Quantity' && node.unit) {
      vocabulary.quantities.push({ value: node.value, unit: node.unit });
    } else if (node.type === 'Literal' && node.valueType?.endsWith('}Integer')) {
      vocabulary.integers.push(Number(node.value));
    } else if (node.type === 'Literal' && node.valueType?.endsWith('}String')) {
      vocabulary.strings.push(node.value);
    }
  });
}
