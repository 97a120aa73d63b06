// What every explanation of every definition of the content must keep, tried on synthetic people:
// entries that are said to decide do, and those that are not said to do not.
//
// OPENPCN_EXPLAINED_PEOPLE sets how many people are asked about (a slice without it).
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "content_files.h"
#include "population/explanations/fingerprint.h"
#include "population/records/record_encoder.h"
#include "population/synthetic/network_records.h"
#include "services/explanation.h"
#include "services/rule_plan_parts.h"

namespace openpcn::services {
namespace {

constexpr std::uint64_t seed = 20261101;
constexpr int parts_all_tried_max = 10;
constexpr std::size_t parts_drawn = 30;

std::size_t people_asked() {
    const char* text = std::getenv("OPENPCN_EXPLAINED_PEOPLE");
    return text == nullptr ? 3 : std::strtoull(text, nullptr, 10);
}

// A network of 3,000 with the content's rules over it.
class Synthetic : public testing::Test {
protected:
    static void SetUpTestSuite() {
        const auto medicines =
            synthetic::MedicineCatalogue::create(read_content_file("concept_maps/medicines.csv"));
        const auto network = synthetic::plan_network({seed, 3000, 2, as_at(), 0});
        records_ = std::make_unique<synthetic::NetworkRecords>(*network, *medicines);
        plan_ = RulePlan::bind(content_pack(), records_->concepts(), records_->texts()).value();
        for (const auto& practice : records_->practices()) {
            practices_.push_back(practice.ods_code);
            people_.insert(people_.end(), practice.people.begin(), practice.people.end());
        }
        std::mt19937_64 random(seed);
        std::shuffle(people_.begin(), people_.end(), random);
        if (people_.size() > people_asked())
            people_.erase(people_.begin() + static_cast<std::ptrdiff_t>(people_asked()),
                          people_.end());
    }
    static Date as_at() { return *Date::from_ymd(2026, 11, 1); }

    static Explanation explained(const std::string& name, const records::PatientRecord& record) {
        auto made = explain(*plan_, name, record, as_at(),
                            {records_->concepts(), records_->texts(), practices_});
        EXPECT_TRUE(made.has_value()) << to_string(made.error());
        return std::move(*made);
    }

    static inline std::unique_ptr<synthetic::NetworkRecords> records_;
    static inline std::shared_ptr<const RulePlan> plan_;
    static inline std::vector<records::PatientRecord> people_;
    static inline std::vector<std::string> practices_;
};

using Keys = std::vector<records::EntryKey>;

// The value of a definition for a person whose whole record is built anew without some entries.
class Asker {
public:
    Asker(const RulePlan& plan, Date as_at)
        : evaluator_(*plan.parts().plan, plan.parts().concepts, plan.parts().texts,
                     {as_at, 0, std::nullopt}) {}

