// One library and one person, for tests of explanations: a woman born on 1 March 1960, asked about
// on 15 June 2024.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "population/cql/compile.h"
#include "population/explanations/deciding_entries.h"
#include "population/explanations/smallest_changes.h"
#include "population/records/record_builder.h"

namespace openpcn::explanations {

class SmallWorld {
public:
    explicit SmallWorld(const std::string& definitions) {
        value_sets_add("Asthma", "a", {"1", "2"});
        value_sets_add("Asthma resolved", "r", {"3"});
        value_sets_add("Pressure", "p", {"4"});
        value_sets_add("Medicines", "m", {"5", "6", "7", "8"});
        sources_.push_back({"test.cql",
                            "library T\nusing FHIR version '4.0.1'\n"
                            "valueset \"Asthma\": 'a'\n"
                            "valueset \"Asthma resolved\": 'r'\n"
                            "valueset \"Pressure\": 'p'\n"
                            "valueset \"Medicines\": 'm'\n"
                            "context Patient\n" +
                                definitions});
        builder_.demographics(
            {records::Sex::female, PartialDateTime::parse("1960-03-01").value(), false, {}});
    }

    // Adds an entry of a code; its key is the number of the call, from 1.
    SmallWorld& entry(records::ResourceType type, std::string_view code, std::string_view day,
                      std::optional<int> value = std::nullopt) {
        records::Entry made;
        made.type = type;
        made.code = concepts_.intern({system, code, code});
        made.when = PartialDateTime::parse(day).value();
        if (value) {
            made.value_kind = records::ValueKind::quantity;
            made.value = *value * std::int64_t{100'000'000};
        }
        builder_.put(++keys_, made, {});
        return *this;
    }

    cql::Value value(std::string_view name) {
        start();
        return evaluator_->value_or_null(node(name));
    }
    DecidingEntries deciding(std::string_view name) {
        start();
        WhatIf what_if(*evaluator_, *record_, node(name));
        return deciding_entries(what_if, [](const cql::Value& value) {
            return std::string(value.is_true() ? "yes" : value.is_null() ? "unknown" : "no");
        });
    }
    ProposedChanges changes(std::string_view name) {
        start();
        WhatIf what_if(*evaluator_, *record_, node(name));
        auto found = smallest_changes(what_if);
        // Whatever was proposed works on the record itself.
        for (const RecordChanges& changes : found.proposals)
            EXPECT_TRUE(value_with(name, changes).is_true()) << name;
        return found;
    }
    cql::Value value_with(std::string_view name, const RecordChanges& changes) {
        changed_ = changed_record(*record_, changes);
        evaluator_->move_to(changed_day(as_at(), changes));
        evaluator_->begin(records::PatientRecord(changed_));
        const cql::Value value = evaluator_->value_or_null(node(name));
        evaluator_->move_to(as_at());
        return value;
    }
    // Keys of the entries of each set.
    std::vector<std::vector<records::EntryKey>> keys(const DecidingEntries& found) const {
        std::vector<std::vector<records::EntryKey>> all;
        for (const DecidingSet& set : found.sets) {
            auto& keys = all.emplace_back();
            for (const std::uint32_t entry : set.entries) keys.push_back(record_->keys()[entry]);
        }
        return all;
    }
    const records::PatientRecord& record() const { return *record_; }
    static Date as_at() { return *Date::parse("2024-06-15"); }

private:
    static constexpr std::string_view system = "http://snomed.info/sct";

    void value_sets_add(const std::string& name, const std::string& url,
                        const std::vector<std::string>& codes) {
        std::string text = "# name: " + name + "\n# url: " + url +
                           "\n# source: test\n# version: 1\n# mark: S\nsystem,code,display\n";
        for (const std::string& code : codes)
            text += std::string(system) + "," + code + "," + code + "\n";
        auto made = parse_value_set(text, name);
        ASSERT_TRUE(made.has_value()) << to_string(made.error());
        ASSERT_TRUE(value_sets_.add(std::move(*made)));
    }
    void start() {
        if (!compiled_.plan) {
            compiled_ = cql::compile({sources_, value_sets_, maps_, concepts_, texts_, {}});
            for (const auto& error : compiled_.errors) ADD_FAILURE() << error.render();
            bytes_ = builder_.build();
            record_.emplace(bytes_);
            evaluator_ =
                std::make_unique<cql::Evaluator>(*compiled_.plan, concepts_, texts_,
                                                 cql::EvaluationSettings{as_at(), 0, std::nullopt});
        }
        evaluator_->begin(*record_);
    }
    cql::NodeIndex node(std::string_view name) const {
        return compiled_.plan->definitions[compiled_.plan->find("", name).value()].node;
    }

    ValueSets value_sets_;
    ConceptMaps maps_;
    ConceptDictionary concepts_;
    TextPool texts_;
    std::vector<cql::LibrarySource> sources_;
    cql::Compilation compiled_;
    records::RecordBuilder builder_{1};
    records::EntryKey keys_ = 0;
    std::vector<std::byte> bytes_;
    std::vector<std::byte> changed_;
    std::optional<records::PatientRecord> record_;
    std::unique_ptr<cql::Evaluator> evaluator_;
};

}  // namespace openpcn::explanations
