#include "population/measures/measure_bundle.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "population/measures/measure_plan.h"

namespace openpcn::measures {
namespace {

using nlohmann::json;

json good_bundle() {
    std::stringstream text;
    text << std::ifstream(OPENPCN_SOURCE_DIR "/tests/measures/asthma_care/measure-bundle.json")
                .rdbuf();
    return json::parse(text.str());
}

json& resource(json& bundle, std::string_view type) {
    for (json& entry : bundle["entry"]) {
        if (entry["resource"]["resourceType"] == type) return entry["resource"];
    }
    throw std::runtime_error("no such resource");
}

TEST(MeasureBundle, GivesTheMeasureItsLibrariesAndValueSets) {
    const auto bundle = parse_measure_bundle(good_bundle().dump(), "asthma.json");
    ASSERT_TRUE(bundle) << to_string(bundle.error());
    EXPECT_EQ(bundle->measure.groups.size(), 2u);
    EXPECT_EQ(bundle->measure.groups[0].scoring, Scoring::proportion);
    EXPECT_TRUE(bundle->measure.groups[0].counts_patients());
    EXPECT_NE(bundle->measure.groups[0].find(PopulationKind::denominator_exception), nullptr);
    EXPECT_EQ(bundle->measure.groups[0].find(PopulationKind::measure_population), nullptr);
    EXPECT_GE(bundle->libraries.size(), 2u);
    EXPECT_FALSE(bundle->value_sets.all().empty());
}

TEST(MeasureBundle, IsRefusedWithWhatIsMissing) {
    struct Case {
        std::string text, what;
    };
    json no_measure = good_bundle();
    resource(no_measure, "Measure")["resourceType"] = "Basic";
    json no_group = good_bundle();
    resource(no_group, "Measure").erase("group");
    json odd_population = good_bundle();
    resource(odd_population, "Measure")["group"][0]["population"][0]["code"]["coding"][0]["code"] =
        "everybody";
    json no_expression = good_bundle();
    resource(no_expression, "Measure")["group"][0]["population"][0].erase("criteria");
    json no_library = good_bundle();
    for (json& entry : no_library["entry"]) {
        if (entry["resource"]["resourceType"] == "Library") entry["resource"].erase("content");
    }
    json odd_library = good_bundle();
    resource(odd_library, "Library")["content"][0]["data"] = "***";
    json two = good_bundle();
    two["entry"].push_back({{"resource", resource(two, "Measure")}});
    for (const auto& [text, what] : std::vector<Case>{
             {"", "This is not JSON: byte 1."},
             {"{}", "This is not a FHIR Bundle with entries."},
             {no_measure.dump(), "The bundle has no Measure."},
             {no_group.dump(), "The measure has no groups."},
             {odd_population.dump(), "There is no population \"everybody\"."},
             {no_expression.dump(), "Population initial-population has no expression."},
             {no_library.dump(), "The bundle has no CQL for library "},
             {odd_library.dump(), "The CQL of library "},
             {two.dump(), "The bundle has the measures "},
         }) {
        const auto bundle = parse_measure_bundle(text, "odd.json");
        ASSERT_FALSE(bundle) << what;
        EXPECT_TRUE(bundle.error().what.starts_with(what)) << bundle.error().what;
        EXPECT_NE(bundle.error().where.find("odd.json"), std::string::npos);
        EXPECT_FALSE(bundle.error().remedy.empty());
    }
    const BundleLimits small{.bytes_max = 10};
    EXPECT_FALSE(parse_measure_bundle(good_bundle().dump(), "big.json", "", small));
}

TEST(MeasurePlan, ReportsEveryErrorWithItsLibraryAndLine) {
    auto bundle = parse_measure_bundle(good_bundle().dump(), "asthma.json");
    ASSERT_TRUE(bundle);
    bundle->measure.groups[0].populations[0].criteria.text = "No Such Definition";
    ConceptDictionary concepts;
    TextPool texts;
    const auto plan = MeasurePlan::make(std::span(&*bundle, 1), concepts, texts, {});
    ASSERT_FALSE(plan);
    EXPECT_NE(to_string(plan.error()).find("No Such Definition"), std::string::npos);
}

}  // namespace
}  // namespace openpcn::measures
