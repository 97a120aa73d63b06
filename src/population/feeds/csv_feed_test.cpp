#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "population/feeds/csv_mapping.h"
#include "population/feeds/mapped_date.h"
#include "population/feeds/reader.h"
#include "population/feeds/recording_sink.h"

namespace openpcn::feeds {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Table {
    std::string name;
    std::string text;
};

std::vector<std::string> read_tables(const std::vector<Table>& tables,
                                     const ReadRequest& request = {},
                                     std::size_t chunk_bytes = 1 << 20) {
    std::vector<InputFile> files;
    for (const auto& table : tables)
        files.push_back(text_file(table.name, table.text, chunk_bytes));
    RecordingSink sink;
    const auto facts = read_feed(files, request, sink);
    if (!facts) sink.calls.push_back("error: " + facts.error().what);
    return sink.calls;
}

const Table delta{"extract.csv",
                  "format,practice,system,kind,extracted_at\n"
                  "openpcn-extract-1,A81001,Example,delta,2026-03-01T06:00:00\n"};

const std::vector<Table> small_extract{
    {"entries.csv",
     "patient_id,entry_id,type,code,term,date,end_date,value,unit,comparator,deleted\n"
     "1,e1,diagnosis,38341003,Hypertension,2019-05,,,,,\n"
     "1,e2,observation,271649006,\"Systolic, sitting\",2026-01-05T09:30,,142,mm[Hg],<,\n"
     "1,e3,plan,,,,,,,,1\n"
     "1,e4,diagnosis,195967001,Asthma,1999,2010-01-01,,,,\n"},
    {"medicines.csv",
     "medicine_id,patient_id,kind,repeat_id,code,date,quantity,quantity_unit,days_supply\n"
     "m1,1,repeat,,319996000,2025-11-01,28,tablet,28\n"
     "m2,1,issue,m1,319996000,2025-12-01,,,\n"},
    {"encounters.csv",
     "encounter_id,patient_id,start,class,role\nc1,1,2026-01-05T09:30,telephone,Nurse\n"},
    {"appointments.csv",
     "appointment_id,patient_id,start,minutes,booked_at,status,mode\n"
     "a1,1,2026-01-05T09:30,10,2026-01-01,fulfilled,telephone\n"},
    {"registrations.csv", "registration_id,patient_id,type,start,end\nr1,1,R,2018-04-01,\n"},
    delta,
    {"patients.csv",
     "patient_id,nhs_number,family_name,given_names,sex,date_of_birth,imd_decile\n"
     "1,9990000018,Example,Ann,female,1950-02-28,3\n"},
};

const std::vector<std::string> small_extract_calls{
    "patients.csv:2 person 1 [https://fhir.nhs.uk/Id/nhs-number=9990000018] /  / Ann / Example /  "
    "/  "
    "/  /  /  /  /  sex=2 born=1950-02-28 decile=3 ethnicity=-",
    "registrations.csv:2 registration r1 of 1 R 2018-04-01 to ",
    "entries.csv:2 Condition e1 of 1 active http://snomed.info/sct|38341003|Hypertension @2019-05 "
    "= -",
    "entries.csv:3 Observation e2 of 1 final http://snomed.info/sct|271649006|Systolic, sitting "
    "@2026-01-05T09:30 = 142 'mm[Hg]'; value_comparator \"<\"",
    "entries.csv:4 deleted CarePlan e3 of 1",
    "entries.csv:5 Condition e4 of 1 resolved http://snomed.info/sct|195967001|Asthma @1999 = -; "
    "end 2010-01-01",
    "medicines.csv:2 MedicationRequest m1 of 1 active https://dmd.nhs.uk|319996000| @2025-11-01 = "
    "-; "
    "intent \"plan\"; course_of_therapy \"repeat\"; dispense_quantity 28 'tablet'; dispense_days "
    "28",
    "medicines.csv:3 MedicationRequest m2 of 1 completed https://dmd.nhs.uk|319996000| @2025-12-01 "
    "= -; intent \"order\"; based_on MedicationRequest/m1",
    "encounters.csv:2 Encounter c1 of 1 finished - @2026-01-05T09:30 = -; encounter_class "
    "http://terminology.hl7.org/CodeSystem/v3-ActCode|VR|; delivery_channel \"telephone\"; "
    "practitioner \"Nurse\"",
    "appointments.csv:2 Appointment a1 of 1 fulfilled - @2026-01-05T09:30 = -; slot_minutes 10; "
    "booked_at 2026-01-01; delivery_channel \"telephone\"",
};

TEST(CsvExtract, GivesPeopleFirstAndEveryLineOnce) {
    EXPECT_EQ(read_tables(small_extract), small_extract_calls);
}

TEST(CsvExtract, IsReadTheSameWhateverItsChunks) {
    for (std::size_t chunk = 1; chunk < 40; ++chunk) {
        EXPECT_EQ(read_tables(small_extract, {}, chunk), small_extract_calls) << chunk;
    }
}

TEST(CsvExtract, RejectsALineWithItsReasonAndReadsTheNext) {
    const std::string names =
        "entry_id,patient_id,type,code,date,value,comparator,status,deleted\n";
    struct Case {
        const char* line;
        const char* reason;
    };
    for (const auto& [line, reason] : {
             Case{"e,1,diagnosis,1,2026-01-01", "The line has 5 fields, not 9."},
             Case{"e,1,diagnosis,1,2026-02-30,,,,",
                  "\"2026-02-30\" in column date is not a date or time."},
             Case{"e,1,observation,1,2026,12o,,,", "\"12o\" in column value is not a number."},
             Case{"e,1,observation,1,2026,12,=,,", "\"=\" is not a comparator."},
             Case{"e,1,disease,1,2026,,,,", "\"disease\" is not a type of entry."},
             Case{"e,1,diagnosis,1,2026,,,well,", "\"well\" is not a status that FHIR R4 knows."},
             Case{"e,1,diagnosis,,2026,,,,", "The column code is empty."},
             Case{",1,diagnosis,1,2026,,,,", "The column entry_id is empty."},
             Case{"e,1,diagnosis,,,,,,yes",
                  "The column deleted holds \"yes\", not 1, 0 or nothing."},
             Case{"e,1,,,,,,,1", "The column type is empty."},
             Case{"e,1,diagnosis,\xFF,2026,,,,", "The line is not UTF-8."},
         }) {
        EXPECT_THAT(
            read_tables({delta, {"entries.csv", names + line + "\n"}}),
            ElementsAre("entries.csv:2 reject 0 " + std::string(reason) + " <" + line + ">"));
    }
}

TEST(CsvExtract, RejectsWrongPeopleWithoutSayingWhoTheyAre) {
    const std::string names = "patient_id,sex,date_of_birth,nhs_number,imd_decile\n";
    struct Case {
        const char* line;
        const char* call;
    };
    for (const auto& [line, call] : {
             Case{"1,f,1950-01-01,,",
                  "reject 0 \"f\" is not a sex: male, female, other or unknown."},
             Case{"1,male,1950-13-01,,", "reject 0 The column date_of_birth does not hold a date."},
             Case{"1,male,1950-01-01,,11",
                  "reject 0 \"11\" in column imd_decile is not a number from 1 to 10."},
         }) {
        EXPECT_THAT(read_tables({delta, {"patients.csv", names + line + "\n"}}),
                    ElementsAre("patients.csv:2 " + std::string(call) + " <" + line + ">"));
    }
    EXPECT_THAT(read_tables({delta, {"patients.csv", names + "1,male,1950-01-01,9990000019,\n"}}),
                ElementsAre(HasSubstr("reject 2 The NHS number's check digit does not agree; the "
                                      "person is kept without it."),
                            HasSubstr("person 1 /")));
}

TEST(CsvExtract, StopsWhereGoingOnWouldEmptyRecords) {
    const auto header = [](const std::string& values) {
        return Table{"extract.csv", "format,practice,kind,extracted_at\n" + values + "\n"};
    };
    struct Case {
        std::vector<Table> tables;
        const char* what;
    };
    for (const auto& [tables, what] : std::vector<Case>{
             {{header("openpcn-extract-1,A81001,full,2026-03-01")},
              "A full extract has six tables, and patients.csv is not there."},
             {{header("openpcn-extract-2,A81001,full,2026-03-01")},
              "The format \"openpcn-extract-2\" is not openpcn-extract-1."},
             {{header("openpcn-extract-1,A81001,part,2026-03-01")},
              "The kind \"part\" is neither full nor delta."},
             {{header("openpcn-extract-1,A81001,delta,")},
              "The column extracted_at is missing or empty."},
             {{header("openpcn-extract-1,B86001,delta,2026-03-01")},
              "The extract is of practice B86001, not of A81001."},
             {{header("openpcn-extract-1")},
              "There is no line of values with as many fields as the line of names."},
             {{Table{"extract.csv", ""}}, "The file is empty."},
             {{delta, {"entries.csv", "entry_id,patient_id\n"}}, "The column type is missing."},
             {{delta, {"entries.csv", "entry_id,entry_id\n"}},
              "The column entry_id is there twice."},
             {{delta, {"entries.csv", ""}}, "The file is empty."},
         }) {
        EXPECT_EQ(read_tables(tables, {*OdsCode::parse("A81001"), nullptr}).back(),
                  std::string("error: ") + what);
    }
}

TEST(CsvExtract, ReportsColumnsAndFilesThatItDoesNotHave) {
    EXPECT_THAT(
        read_tables({delta,
                     {"notes.csv", "x\n"},
                     {"registrations.csv", "registration_id,patient_id,type,start,mood\n"}}),
        ElementsAre("notes.csv:0 reject 3 The extract has no file of this name; it is left "
                    "alone. <>",
                    HasSubstr("reject 3 The extract has no column \"mood\"; it is left "
                              "alone.")));
}

std::string mapping_with(const std::string& rows, const std::string& file_keys = "") {
    return R"({"format":"openpcn-mapping-1","files":[{"name":"d*.csv",)" + file_keys +
           R"("rows":[)" + rows + "]}]}";
}

const char* const diagnosis_row =
    R"({"table":"entries","only_if":[{"column":"Kind","is":["D"]}],"fields":{
        "entry_id":{"unique":["Pat","Code"]},"patient_id":"Pat","type":{"constant":"diagnosis"},
        "code":{"column":"Code","values":{"HT":"38341003"},"otherwise":"0"},
        "date":{"column":"When","date":"DD/MM/YYYY"},
        "status":{"column":"Over","when_empty":"active","values":{"Y":"resolved"}}}})";

