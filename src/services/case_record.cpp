#include "services/case_record.h"

#include <charconv>
#include <set>

#include "population/records/record_builder.h"
#include "services/explanation.h"
#include "services/person_evaluator.h"

namespace openpcn::services {

namespace {

using records::Element;
using records::ElementPath;
using records::Entry;
using records::ResourceType;
using records::Status;
using records::ValueKind;

constexpr std::string_view value_set_root = "https://openpcn.org/value-set/";
constexpr std::string_view act_code = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

struct Kind {
    ResourceType type;
    Status status;
};

Kind kind_of(CaseEntryKind kind) {
    switch (kind) {
        case CaseEntryKind::diagnosis:
            return {ResourceType::condition, Status::active};
        case CaseEntryKind::observation:
        case CaseEntryKind::panel:
            return {ResourceType::observation, Status::final_};
        case CaseEntryKind::procedure:
            return {ResourceType::procedure, Status::completed};
        case CaseEntryKind::repeat:
            return {ResourceType::medication_request, Status::active};
        case CaseEntryKind::issue:
            return {ResourceType::medication_request, Status::completed};
        case CaseEntryKind::encounter:
            return {ResourceType::encounter, Status::finished};
        case CaseEntryKind::allergy:
            break;
    }
    return {ResourceType::allergy_intolerance, Status::active};
}

Entry entry_of(ResourceType type, Status status, PartialDateTime when) {
    Entry entry;
    entry.type = type;
    entry.status = status;
    entry.when = when;
    return entry;
}

class CaseRecord {
public:
    CaseRecord(const ContentCase& one, const ValueSets& value_sets, ConceptDictionary& concepts,
               TextPool& texts)
        : case_(one), value_sets_(value_sets), concepts_(concepts), texts_(texts), builder_(1) {}

    Result<std::vector<std::byte>> build() {
        builder_.demographics({case_.sex, case_.birth, case_.death.has_value(), case_.death});
        put(entry_of(ResourceType::patient, Status::none, {}), {});
        put_registration();
        for (const CaseEntry& entry : case_.entries) TRY(put_entry(entry));
        return builder_.build();
    }

private:
    void put(const Entry& entry, const std::vector<Element>& elements) {
        ++count_;
        builder_.put(records::entry_key(entry.type, std::to_string(count_)), entry, elements);
    }

    Element text(ElementPath path, std::string_view value) {
        return {.path = path, .kind = ValueKind::text, .value = texts_.intern(value)};
    }
    static Element time(ElementPath path, PartialDateTime value) {
        return {.path = path, .kind = ValueKind::date_time, .value = value.bits()};
    }
    Element quantity(ElementPath path, std::uint16_t group, Decimal value) {
        return {.path = path,
                .group = group,
                .kind = ValueKind::quantity,
                .unit = texts_.intern("mm[Hg]"),
                .value = value.units()};
    }
    Element coded(ElementPath path, std::uint16_t group, std::string_view system,
                  std::string_view code) {
        return {.path = path,
                .group = group,
                .kind = ValueKind::code,
                .value = concepts_.intern({system, code, ""})};
    }

    void put_registration() {
        if (case_.registration == CaseRegistration::none) return;
        Entry entry = entry_of(ResourceType::episode_of_care, Status::active, {});
        std::vector<Element> elements{
            text(ElementPath::registration_type, case_.registration_type)};
        if (case_.registration == CaseRegistration::long_standing) {
            const PartialDateTime long_ago =
                PartialDateTime::from_date(Date::from_ymd(1990, 1, 1).value());
            entry.when = case_.birth.has_value() && case_.birth.date() > long_ago.date()
                             ? case_.birth
                             : long_ago;
        } else if (case_.registration == CaseRegistration::given) {
            entry.when = case_.registered_from;
            if (case_.registered_to.has_value())
                elements.push_back(time(ElementPath::end, case_.registered_to));
        }
        put(entry, elements);
    }

    Error unknown_concept(const CaseEntry& entry) const {
        return {ErrorKind::not_found, "There is no value set \"" + entry.concept_text + "\".",
                case_.path + ", line " + std::to_string(entry.line) + ".",
                "Name a file of content/value_sets with hyphens, or write system|code."};
    }

    // "hypertension", "statin#2" or "system|code".
    Result<ConceptIndex> concept_of(const CaseEntry& entry) {
        const std::string_view name = entry.concept_text;
        const std::size_t bar = name.find('|');
        if (bar != std::string_view::npos)
            return concepts_.intern({name.substr(0, bar), name.substr(bar + 1), ""});
        const std::size_t hash = name.find('#');
        std::size_t number = 1;
        if (hash != std::string_view::npos)
            std::from_chars(name.data() + hash + 1, name.data() + name.size(), number);
        const ValueSet* set =
            value_sets_.find(std::string(value_set_root) + std::string(name.substr(0, hash)));
        if (!set || number == 0 || number > set->codes.size())
            return failure(unknown_concept(entry));
        const ValueSetCode& code = set->codes[number - 1];
        return concepts_.intern({code.system, code.code, code.display});
    }

