#include "services/rule_plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "population/cql/compile.h"
#include "services/code_lists.h"
#include "services/definition_facts.h"
#include "services/rule_plan_parts.h"
#include "services/same_name.h"

namespace openpcn::services {

namespace {

// Collects all that is wrong, as the compiler does.
struct Problems {
    std::vector<std::string> all;

    void add(const Error& error) { all.push_back(to_string(error)); }
    Result<void> result() const {
        if (all.empty()) return {};
        std::string text;
        for (const std::string& problem : all) text += (text.empty() ? "" : "\n") + problem;
        return failure({ErrorKind::invalid, "The content pack has errors.", text,
                        "Mend them; docs/guides/rules.md explains the form."});
    }
};

class Binder {
public:
    Binder(const ContentPack& pack, RulePlan::Parts& parts, Problems& problems)
        : pack_(pack), parts_(parts), problems_(problems) {}

    void compile(const CodeLists& lists) {
        std::vector<cql::LibrarySource> sources;
        for (const ContentFile& file : pack_.files())
            if (file.path.ends_with(".cql")) sources.push_back({file.path, file.text});
        const cql::CompileInput input{sources,         lists.value_sets, lists.concept_maps,
                                      parts_.concepts, parts_.texts,     {}};
        cql::Compilation compilation = cql::compile(input);
        for (const cql::Diagnostic& error : compilation.errors)
            problems_.all.push_back(error.render());
        parts_.plan = std::move(compilation.plan);
    }

    std::vector<Definition> definitions() {
        std::vector<Definition> found;
        for (const cql::Definition& definition : parts_.plan->definitions) {
            const std::string name = definition.library + "." + definition.name;
            parts_.by_name[name] = definition.node;
            if (!definition.is_boolean || !definition.is_public) continue;
            found.push_back(facts_of(*parts_.plan, definition));
            parts_.definitions.push_back(definition.node);
        }
        return found;
    }

    void worklists() {
        for (const WorklistDefinition& worklist : pack_.worklists()) {
            WorklistPlan plan;
            plan.on_list = node_of(worklist, worklist.on_list);
            for (const FactDefinition& fact : worklist.facts)
                plan.facts.push_back(node_of(worklist, fact.definition));
            for (const ReasonDefinition& reason : worklist.reasons) {
                plan.reasons.push_back(node_of(worklist, reason.definition));
                plan.sentences.push_back(sentence(worklist, reason.sentence));
            }
            for (const PriorityKey& key : worklist.priority)
                plan.priority.push_back(node_of(worklist, key.definition));
            parts_.worklists.push_back(std::move(plan));
        }
    }

private:
    cql::NodeIndex node_of(const WorklistDefinition& worklist, const std::string& name) {
        const auto found = parts_.by_name.find(name);
        if (found != parts_.by_name.end()) return found->second;
        problems_.add({ErrorKind::not_found, "There is no definition \"" + name + "\".",
                       "In worklist " + worklist.title + ".",
                       "Write Library.Definition as the CQL has them."});
        return cql::no_node;
    }

    SentencePlan sentence(const WorklistDefinition& worklist, std::string_view text) {
        SentencePlan plan;
        for (const std::string& name : definitions_in_sentence(text)) {
            const std::size_t open = text.find('{');
            plan.texts.emplace_back(text.substr(0, open));
            plan.figures.push_back(node_of(worklist, name));
            text.remove_prefix(open + name.size() + 2);
        }
        plan.texts.emplace_back(text);
        return plan;
    }

    const ContentPack& pack_;
    RulePlan::Parts& parts_;
    Problems& problems_;
};

}  // namespace

RulePlan::RulePlan() = default;
RulePlan::~RulePlan() = default;

Result<std::shared_ptr<const RulePlan>> RulePlan::bind(std::shared_ptr<const ContentPack> pack,
                                                       const ConceptDictionary& concepts,
                                                       const TextPool& texts) {
    Problems problems;
    std::vector<Error> unreadable;
    const CodeLists lists = read_code_lists(*pack, unreadable);
    for (const Error& error : unreadable) problems.add(error);
    TRY(problems.result());
    auto parts = std::make_unique<Parts>();
    parts->concepts = concepts;
    for (TextIndex i = 0; i < texts.size(); ++i) parts->texts.intern(texts.at(i));
    Binder binder(*pack, *parts, problems);
    binder.compile(lists);
    TRY(problems.result());
    std::shared_ptr<RulePlan> plan(new RulePlan());
    plan->definitions_ = binder.definitions();
    binder.worklists();
    TRY(problems.result());
    plan->concept_count_ = concepts.size();
    plan->text_count_ = texts.size();
    plan->pack_ = std::move(pack);
    plan->parts_ = std::move(parts);
    return std::shared_ptr<const RulePlan>(std::move(plan));
}

std::optional<std::size_t> RulePlan::find(std::string_view name) const {
    std::optional<std::size_t> by_title;
    bool several = false;
    for (std::size_t i = 0; i < definitions_.size(); ++i) {
        if (same_name(definitions_[i].name, name)) return i;
        if (!same_name(definitions_[i].title, name)) continue;
        several = by_title.has_value();
        by_title = i;
    }
    return several ? std::nullopt : by_title;
}

std::string to_text(const DefinitionValue& value) {
    struct Text {
        std::string operator()(std::monostate) const { return {}; }
        std::string operator()(bool truth) const { return truth ? "yes" : "no"; }
        std::string operator()(std::int64_t number) const { return std::to_string(number); }
        std::string operator()(const Decimal& number) const { return number.to_string(); }
        std::string operator()(const PartialDateTime& time) const { return time.to_string(); }
        std::string operator()(const std::string& text) const { return text; }
    };
    return std::visit(Text{}, value);
}

std::optional<Decimal> to_number(const DefinitionValue& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return Decimal::from_units(*number * Decimal::one);
    if (const auto* number = std::get_if<Decimal>(&value)) return *number;
    return std::nullopt;
}

}  // namespace openpcn::services
