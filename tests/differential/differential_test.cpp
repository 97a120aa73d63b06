// A slice of the differential run, for every test run; the content pack over synthetic people; and
// whether the comparison would notice.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "agreement.h"
#include "copy_agreement.h"
#include "population/synthetic/network_records.h"
#include "services/rule_plan.h"
#include "services/rule_plan_parts.h"

namespace openpcn::differential {
namespace {

namespace fs = std::filesystem;

TEST(Evaluators, AgreeOnGeneratedLibrariesAndRecords) {
    constexpr std::uint64_t libraries = 1'000;
    GeneratedTotals totals;
    std::size_t problems = 0;
    for (std::uint64_t seed = 1; seed <= libraries && problems < 3; ++seed) {
        const auto problem = compare_generated(seed, 50, totals);
        if (!problem) continue;
        ADD_FAILURE() << *problem;
        ++problems;
    }
    const ValueTotals& values = totals.values;
    const std::size_t all = values.yes + values.no + values.nulls + values.empty + values.others;
    RecordProperty("pairs", static_cast<int>(totals.pairs));
    // The libraries are worth something: all kinds of values come about.
    EXPECT_LT(values.nulls, all / 2);
    EXPECT_GT(values.yes, all / 40);
    EXPECT_GT(values.no, all / 40);
    EXPECT_GT(values.others, all / 4);
    EXPECT_LT(values.failed, all / 10);
    EXPECT_LT(values.too_long, totals.pairs / 100);
}

// Changes one node of the plan to another operation of the same form; false where that one has no
// such neighbour.
bool change(cql::Plan& plan, RandomChoice& random) {
    using O = cql::Operation;
    cql::Node& node = plan.nodes[random.below(plan.nodes.size())];
    static constexpr std::pair<O, O> neighbours[] = {{O::and_, O::or_},
                                                     {O::or_, O::and_},
                                                     {O::less, O::less_or_equal},
                                                     {O::less_or_equal, O::less},
                                                     {O::greater, O::greater_or_equal},
                                                     {O::greater_or_equal, O::greater},
                                                     {O::equal, O::not_equal},
                                                     {O::before, O::same_or_before},
                                                     {O::same_or_after, O::after},
                                                     {O::first, O::last},
                                                     {O::last, O::first},
                                                     {O::add, O::subtract},
                                                     {O::minimum, O::maximum},
                                                     {O::maximum, O::minimum},
                                                     {O::start_of, O::end_of},
                                                     {O::union_, O::intersect},
                                                     {O::is_null, O::exists}};
    if (node.operation == O::query) {
        cql::QueryPlan& query = plan.queries[node.payload];
        if (query.where == cql::no_node) return false;
        query.where = cql::no_node;
        return true;
    }
    for (const auto& [from, to] : neighbours) {
        if (node.operation != from) continue;
        node.operation = to;
        return true;
    }
    return false;
}

// A comparison that finds nothing proves nothing unless it finds what was changed on purpose. Many
// changes mean the same (a query whose condition held anyway), so not all can be found.
TEST(Evaluators, AreFoundToDisagreeWhenOneOfThemReadsAChangedPlan) {
    int changed = 0;
    int found = 0;
    for (std::uint64_t seed = 1; changed < 200; ++seed) {
        GeneratedCase made(seed, 50);
        const cql::Compilation compiled = made.compile();
        ASSERT_NE(compiled.plan, nullptr);
        cql::Plan other = *compiled.plan;
        if (!change(other, made.random)) continue;
        ++changed;
        Agreement agreement(*compiled.plan, other, made.world.concepts, made.world.texts,
                            made.settings, generated_steps_max);
        for (const std::vector<std::byte>& person : made.people) {
            if (!agreement.compare(records::PatientRecord(person), seed)) continue;
            ++found;
            break;
        }
    }
    RecordProperty("changed", changed);
    RecordProperty("found", found);
    EXPECT_GT(found, changed / 8);
}

// Explanations go through thousands of copies of one record and evaluate only what each changes.
TEST(Evaluators, GiveOnChangedCopiesWhatTheyGiveOnRecordsBuiltWhole) {
    CopyTotals totals;
    std::size_t problems = 0;
    for (std::uint64_t seed = 1; seed <= 300 && problems < 3; ++seed) {
        const auto problem = compare_copies(seed, 10, 15, totals);
        if (!problem) continue;
        ADD_FAILURE() << *problem;
        ++problems;
    }
    RecordProperty("copies", static_cast<int>(totals.copies));
    RecordProperty("values", static_cast<int>(totals.values));
    EXPECT_GT(totals.other_than_base, totals.values / 20);
    EXPECT_LT(totals.other_than_base, totals.values - totals.values / 5);
}

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

std::shared_ptr<const services::ContentPack> content_pack() {
    const fs::path root = fs::path(OPENPCN_SOURCE_DIR) / "content";
    std::vector<services::ContentFile> files;
    for (const auto& item : fs::recursive_directory_iterator(root)) {
        if (item.is_regular_file())
            files.push_back({fs::relative(item.path(), root).generic_string(), read(item.path())});
    }
    auto pack = services::ContentPack::build(std::move(files));
    EXPECT_TRUE(pack.has_value()) << to_string(pack.error());
    return std::make_shared<const services::ContentPack>(std::move(*pack));
}

TEST(Evaluators, AgreeOnTheContentPackOverSyntheticPeople) {
    const auto medicines = synthetic::MedicineCatalogue::create(
        read(fs::path(OPENPCN_SOURCE_DIR) / "content/concept_maps/medicines.csv"));
    const Date as_at = *Date::from_ymd(2026, 11, 1);
    const auto plan = synthetic::plan_network({7, 200, 2, as_at, 0});
    ASSERT_TRUE(medicines.has_value() && plan.has_value());
    const synthetic::NetworkRecords network(*plan, *medicines);
    const auto rules =
        services::RulePlan::bind(content_pack(), network.concepts(), network.texts());
    ASSERT_TRUE(rules.has_value()) << to_string(rules.error());
    const services::RulePlan::Parts& parts = (*rules)->parts();
    Agreement agreement(*parts.plan, *parts.plan, parts.concepts, parts.texts, {as_at, 0, {}},
                        100'000'000);
    std::uint64_t order = 1;
    for (const auto& practice : network.practices()) {
        for (std::size_t i = 0; i < practice.people.size(); i += 2) {
            const records::PatientRecord& person = practice.people[i];
            const auto difference = agreement.compare(person, ++order);
            ASSERT_FALSE(difference.has_value())
                << difference->definition << " of person " << person.header().person << ": fast "
                << difference->fast << ", simple " << difference->simple;
        }
    }
    EXPECT_GT(agreement.totals().yes, 1'500u);
    EXPECT_EQ(agreement.totals().too_long, 0u);
}

}  // namespace
}  // namespace openpcn::differential
