// Other people's synthetic records, counted against what their own READMEs say.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "population/feeds/csv_mapping.h"
#include "population/feeds/reader.h"
#include "population/feeds/recording_sink.h"

namespace openpcn::feeds {
namespace {

using records::ResourceType;

class FileSource final : public InputSource {
public:
    explicit FileSource(const std::filesystem::path& path) : file_(path, std::ios::binary) {}
    Result<std::size_t> read(std::span<char> buffer) override {
        file_.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        return static_cast<std::size_t>(file_.gcount());
    }

private:
    std::ifstream file_;
};

std::filesystem::path testdata() {
    const char* given = std::getenv("OPENPCN_TESTDATA");
    return given != nullptr ? std::filesystem::path(given)
                            : std::filesystem::path(OPENPCN_SOURCE_DIR) / "../shared/testdata";
}

std::vector<InputFile> files_of(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> paths;
    for (const auto& item : std::filesystem::recursive_directory_iterator(folder)) {
        if (item.is_regular_file()) paths.push_back(item.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<InputFile> files;
    for (const auto& path : paths) {
        files.push_back({std::filesystem::relative(path, folder.parent_path()).string(),
                         [path]() -> Result<std::unique_ptr<InputSource>> {
                             return std::make_unique<FileSource>(path);
                         }});
    }
    return files;
}

class ThirdPartyRecords : public testing::Test {
protected:
    void SetUp() override {
        if (std::filesystem::exists(testdata())) return;
        const char* ci = std::getenv("CI");
        ASSERT_FALSE(ci != nullptr && std::string_view(ci) == "true")
            << "continuous integration must have the test data";
        GTEST_SKIP() << "no test data at " << testdata();
    }
};

TEST_F(ThirdPartyRecords, SyntheaBundlesGiveEveryResourceThatTheReadmeCounts) {
    CountingSink sink;
    const auto facts = read_feed(files_of(testdata() / "patients-synthea-fhir-r4"), {}, sink);
    ASSERT_TRUE(facts) << to_string(facts.error());
    EXPECT_EQ(sink.of(ResourceType::encounter), 12312u);
    EXPECT_EQ(sink.of(ResourceType::condition), 3027u);
    EXPECT_EQ(sink.of(ResourceType::observation), 60121u);
    EXPECT_EQ(sink.of(ResourceType::immunization), 4949u);
    EXPECT_EQ(sink.of(ResourceType::medication_request), 3175u);
    EXPECT_EQ(sink.of(ResourceType::procedure), 9255u);
    EXPECT_EQ(sink.of(ResourceType::diagnostic_report), 4255u);
    EXPECT_EQ(sink.of(ResourceType::care_plan), 1163u);
    EXPECT_EQ(sink.of(ResourceType::goal), 770u);
    EXPECT_EQ(sink.of(ResourceType::allergy_intolerance), 200u);
    EXPECT_EQ(sink.counts, (std::map<std::string, std::uint64_t>{{"Patient", 410},
                                                                 {"ImagingStudy", 201},
                                                                 {"Claim", 15487},
                                                                 {"ExplanationOfBenefit", 12312},
                                                                 {"Organization", 759},
                                                                 {"Practitioner", 759}}));
    EXPECT_EQ(sink.reasons, std::vector<std::string>{"The file is neither FHIR JSON nor NDJSON."})
        << "the README alone";
}

TEST_F(ThirdPartyRecords, BulkExportGivesEveryLineThatTheReadmeCounts) {
    CountingSink sink;
    const auto facts = read_feed(files_of(testdata() / "patients-bulk-ndjson"), {}, sink);
    ASSERT_TRUE(facts) << to_string(facts.error());
    EXPECT_EQ(sink.of(ResourceType::allergy_intolerance), 11u);
    EXPECT_EQ(sink.of(ResourceType::condition), 555u);
    EXPECT_EQ(sink.of(ResourceType::encounter), 1215u);
    EXPECT_EQ(sink.of(ResourceType::immunization), 161u);
    EXPECT_EQ(sink.of(ResourceType::medication_request), 1745u);
    EXPECT_EQ(sink.of(ResourceType::procedure), 2056u);
    EXPECT_EQ(sink.counts, (std::map<std::string, std::uint64_t>{{"Patient", 13},
                                                                 {"Device", 16},
                                                                 {"DocumentReference", 1215},
                                                                 {"Location", 44},
                                                                 {"Organization", 43},
                                                                 {"Practitioner", 43},
                                                                 {"PractitionerRole", 43}}));
    EXPECT_EQ(facts->extracted_at.to_string(), "2024-08-06T18:12:57Z") << "from the export's log";
    EXPECT_EQ(sink.reasons, std::vector<std::string>{"The file is neither FHIR JSON nor NDJSON."})
        << "the README alone";
}

TEST_F(ThirdPartyRecords, UkCoreExamplesAreRefusedBecauseTheyAreXml) {
    CountingSink sink;
    const auto facts = read_feed(files_of(testdata() / "fhir-uk-core/examples"), {}, sink);
    ASSERT_FALSE(facts);
    EXPECT_EQ(facts.error().what, "None of these files can be imported.");
    ASSERT_EQ(sink.reasons.size(), 162u);
    for (const auto& reason : sink.reasons) {
        EXPECT_EQ(reason, "The file is XML; FHIR is read as JSON.");
    }
}

TEST_F(ThirdPartyRecords, EveryFhirTestCaseIsReadOrRejectedWithAReason) {
    CountingSink sink;
    const auto files = files_of(testdata() / "fhir-test-cases");
    const auto facts = read_feed(files, {}, sink);
    ASSERT_TRUE(facts) << to_string(facts.error());
    std::uint64_t outcomes = sink.reasons.size();
    for (const auto count : sink.entries) outcomes += count;
    for (const auto& [type, count] : sink.counts) outcomes += count;
    EXPECT_GE(outcomes, files.size());
    for (const auto& reason : sink.reasons) EXPECT_TRUE(reason.ends_with(".")) << reason;
}

TEST_F(ThirdPartyRecords, UkCsvGivesEveryRowThatTheReadmeCounts) {
    const auto path =
        std::filesystem::path(OPENPCN_SOURCE_DIR) / "content/mappings/synthea-uk.json";
    std::ifstream file(path);
    const std::string json{std::istreambuf_iterator<char>(file), {}};
    const auto mapping = CsvMapping::parse(json, "synthea-uk.json");
    ASSERT_TRUE(mapping) << to_string(mapping.error());
    CountingSink sink;
    const auto facts =
        read_feed(files_of(testdata() / "patients-synthea-uk-csv"), {{}, &*mapping}, sink);
    ASSERT_TRUE(facts) << to_string(facts.error());
    EXPECT_EQ(sink.of(ResourceType::condition), 382u);
    EXPECT_EQ(sink.of(ResourceType::care_plan), 382u);
    EXPECT_EQ(sink.of(ResourceType::encounter), 36271u);
    EXPECT_EQ(sink.of(ResourceType::immunization), 15483u);
    EXPECT_EQ(sink.of(ResourceType::medication_request), 293u);
    EXPECT_EQ(sink.of(ResourceType::observation), 137239u);
    EXPECT_EQ(
        sink.counts,
        (std::map<std::string, std::uint64_t>{
            {"Patient", 750}, {"Device", 540}, {"Organization", 689}, {"Practitioner", 689}}));
    EXPECT_EQ(sink.reasons,
              std::vector<std::string>{"The mapping has no file of this name; it is left alone."})
        << "the README alone";
}

}  // namespace
}  // namespace openpcn::feeds
