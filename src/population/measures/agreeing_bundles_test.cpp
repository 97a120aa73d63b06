#include "population/measures/agreeing_bundles.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace openpcn::measures {
namespace {

std::string bundle_text(std::string_view measure) {
    const auto file = std::filesystem::path(OPENPCN_SOURCE_DIR "/tests/measures") / measure /
                      "measure-bundle.json";
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

MeasureBundle parsed(const std::string& text) {
    auto bundle = parse_measure_bundle(text, "bundle");
    EXPECT_TRUE(bundle.has_value()) << to_string(bundle.error());
    return std::move(*bundle);
}

// The bundle with one code of one value set less.
MeasureBundle with_one_code_less(std::string_view measure) {
    auto bundle = nlohmann::json::parse(bundle_text(measure));
    for (auto& entry : bundle["entry"]) {
        auto& resource = entry["resource"];
        if (resource["resourceType"] != "ValueSet") continue;
        auto& codes = resource["expansion"]["contains"];
        EXPECT_GT(codes.size(), 0u);
        codes.erase(codes.size() - 1);
        return parsed(bundle.dump());
    }
    ADD_FAILURE() << "no value set";
    return parsed(bundle.dump());
}

TEST(AgreeingBundles, AreTogetherWhereTheyMeanTheSame) {
    const std::vector<MeasureBundle> bundles{
        parsed(bundle_text("asthma_care")), with_one_code_less("asthma_care"),
        parsed(bundle_text("discharge_summary")), with_one_code_less("asthma_care")};
    using Groups = std::vector<std::vector<std::size_t>>;
    EXPECT_EQ(agreeing_bundles(bundles), (Groups{{0, 2}, {1, 3}}));
    EXPECT_EQ(agreeing_bundles({}), Groups{});
}

TEST(AgreeingBundles, AreApartWhereOneVersionOfALibraryHasTwoTexts) {
    MeasureBundle other = parsed(bundle_text("asthma_care"));
    other.libraries[other.main_library].text += "\ndefine \"One more\": true\n";
    const std::vector<MeasureBundle> bundles{parsed(bundle_text("asthma_care")), std::move(other)};
    EXPECT_EQ(agreeing_bundles(bundles).size(), 2u);
}

}  // namespace
}  // namespace openpcn::measures