TEST(CsvMapping, TurnsColumnsIntoFields) {
    const auto mapping = CsvMapping::parse(
        mapping_with(diagnosis_row, R"("layouts":[["Kind","Pat","Code","When","Over",""]],)"), "m");
    ASSERT_TRUE(mapping) << to_string(mapping.error());
    EXPECT_THAT(
        read_tables({{"day/d1.csv",
                      "Kind,Pat,Code,When,Over\nD,1,HT,01/02/2003,\nD,1,HT,01/02/2003,Y,\n"
                      "D,1,HT,2003-02-01,\nD,1,HT,01/02/2003,N\nX,1,HT,01/02/2003,\n"
                      "D,1,HT,01/02/2003,Y,x\nD,1\n"}},
                    {{}, &*mapping}),
        ElementsAre(
            HasSubstr("of 1 active http://snomed.info/sct|38341003| @2003-02-01"),
            testing::AllOf(HasSubstr("-2 of 1 resolved "), HasSubstr("@2003-02-01")),
            HasSubstr(":4 reject 0 The column When does not hold a date as DD/MM/YYYY."),
            HasSubstr(":5 reject 0 The column Over holds a value that the mapping does not "
                      "translate."),
            HasSubstr(":6 reject 0 No row of the mapping takes this line."),
            HasSubstr(":7 reject 0 A field that the mapping expects to be empty is filled."),
            HasSubstr(":8 reject 0 The line has 2 fields, not 5.")));
}

