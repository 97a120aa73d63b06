#!/usr/bin/env python3
"""Condenses published CQL model information (XML) to the tables beside this file.

  condense.py FHIR-OR-QICORE-MODELINFO.xml[.gz] > NAME-VERSION.tsv

Source: cqframework/clinical_quality_language, quick/src/main/resources/org/hl7/fhir, commit 3198cd149,
Apache-2.0; FHIR itself is CC0 (HL7). Left out: descriptions, bindings, narrative, and classes that only
wrap a System type or that nothing uses.

Lines, tab-separated:

  =NAME  BASE  FHIR_CLASS  CODE_PATH  PROFILE   a class; PROFILE is empty in FHIR's own table
  NAME   TYPE  [SOURCE]                         an element of the class above

TYPE: a FHIR or System type or a class, List<TYPE>, Interval<TYPE>, Choice<TYPE|TYPE|...>.
SOURCE, where it is not the element of that name:
  extension URL         the extension itself
  extension.value URL   its value
  modifier.value URL    the value of a modifier extension
  or-value-set          the element, or the value set that an extension of it names
  coded SYSTEM CODE OF  the member of list OF that has this code
"""
import gzip
import re
import sys
import xml.etree.ElementTree as ET

XSI = "{http://www.w3.org/2001/XMLSchema-instance}type"


def local(tag):
    return tag.rsplit("}", 1)[-1]


class Model:
    def __init__(self, root):
        self.name = root.get("name")
        self.classes = {info.get("name"): info for info in root
                        if local(info.tag) == "typeInfo" and info.get(XSI, "").endswith("ClassInfo")}
        self.wrapped = {}
        for name, info in self.classes.items():
            base = info.get("baseType") or ""
            elements = [e for e in info if local(e.tag) == "element"]
            if base.startswith("System.") and base != "System.Any":
                self.wrapped[name] = base.partition(".")[2]
            elif len(elements) == 1 and elements[0].get("name") == "value" and \
                    elements[0].get("elementType") == "System.String" and name[:1].isupper():
                self.wrapped[name] = "code"

    def named(self, name):
        rest = name.partition(".")[2] if name.partition(".")[0] in ("System", self.name) else name
        return self.wrapped.get(rest, rest)

    def specifier(self, node):
        kind = (node.get(XSI) or "").rsplit(":", 1)[-1]
        if kind == "NamedTypeSpecifier" or not kind:
            space = node.get("namespace") or node.get("modelName")
            return self.named(f"{space}.{node.get('name')}" if space else node.get("name"))
        inner = {local(child.tag): child for child in node}
        if kind == "ListTypeSpecifier":
            if node.get("elementType"):
                return f"List<{self.named(node.get('elementType'))}>"
            return f"List<{self.specifier(inner['elementTypeSpecifier'])}>"
        if kind == "IntervalTypeSpecifier":
            if node.get("pointType"):
                return f"Interval<{self.named(node.get('pointType'))}>"
            return f"Interval<{self.specifier(inner['pointTypeSpecifier'])}>"
        if kind == "ChoiceTypeSpecifier":
            options = dict.fromkeys(self.specifier(c) for c in node if local(c.tag) == "choice")
            return f"Choice<{'|'.join(options)}>"
        raise ValueError(kind)

    def element_type(self, element):
        named = element.get("elementType") or element.get("type")
        if named:
            return self.named(named)
        for child in element:
            if local(child.tag) in ("elementTypeSpecifier", "typeSpecifier"):
                return self.specifier(child)
        return None


def source_of(element):
    target = element.get("target") or ""
    if "notDoneValueSet" in target:
        return "or-value-set"
    match = re.search(r"%parent\.(?:\w+\.)?extension\[url='([^']*)'\](\.value)?", target)
    if match:
        return f"{'extension.value' if match.group(2) else 'extension'} {match.group(1)}"
    match = re.search(r"%parent\.modifierExtension\[url='([^']*)'\]", target)
    if match:
        return f"modifier.value {match.group(1)}"
    match = re.search(r"%parent\.(\w+)\[coding\.system='([^']*)',\s*coding\.code='([^']*)'\]", target)
    if match:
        return f"coded {match.group(2)} {match.group(3)} {match.group(1)}"
    return ""


def used(model):
    wanted = [name for name, info in model.classes.items() if info.get("retrievable") == "true"]
    wanted += [n for n in ("Resource", "DomainResource", "Element", "BackboneElement", "Extension",
                           "Reference", "Identifier") if n in model.classes]
    seen = set()
    while wanted:
        name = wanted.pop()
        if name in seen or name not in model.classes:
            continue
        seen.add(name)
        info = model.classes[name]
        wanted.append(model.named(info.get("baseType") or ""))
        for element in info:
            if local(element.tag) == "element":
                wanted += re.findall(r"[A-Za-z][\w.-]*", model.element_type(element) or "")
    return [name for name in model.classes if name in seen and name not in model.wrapped]


def is_primitive(info):
    return any(e.get("name") == "value" and (e.get("elementType") or "").startswith("System.")
               for e in info) and (info.get("name") or "")[:1].islower()


def main():
    path = sys.argv[1]
    model = Model(ET.fromstring((gzip.open if path.endswith(".gz") else open)(path, "rb").read()))
    for name in used(model):
        info = model.classes[name]
        if is_primitive(info) or name == "Narrative":
            continue
        profile = "" if model.name == "FHIR" else info.get("identifier") or ""
        if not re.search(r"/(us|uv)/", profile):
            profile = ""
        fhir_class = info.get("target") or name
        print("=" + "\t".join([name, model.named(info.get("baseType") or ""), fhir_class,
                               info.get("primaryCodePath") or "", profile]))
        for element in info:
            kind = model.element_type(element) if local(element.tag) == "element" else None
            if kind and kind != "Narrative":
                source = source_of(element)
                print("\t".join([element.get("name"), kind] + ([source] if source else [])))


if __name__ == "__main__":
    main()
