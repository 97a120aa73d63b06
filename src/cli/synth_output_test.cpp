#include "cli/synth_output.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <regex>

#include "platform/io/file.h"
#include "population/feeds/reader.h"
#include "population/feeds/recording_sink.h"

namespace openpcn::cli {
namespace {

namespace fs = std::filesystem;

class SynthOutput : public testing::Test {
protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "openpcn-synth-XXXXXX").string();
        folder_ = mkdtemp(name.data());
    }
    void TearDown() override { fs::remove_all(folder_); }

    NetworkWritten write(const std::string& name, NetworkFormat format, int threads) {
        const auto table =
            io::read_file(fs::path(OPENPCN_SOURCE_DIR) / "content/concept_maps/medicines.csv");
        const auto medicines = synthetic::MedicineCatalogue::create(table.value());
        const auto plan = synthetic::plan_network({5, 1200, 8, *Date::from_ymd(2026, 11, 1), 1});
        const auto written =
            write_network(*plan, *medicines, folder_ / name, format, threads, nullptr);
        EXPECT_TRUE(written) << to_string(written.error());
        return written.value_or(NetworkWritten{});
    }

    std::map<std::string, std::string> contents(const std::string& name) const {
        std::map<std::string, std::string> files;
        for (const auto& entry : fs::recursive_directory_iterator(folder_ / name))
            if (entry.is_regular_file())
                files[fs::relative(entry.path(), folder_ / name)] =
                    io::read_file(entry.path()).value();
        return files;
    }

    fs::path folder_;
};

TEST_F(SynthOutput, IsTheSameBytesWithOneThreadAndWithFour) {
    const NetworkWritten one = write("one", NetworkFormat::mixed, 1);
    const NetworkWritten four = write("four", NetworkFormat::mixed, 4);
    EXPECT_EQ(one.entries, four.entries);
    EXPECT_EQ(one.bytes, four.bytes);
    EXPECT_GT(one.people, 1200u);
    EXPECT_TRUE(contents("one") == contents("four"));
}

TEST_F(SynthOutput, MixesTheFormatsByPractice) {
    write("mixed", NetworkFormat::mixed, 2);
    EXPECT_TRUE(fs::exists(folder_ / "mixed/Z99001/extract.csv"));
    EXPECT_TRUE(fs::exists(folder_ / "mixed/Z99006/Patient.ndjson"));
    EXPECT_TRUE(fs::exists(folder_ / "mixed/Z99008/Patient.ndjson.gz"));
    const auto list = io::read_file(folder_ / "mixed/practices.csv");
    ASSERT_TRUE(list);
    EXPECT_TRUE(list->starts_with("ods_code,name,system,format,list_size\n"));
    EXPECT_NE(list->find("Z99006,Fountain Street Practice,Harbour Records,fhir,"),
              std::string::npos);
}

TEST_F(SynthOutput, WritesEveryPracticeInTheFormatAskedFor) {
    write("csv", NetworkFormat::csv, 2);
    write("fhir", NetworkFormat::fhir, 2);
    for (int practice = 1; practice <= 8; ++practice) {
        const std::string code = "Z9900" + std::to_string(practice);
        EXPECT_TRUE(fs::exists(folder_ / "csv" / code / "entries.csv"));
        EXPECT_TRUE(fs::exists(folder_ / "fhir" / code / "Observation.ndjson"));
    }
}

TEST_F(SynthOutput, SaysWhereItMayNotWrite) {
    const auto plan = synthetic::plan_network({5, 1200, 2, *Date::from_ymd(2026, 11, 1), 0});
    const auto table =
        io::read_file(fs::path(OPENPCN_SOURCE_DIR) / "content/concept_maps/medicines.csv");
    const auto medicines = synthetic::MedicineCatalogue::create(table.value());
    const auto written =
        write_network(*plan, *medicines, "/proc/nowhere", NetworkFormat::csv, 1, nullptr);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().where, "At /proc/nowhere.");
}

// What a reader made of a practice's extract: one line a person, registration or entry, without the
// place it came from, its elements in order of name. Left out is what only one format can say and
// no rule reads: offsets of times, who an appointment was with, how a contact was held.
std::vector<std::string> meaning(const synthetic::NetworkPlan& plan,
                                 const synthetic::MedicineCatalogue& medicines,
                                 synthetic::RecordFormat format) {
    synthetic::PracticeExtract extract(plan, 0, medicines, format);
    while (extract.add_next()) {
    }
    std::vector<feeds::InputFile> files;
    for (synthetic::ExtractFile& file : extract.files())
        files.push_back(feeds::text_file(file.name, std::move(file.bytes)));
    feeds::RecordingSink sink;
    const auto read = feeds::read_feed(
        files, {OdsCode::parse(plan.practices[0].ods_code).value(), nullptr}, sink);
    EXPECT_TRUE(read) << to_string(read.error());
    std::vector<std::string> lines;
    for (const std::string& call : sink.calls) {
        std::string rest = call.substr(call.find(' ') + 1);
        EXPECT_FALSE(rest.starts_with("reject")) << call;
        if (rest.starts_with("Organization") || rest.starts_with("kept")) continue;
        std::vector<std::string> parts;
        for (std::size_t at = 0; at != std::string::npos;) {
            const std::size_t end = rest.find("; ", at);
            std::string part = rest.substr(at, end == std::string::npos ? end : end - at);
            part = std::regex_replace(part, std::regex("(:[0-9]{2})Z"), "$1");
            const bool said_by_one =
                part.starts_with("delivery_channel") || part.starts_with("practitioner") ||
                part.starts_with("category") ||
                (part.starts_with("intent") && !rest.starts_with("MedicationRequest"));
            if (!said_by_one) parts.push_back(std::move(part));
            at = end == std::string::npos ? end : end + 2;
        }
        std::sort(parts.begin() + 1, parts.end());
        std::string line;
        for (const std::string& part : parts) line += part + "; ";
        lines.push_back(std::move(line));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

TEST(SynthFormats, SayTheSameOfEverybody) {
    const auto plan = synthetic::plan_network({5, 400, 2, *Date::from_ymd(2026, 11, 1), 0});
    const auto table =
        io::read_file(fs::path(OPENPCN_SOURCE_DIR) / "content/concept_maps/medicines.csv");
    const auto medicines = synthetic::MedicineCatalogue::create(table.value());
    const auto csv = meaning(*plan, *medicines, synthetic::RecordFormat::csv);
    const auto fhir = meaning(*plan, *medicines, synthetic::RecordFormat::fhir);
    EXPECT_GT(csv.size(), 10'000u);
    ASSERT_EQ(csv.size(), fhir.size());
    for (std::size_t i = 0; i < csv.size(); ++i) ASSERT_EQ(csv[i], fhir[i]);
}

}  // namespace
}  // namespace openpcn::cli