TEST(CsvMapping, KeepsWholeLinesAsJson) {
    const auto mapping =
        CsvMapping::parse(mapping_with(R"({"table":"kept","resource":"Device",)"
                                       R"("fields":{"id":"Id","patient_id":"Pat"}})"),
                          "m");
    ASSERT_TRUE(mapping) << to_string(mapping.error());
    EXPECT_THAT(
        read_tables({{"d.csv", "Id,Pat,Note\n7,1,\"say \"\"x\"\"\"\n"}}, {{}, &*mapping}),
        ElementsAre(R"(d.csv:2 kept Device 7 of 1 {"resourceType":"Device","Id":"7","Pat":"1",)"
                    R"("Note":"say \"x\""})"));
}

TEST(CsvMapping, StopsWhereTheFileDoesNotFit) {
    const auto mapping = CsvMapping::parse(mapping_with(diagnosis_row), "m");
    ASSERT_TRUE(mapping);
    const ReadRequest request{{}, &*mapping};
    EXPECT_THAT(read_tables({{"d.csv", "Kind,Pat,Code,Over\n"}}, request),
                ElementsAre("error: The column When is missing."));
    EXPECT_THAT(read_tables({{"d.csv", ""}}, request),
                ElementsAre("error: The file has no line of column names."));
    EXPECT_THAT(read_tables({{"x.csv", ""}, {"y.csv", ""}}, request),
                ElementsAre(HasSubstr("The mapping has no file of this name"),
                            HasSubstr("The mapping has no file of this name"),
                            "error: The mapping fits none of these files."));
}