    Result<void> put_entry(const CaseEntry& from) {
        const auto [type, usual_status] = kind_of(from.kind);
        Entry entry = entry_of(type, usual_status, from.when);
        if (!from.status.empty())
            entry.status = records::status_from_fhir(from.status).value_or(usual_status);
        std::vector<Element> elements;
        if (from.end.has_value()) elements.push_back(time(ElementPath::end, from.end));
        if (!from.comparator.empty())
            elements.push_back(text(ElementPath::value_comparator, from.comparator));
        if (from.kind == CaseEntryKind::panel) {
            put_panel(from, entry, elements);
        } else if (from.kind == CaseEntryKind::encounter) {
            elements.push_back(coded(ElementPath::encounter_class, 0, act_code, from.concept_text));
        } else {
            TRY_ASSIGN(entry.code, concept_of(from));
        }
        if (from.value && from.kind == CaseEntryKind::observation) {
            entry.value_kind = ValueKind::quantity;
            entry.value = from.value->units();
            entry.unit = texts_.intern(from.unit);
        }
        if (from.kind == CaseEntryKind::repeat)
            elements.push_back(text(ElementPath::intent, "plan"));
        if (from.kind == CaseEntryKind::issue)
            elements.push_back(text(ElementPath::intent, "order"));
        put(entry, elements);
        return {};
    }

    void put_panel(const CaseEntry& from, Entry& entry, std::vector<Element>& elements) {
        entry.code = concepts_.intern({code_system::loinc, "85354-9", "Blood pressure panel"});
        elements.push_back(coded(ElementPath::component_code, 0, code_system::loinc, "8480-6"));
        elements.push_back(quantity(ElementPath::component_value, 0, *from.value));
        elements.push_back(coded(ElementPath::component_code, 1, code_system::loinc, "8462-4"));
        elements.push_back(quantity(ElementPath::component_value, 1, *from.second));
    }

    const ContentCase& case_;
    const ValueSets& value_sets_;
    ConceptDictionary& concepts_;
    TextPool& texts_;
    records::RecordBuilder builder_;
    int count_ = 0;
};

struct CaseWithRecord {
    ContentCase one;
    std::vector<std::byte> bytes;
};

Result<ValueSets> value_sets_of(const ContentPack& pack) {
    ValueSets sets;
    for (const ContentFile& file : pack.files()) {
        if (!file.path.starts_with("value_sets/") || !file.path.ends_with(".csv")) continue;
        TRY_ASSIGN(auto set, parse_value_set(file.text, file.path));
        TRY(sets.add(std::move(set)));
    }
    return sets;
}

std::string given_answer(const RulePlan& plan, PersonEvaluator& evaluator,
                         const std::string& definition) {
    const auto index = plan.find(definition);
    if (index && plan.definitions()[*index].name == definition)
        return std::string(to_text(evaluator.answer(*index)));
    const std::string value = to_text(evaluator.value(definition));
    return value.empty() ? "unknown" : value;
}

std::string explained(const RulePlan& plan, const CaseExpectation& expectation,
                      const CaseWithRecord& item, const ConceptDictionary& concepts,
                      const TextPool& texts) {
    const std::vector<std::string> practices{"CASE"};
    const auto explanation =
        explain(plan, expectation.definition, records::PatientRecord(item.bytes), item.one.as_at,
                {concepts, texts, practices});
    return explanation ? to_text(*explanation) : std::string();
}

void check_case(const RulePlan& plan, const CaseWithRecord& item, const ConceptDictionary& concepts,
                const TextPool& texts, CaseReport& report) {
    PersonEvaluator evaluator(plan, item.one.as_at);
    const auto started = evaluator.start(records::PatientRecord(item.bytes));
    for (const CaseExpectation& expectation : item.one.expectations) {
        ++report.expectations;
        const std::string given =
            started ? given_answer(plan, evaluator, expectation.definition) : started.error().what;
        if (given == expectation.expected) continue;
        report.failures.push_back({item.one.path + ", line " + std::to_string(expectation.line),
                                   item.one.name, expectation.definition, expectation.expected,
                                   given, explained(plan, expectation, item, concepts, texts)});
    }
}

std::vector<std::string> definitions_without_case(const RulePlan& plan,
                                                  const std::vector<CaseWithRecord>& cases) {
    std::set<std::string> asked;
    for (const CaseWithRecord& item : cases)
        for (const CaseExpectation& expectation : item.one.expectations)
            asked.insert(expectation.definition);
    std::vector<std::string> missing;
    for (const Definition& definition : plan.definitions())
        if (!definition.rule.empty() && !asked.contains(definition.name))
            missing.push_back(definition.name);
    return missing;
}

}  // namespace

Result<std::vector<std::byte>> record_of(const ContentCase& one, const ValueSets& value_sets,
                                         ConceptDictionary& concepts, TextPool& texts) {
    return CaseRecord(one, value_sets, concepts, texts).build();
}

std::string to_text(const CaseFailure& failure) {
    return failure.where + ": " + failure.case_name + "\n  " + failure.definition + " should be " +
           failure.expected + " and is " + failure.given + ".\n" + failure.explanation;
}

Result<CaseReport> run_cases(std::shared_ptr<const ContentPack> pack) {
    TRY_ASSIGN(const ValueSets value_sets, value_sets_of(*pack));
    ConceptDictionary concepts;
    TextPool texts;
    std::vector<CaseWithRecord> cases;
    for (const ContentFile& file : pack->files()) {
        if (file.path.find("/cases/") == std::string::npos || !file.path.ends_with(".txt"))
            continue;
        TRY_ASSIGN(auto parsed, parse_cases(file.text, file.path));
        for (ContentCase& one : parsed) {
            TRY_ASSIGN(auto bytes, record_of(one, value_sets, concepts, texts));
            cases.push_back({std::move(one), std::move(bytes)});
        }
    }
    TRY_ASSIGN(const auto plan, RulePlan::bind(pack, concepts, texts));
    CaseReport report;
    report.cases = cases.size();
    for (const CaseWithRecord& item : cases) check_case(*plan, item, concepts, texts, report);
    report.without_case = definitions_without_case(*plan, cases);
    return report;
}

}  // namespace openpcn::services
