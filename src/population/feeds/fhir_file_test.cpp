#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <fstream>
#include <sstream>

#include "population/feeds/reader.h"
#include "population/feeds/recording_sink.h"

namespace openpcn::feeds {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string fixture(const std::string& name) {
    std::ifstream file(std::string(OPENPCN_SOURCE_DIR) + "/src/population/feeds/fixtures/" + name,
                       std::ios::binary);
    EXPECT_TRUE(file) << name;
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> read_text(const std::string& text, const std::string& name = "a.json",
                                   std::size_t chunk_bytes = 1 << 20) {
    RecordingSink sink;
    const InputFile files[] = {text_file(name, text, chunk_bytes)};
    const auto facts = read_feed(files, {}, sink);
    if (!facts) sink.calls.push_back("error: " + facts.error().what);
    return sink.calls;
}

std::string gzipped(const std::string& text) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string packed(text.size() + 1000, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

TEST(FhirBundle, GivesEveryElementThatRecordsKeepWithReferencesResolved) {
    EXPECT_THAT(
        read_text(fixture("bundle.json")),
        ElementsAre(
            "a.json:2 person p-1 [https://fhir.nhs.uk/Id/nhs-number=9990000018] "
            "[https://example.org/local=L1] / Dr / Ann Bee / Example / 1 High Street, Testbury / "
            "TE1 1ST / 01632 960001 / ann@example.org / E01033768 / M / en sex=2 born=1950-02-28 "
            "died=2025-12-24 decile=3 ethnicity=http://snomed.info/sct|494131000000105|White "
            "British",
            "a.json:1 Condition c-1 of p-1 resolved "
            "http://snomed.info/sct|38341003|Hypertension @2019-05 = -; profile "
            "\"https://example.org/condition\"; verification_status "
            "http://terminology.hl7.org/CodeSystem/condition-ver-status|confirmed|; coding "
            "http://hl7.org/fhir/sid/icd-10|I10|; original_term \"High blood pressure\"; encounter "
            "Encounter/e-1; end 2020-01-02; recorded_date 2019-06-01; practitioner "
            "\"Practitioner/gp\"; note \"White coat?\"",
            "a.json:3 Observation o-1 of p-1 final http://snomed.info/sct|75367002|Blood pressure "
            "@2026-01-05T09:30:00Z = -; category "
            "http://terminology.hl7.org/CodeSystem/observation-category|vital-signs|; "
            "component_code http://snomed.info/sct|271649006|; component_value 142 'mm[Hg]'; "
            "component_code[1] http://snomed.info/sct|271650006|; component_value[1] 88.5 'mmHg'",
            HasSubstr("a.json:4 kept Medication m-1 of  {"),
            "a.json:5 MedicationRequest r-1 of p-1 active https://dmd.nhs.uk|319996000|Ramipril "
            "5mg tablets @2025-11-01 = -; intent \"plan\"; medication_reference Medication/m-1; "
            "reason_reference Condition/c-1; course_of_therapy \"repeat\"; dosage_text \"One "
            "daily\"; dose_quantity 1 'tablet'; repeats_allowed 5; dispense_quantity 28 'tablet'; "
            "dispense_days 28",
            "a.json:6 Encounter e-1 of p-1 finished - @2019-05-03T10:00:00Z = -; encounter_class "
            "http://terminology.hl7.org/CodeSystem/v3-ActCode|AMB|; end 2019-05-03T10:10:00Z; "
            "discharge_disposition \"Home\"; diagnosis_condition Condition/c-1; diagnosis_rank 1; "
            "practitioner \"General practitioner\"",
            "a.json:7 registration reg-1 of p-1 T 2018-04-01 to ",
            HasSubstr("a.json:8 kept Claim cl-1 of p-1 {")));
}

TEST(FhirBundle, SaysWhenItWasMade) {
    RecordingSink sink;
    const InputFile files[] = {text_file("b.json", fixture("bundle.json"))};
    const auto facts = read_feed(files, {}, sink);
    ASSERT_TRUE(facts);
    EXPECT_EQ(facts->extracted_at.to_string(), "2026-03-01T06:00:00Z");
    EXPECT_EQ(facts->kind, FeedFacts::Kind::changes);
}

TEST(FhirBundle, IsReadTheSameWhateverItsChunksAndPacking) {
    const auto text = fixture("bundle.json");
    const auto whole = read_text(text);
    for (const std::size_t chunk : {1, 2, 3, 64, 1000})
        EXPECT_EQ(read_text(text, "a.json", chunk), whole);
    for (const std::size_t chunk : {1, 10, 1000}) {
        EXPECT_EQ(read_text(gzipped(text), "a.json", chunk), whole);
    }
    const auto half = text.size() / 2;
    EXPECT_EQ(read_text(gzipped(text.substr(0, half)) + gzipped(text.substr(half)), "a.json", 33),
              whole)
        << "two gzip members are one file";
}

TEST(FhirBundle, CutShortIsOneReject) {
    auto text = fixture("bundle.json");
    text.resize(text.size() - 40);
    const auto calls = read_text(text);
    ASSERT_EQ(calls.size(), 1u);
    EXPECT_THAT(calls[0], HasSubstr("reject 0 The text is not JSON: "));
}

// fixtures/outcomes.txt has a line of NDJSON, below it how its one outcome begins, and a blank
// line.
TEST(FhirLines, GiveOneOutcomeEach) {
    std::istringstream cases(fixture("outcomes.txt"));
    std::string json;
    int count = 0;
    while (std::getline(cases, json)) {
        std::string outcome;
        std::getline(cases, outcome);
        std::string blank;
        std::getline(cases, blank);
        ASSERT_TRUE(outcome.starts_with("  ") && blank.empty()) << outcome << blank;
        const auto calls = read_text(json + "\n", "a.ndjson");
        ASSERT_EQ(calls.size(), 1u) << json;
        EXPECT_THAT(calls[0], testing::StartsWith("a.ndjson:" + outcome.substr(2)));
        ++count;
    }
    EXPECT_EQ(count, 27);
}

TEST(FhirLines, AWrongNhsNumberLeavesThePersonAndIsRejected) {
    const auto calls =
        read_text(R"({"resourceType":"Patient","id":"1","identifier":[)"
                  R"({"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000019"}]})",
                  "a.ndjson");
    ASSERT_EQ(calls.size(), 2u);
    EXPECT_THAT(calls[0], HasSubstr("reject 2 The NHS number's check digit does not agree; the "
                                    "person is kept without it."));
    EXPECT_THAT(calls[1], HasSubstr("person 1 /"));
}

TEST(FhirLines, OneBrokenLineDoesNotHideTheNext) {
    const auto calls =
        read_text("{\"resourceType\":\"Patient\",\n{\"resourceType\":\"Patient\",\"id\":\"2\"}\n\n",
                  "a.json");
    ASSERT_EQ(calls.size(), 2u);
    EXPECT_THAT(calls[0], HasSubstr("a.json:1 reject 0 The text is not JSON"));
    EXPECT_THAT(calls[1], HasSubstr("a.json:2 person 2"));
}

TEST(FhirFolder, ReadsPatientsThenMedicationsThenTheRest) {
    RecordingSink sink;
    const InputFile files[] = {
        text_file("f/A.ndjson", R"({"resourceType":"MedicationRequest","id":"1",)"
                                R"("medicationReference":{"reference":"Medication/m"},)"
                                R"("subject":{"reference":"Patient/p"}})"),
        text_file("f/Medication.ndjson", R"({"resourceType":"Medication","id":"m",)"
                                         R"("code":{"coding":[{"system":"s","code":"c"}]}})"),
        text_file("f/Patient.ndjson", R"({"resourceType":"Patient","id":"p"})")};
    ASSERT_TRUE(read_feed(files, {}, sink));
    ASSERT_EQ(sink.calls.size(), 3u);
    EXPECT_THAT(sink.calls[0], HasSubstr("f/Patient.ndjson:1 person p"));
    EXPECT_THAT(sink.calls[1], HasSubstr("kept Medication m"));
    EXPECT_THAT(sink.calls[2], HasSubstr("s|c| @ = -; medication_reference Medication/m"));
}

TEST(Reader, StopsWhereNothingCanBeKept) {
    EXPECT_THAT(read_text("hello"), ElementsAre(HasSubstr("neither FHIR JSON nor NDJSON."),
                                                "error: This is not a file that can be imported."));
    EXPECT_THAT(
        read_text("<Patient/>"),
        ElementsAre(HasSubstr("The file is XML; FHIR is read as JSON."), HasSubstr("error")));
    EXPECT_THAT(read_text(""), ElementsAre(HasSubstr("The file is empty."), HasSubstr("error")));
    auto packed = gzipped(fixture("bundle.json"));
    EXPECT_THAT(read_text(packed.substr(0, packed.size() - 9)),
                ElementsAre("error: The gzip file ends in the middle."));
    packed[20] = static_cast<char>(packed[20] ^ 0x55);
    EXPECT_THAT(read_text(packed), ElementsAre(HasSubstr("error: The gzip file is damaged.")));
    EXPECT_THAT(read_text("{" + std::string((64 << 20) + 1, ' ') + "}"),
                ElementsAre("error: A document or line is larger than 64 MB."));
}

}  // namespace
}  // namespace openpcn::feeds