std::string text_of_file(const std::string& name) {
    std::ifstream file(std::string(OPENPCN_SOURCE_DIR) + "/" + name);
    EXPECT_TRUE(file) << name;
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(CsvMapping, ShippedOnesAndTheGuidesExampleAreWithoutFault) {
    for (const char* name : {"synthea-uk.json", "synthea.json"}) {
        const auto mapping =
            CsvMapping::parse(text_of_file("content/mappings/" + std::string(name)), name);
        EXPECT_TRUE(mapping) << to_string(mapping.error());
    }
    const auto guide = text_of_file("docs/guides/csv-mapping.md");
    const auto begin = guide.find("```json\n") + 8;
    const auto mapping =
        CsvMapping::parse(guide.substr(begin, guide.find("```", begin) - begin), "guide");
    EXPECT_TRUE(mapping) << to_string(mapping.error());
}

TEST(CsvMapping, SyntheaReadsOldAndNewFiles) {
    const auto mapping =
        CsvMapping::parse(text_of_file("content/mappings/synthea.json"), "synthea.json");
    ASSERT_TRUE(mapping);
    EXPECT_THAT(
        read_tables(
            {{"allergies.csv",
              "START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION\n2001-01-01,,1,e,419474003,Mould\n"},
             {"observations.csv",
              "DATE,PATIENT,ENCOUNTER,CODE,DESCRIPTION,VALUE,UNITS,TYPE\n"
              "2020-01-01,1,e,72166-2,Smoking,Never smoker,,text\n"}},
            {{}, &*mapping}),
        ElementsAre(
            HasSubstr("of 1 active http://snomed.info/sct|419474003|Mould @2001-01-01"),
            HasSubstr("final http://loinc.org|72166-2|Smoking @2020-01-01 = \"Never smoker\"")));
}

TEST(CsvMapping, SaysWhereItIsWrong) {
    struct Case {
        std::string json;
        const char* what;
    };
    for (const auto& [json, what] : std::vector<Case>{
             {"[]", "The mapping is not a JSON object: "},
             {R"({"files":[]})", "\"format\" is not openpcn-mapping-1."},
             {R"({"format":"openpcn-mapping-1"})", "\"files\" is missing or empty."},
             {R"({"format":"openpcn-mapping-1","colour":1})", "\"colour\" is not known here."},
             {R"({"format":"openpcn-mapping-1","kind":"x"})",
              "\"kind\" is neither full nor changes."},
             {R"({"format":"openpcn-mapping-1","separator":"ab"})",
              "\"separator\" is not one character."},
             {mapping_with(R"({"table":"diseases"})"),
              "\"files[0].rows[0].table\" is not a table of the extract."},
             {mapping_with(R"({"table":"kept"})"),
              "\"files[0].rows[0].resource\" belongs to rows of the table kept, and only to them."},
             {mapping_with(R"({"table":"registrations","fields":{"mood":"M"}})"),
              "\"files[0].rows[0].fields.mood\" is not a column of the table registrations."},
             {mapping_with(R"({"table":"registrations","fields":{"registration_id":"R"}})"),
              "\"files[0].rows[0].fields.patient_id\" is missing."},
             {mapping_with(
                  R"({"table":"registrations","fields":{"start":{"column":"S","constant":"c"}}})"),
              "\"files[0].rows[0].fields.start\" must have exactly one of column, constant, join "
              "and "
              "unique."},
             {mapping_with(
                  R"({"table":"registrations","fields":{"start":{"column":"S","date":"MM"}}})"),
              "\"files[0].rows[0].fields.start.date\" is not a pattern of YYYY, YY, MM, MMM, DD, "
              "hh, "
              "mm and ss."},
         }) {
        const auto mapping = CsvMapping::parse(json, "m.json");
        ASSERT_FALSE(mapping) << json;
        EXPECT_THAT(mapping.error().what, testing::StartsWith(what));
        EXPECT_THAT(mapping.error().where, testing::StartsWith("In mapping m.json"));
    }
}

TEST(MappedDate, BringsPatternsToIso) {
    struct Case {
        const char* text;
        const char* pattern;
        const char* iso;  // null: does not have the pattern
    };
    for (const auto& [text, pattern, iso] : {
             Case{"29/03/2026", "DD/MM/YYYY", "2026-03-29"},
             Case{"29/03/2026 01:30", "DD/MM/YYYY hh:mm", "2026-03-29T01:30"},
             Case{"29/03/2026", "DD/MM/YYYYThh:mm", "2026-03-29"},
             Case{"20260329", "YYYYMMDD", "2026-03-29"},
             Case{"29-Mar-99", "DD-MMM-YY", "1999-03-29"},
             Case{"01-OCT-29", "DD-MMM-YY", "2029-10-01"},
             Case{"03/2026", "MM/YYYY", "2026-03"},
             Case{"2026-03-29", "DD/MM/YYYY", nullptr},
             Case{"9/3/2026", "DD/MM/YYYY", nullptr},
             Case{"29/03/2026x", "DD/MM/YYYY", nullptr},
             Case{"29-Foo-99", "DD-MMM-YY", nullptr},
         }) {
        const auto given = iso_date(text, pattern);
        EXPECT_EQ(given.has_value(), iso != nullptr) << text;
        EXPECT_EQ(given.value_or("none"), iso == nullptr ? "none" : iso) << text;
    }
    EXPECT_FALSE(is_date_pattern("DD/MM"));
    EXPECT_FALSE(is_date_pattern("DD/MM/YYYY zone"));
}

}  // namespace
}  // namespace openpcn::feeds