    std::string without(const records::PatientRecord& record, const Keys& keys,
                        cql::NodeIndex node) {
        std::vector<records::RecordItem> all, items;
        records::append_items(record, all);
        for (const records::RecordItem& item : all) {
            if (std::find(keys.begin(), keys.end(), item.key) == keys.end()) items.push_back(item);
        }
        EXPECT_EQ(items.size() + keys.size(), all.size());
        bytes_ = records::encode_record(record.header(), items);
        const records::PatientRecord changed(bytes_);
        evaluator_.begin(changed);
        return explanations::fingerprint(evaluator_.value_or_null(node), evaluator_.record());
    }

private:
    cql::Evaluator evaluator_;
    std::vector<std::byte> bytes_;
};

Keys keys_of(const DecidingGroup& group) {
    Keys keys;
    for (const ExplainedEntry& entry : group.entries) keys.push_back(entry.key);
    return keys;
}

TEST_F(Synthetic, EntriesThatDecideDoAndNoOthersDo) {
    std::mt19937_64 random(seed);
    Asker asker(*plan_, as_at());
    std::size_t asked = 0, with_entries = 0, groups = 0, entries = 0;
    std::size_t drawn = 0, drawn_changed = 0;
    for (const records::PatientRecord& record : people_) {
        for (const cql::Definition& definition : plan_->parts().plan->definitions) {
            const std::string name = definition.library + "." + definition.name;
            const Explanation why = explained(name, record);
            const std::string where = fmt::format("{} of person {}", name, record.header().person);
            const std::string answer = asker.without(record, {}, definition.node);
            ASSERT_TRUE(why.deciding_complete) << where;
            ++asked;
            with_entries += why.deciding.empty() ? 0 : 1;
            Keys cited;
            for (const DecidingGroup& group : why.deciding) {
                const Keys keys = keys_of(group);
                ++groups;
                entries += keys.size();
                cited.insert(cited.end(), keys.begin(), keys.end());
                ASSERT_NE(asker.without(record, keys, definition.node), answer)
                    << where << " does not change without what decides it";
                // All smaller parts of a small group; of a large one those that lack one entry.
                const bool is_small = keys.size() <= parts_all_tried_max;
                const std::size_t parts = is_small ? (1u << keys.size()) - 2 : keys.size();
                for (std::size_t p = 1; p <= parts; ++p) {
                    Keys part;
                    for (std::size_t i = 0; i < keys.size(); ++i) {
                        if (is_small ? ((p >> i) & 1) != 0 : i + 1 != p) part.push_back(keys[i]);
                    }
                    ASSERT_EQ(asker.without(record, part, definition.node), answer)
                        << where << ": " << part.size() << " of " << keys.size() << " suffice";
                }
            }
            Keys others;
            for (const records::EntryKey key : record.keys()) {
                if (std::find(cited.begin(), cited.end(), key) == cited.end())
                    others.push_back(key);
            }
            EXPECT_EQ(asker.without(record, others, definition.node), answer)
                << where << " needs entries that are not cited";
            for (const records::EntryKey key : others) {
                ASSERT_EQ(asker.without(record, {key}, definition.node), answer)
                    << where << " hangs on an entry that is not cited";
            }
            // Of groups that nobody reads together this is no promise; it is seldom otherwise.
            for (std::size_t i = 0; i < parts_drawn; ++i) {
                Keys part;
                for (const records::EntryKey key : others) {
                    if (random() % 2 == 0) part.push_back(key);
                }
                ++drawn;
                if (asker.without(record, part, definition.node) != answer) ++drawn_changed;
            }
            const bool says_entries = std::find(why.grounds.begin(), why.grounds.end(),
                                                Ground::entries) != why.grounds.end();
            EXPECT_EQ(says_entries, !why.deciding.empty()) << where;
            EXPECT_FALSE(why.grounds.empty()) << where;
        }
    }
    fmt::print("{} explanations, {} rest on entries: {} groups of {} entries\n", asked,
               with_entries, groups, entries);
    EXPECT_GT(with_entries, asked / 20);
    fmt::print("{} of {} random groups of other entries would change an answer\n", drawn_changed,
               drawn);
    EXPECT_LE(drawn_changed, drawn / 20'000);
}

// A value within a range; where it has no end, within a century or ten times as much.
explanations::AttributeValue drawn_from(const explanations::AttributeRange& range,
                                        explanations::AttributeValue value, Date as_at,
                                        std::mt19937_64& random) {
    const auto between = [&](std::int64_t low, std::int64_t high) {
        return std::uniform_int_distribution<std::int64_t>(low, std::max(low, high))(random);
    };
    if (value.kind == records::ValueKind::date_time) {
        const auto day = [](const explanations::AttributeValue& of) {
            return PartialDateTime::from_bits(of.value).date().days();
        };
        const std::int64_t days = between(range.low ? day(*range.low) : as_at.days() - 36'000,
                                          range.high ? day(*range.high) : as_at.days());
        value.value =
            PartialDateTime::from_date(Date::from_days(static_cast<std::int32_t>(days))).bits();
    } else if (value.kind == records::ValueKind::quantity) {
        const std::int64_t low = range.low ? range.low->value : 0;
        value.value = between(low, range.high ? range.high->value : value.value * 2);
    }
    return value;
}

TEST_F(Synthetic, ChangesThatAreProposedMakeTheAnswerYes) {
    std::mt19937_64 random(seed);
    cql::Evaluator evaluator(*plan_->parts().plan, plan_->parts().concepts, plan_->parts().texts,
                             {as_at(), 0, std::nullopt});
    std::vector<std::byte> bytes;
    const auto holds = [&](const records::PatientRecord& record, cql::NodeIndex node,
                           const explanations::RecordChanges& changes) {
        bytes = explanations::changed_record(record, changes);
        evaluator.move_to(explanations::changed_day(as_at(), changes));
        const records::PatientRecord changed(bytes);
        evaluator.begin(changed);
        return evaluator.value_or_null(node).is_true();
    };
    std::size_t asked = 0, answered = 0, proposed = 0, several = 0, drawn = 0, drawn_wrong = 0;
    for (const records::PatientRecord& record : people_) {
        for (const cql::Definition& definition : plan_->parts().plan->definitions) {
            if (!definition.is_boolean) continue;
            const std::string name = definition.library + "." + definition.name;
            const Explanation why = explained(name, record);
            if (why.answer == Answer::yes) {
                EXPECT_TRUE(why.changes.empty()) << name;
                continue;
            }
            ++asked;
            answered += why.changes.empty() ? 0 : 1;
            EXPECT_FALSE(why.changes_sentence.empty());
            std::size_t before = 0;
            for (const ExplainedChange& proposal : why.changes) {
                const std::string where =
                    fmt::format("{} of person {}: {}", name, record.header().person, proposal.text);
                ++proposed;
                ASSERT_TRUE(holds(record, definition.node, proposal.changes)) << where;
                EXPECT_GE(proposal.changes.size(), before) << where;
                before = proposal.changes.size();
                several += proposal.changes.size() > 1 ? 1 : 0;
                for (std::size_t i = 0; proposal.changes.size() > 1 && i < before; ++i) {
                    explanations::RecordChanges fewer = proposal.changes;
                    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
                    EXPECT_FALSE(holds(record, definition.node, fewer))
                        << where << " needs no more than a part";
                }
                for (int times = 0; times < 3; ++times) {
                    explanations::RecordChanges other = proposal.changes;
                    for (explanations::RecordChange& change : other) {
                        for (const explanations::AttributeRange& range : change.ranges)
                            explanations::set(
                                change.draft, range.attribute,
                                drawn_from(range, explanations::get(change.draft, range.attribute),
                                           as_at(), random));
                    }
                    ++drawn;
                    if (!holds(record, definition.node, other)) {
                        ++drawn_wrong;
                        std::string drawn_as;
                        for (const explanations::RecordChange& change : other)
                            drawn_as += " " + change.draft.entry.when.to_string() + " " +
                                        std::to_string(change.draft.entry.value);
                        fmt::print("{} not within its range:{}\n", where, drawn_as);
                    }
                }
            }
        }
    }
    fmt::print("{} of {} answers that are not yes have changes: {} proposals, {} of several\n",
               answered, asked, proposed, several);
    fmt::print("{} of {} random choices within their ranges did not do\n", drawn_wrong, drawn);
    EXPECT_GT(answered * 10, asked * 9);
    EXPECT_LE(drawn_wrong, drawn / 100);
}

}  // namespace
}  // namespace openpcn::services
