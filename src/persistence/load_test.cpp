// Loads through the CSV reader into a whole data directory, on SQLite and on PostgreSQL.
#include "persistence/load.h"

#include <gmock/gmock.h>

#include "persistence/audit_verification.h"
#include "persistence/loads.h"
#include "persistence/network_entries.h"
#include "persistence/people.h"
#include "persistence/population_image.h"
#include "persistence/test_database.h"
#include "population/feeds/reader.h"

namespace openpcn::persistence {
namespace {

using records::ResourceType;

constexpr const char* patients_heading =
    "patient_id,nhs_number,family_name,given_names,sex,date_of_birth,deleted\n";
constexpr const char* registrations_heading = "registration_id,patient_id,type,start,end,deleted\n";
constexpr const char* entries_heading =
    "entry_id,patient_id,type,code,term,date,value,unit,deleted\n";

struct Extract {
    std::string practice = "A81001";
    std::string kind = "full";
    std::string extracted_at = "2026-10-01T06:00:00";
    std::string patients;
    std::string registrations;
    std::string entries;
};

class LoadTest : public TestDataDirectory {
protected:
    Result<LoadSummary> try_load(const Extract& extract) {
        const std::vector<feeds::InputFile> files{
            feeds::text_file("extract.csv",
                             "format,practice,system,kind,extracted_at\n"
                             "openpcn-extract-1," +
                                 extract.practice + ",Lantern," + extract.kind + "," +
                                 extract.extracted_at + "\n"),
            feeds::text_file("patients.csv", patients_heading + extract.patients),
            feeds::text_file("registrations.csv", registrations_heading + extract.registrations),
            feeds::text_file("entries.csv", entries_heading + extract.entries),
            feeds::text_file("medicines.csv", "medicine_id,patient_id,kind,code,date\n"),
            feeds::text_file("encounters.csv", "encounter_id,patient_id,start,class\n"),
            feeds::text_file("appointments.csv", "appointment_id,patient_id,start,status\n")};
        LoadRequest request{*OdsCode::parse(extract.practice), "", "[]", "test", "", {}};
        TRY_ASSIGN(const auto load, Load::begin(*directory_, std::move(request)));
        TRY_ASSIGN(const auto facts,
                   feeds::read_feed(files, {*OdsCode::parse(extract.practice), nullptr}, *load));
        return load->finish(facts);
    }
    LoadSummary load(const Extract& extract) {
        auto summary = try_load(extract);
        EXPECT_TRUE(summary.has_value()) << (summary ? "" : to_string(summary.error()));
        return summary ? std::move(*summary) : LoadSummary{};
    }
    std::shared_ptr<const PopulationImage> image() {
        auto opened = PopulationImage::open(*directory_);
        EXPECT_TRUE(opened.has_value()) << (opened ? "" : to_string(opened.error()));
        return opened.value_or(nullptr);
    }
    Person person(std::string_view nhs_number) {
        const auto connection = directory_->database().lease();
        auto found = People(**connection).find_by_nhs_number(*NhsNumber::parse(nhs_number));
        EXPECT_TRUE(found.has_value()) << nhs_number;
        return found.value_or(Person{});
    }
    std::string practice_of(std::string_view nhs_number) {
        return std::string(image()->practices()[person(nhs_number).practice].ods_code);
    }
    std::size_t entries_of(std::string_view nhs_number, ResourceType type) {
        const auto now = image();
        const auto record = now->find(person(nhs_number).id);
        return record ? record->entries(type).size() : 0;
    }
    std::int64_t rejects(std::string_view practice) {
        const auto connection = directory_->database().lease();
        return count_rejects(**connection, practice).value_or(-1);
    }
};

constexpr const char* anna_number = "9990000018";
constexpr const char* ben_number = "9990000026";

Extract two_people() {
    Extract extract;
    extract.patients =
        "1,9990000018,Archer,Anna,female,1950-05-06,\n"
        "2,9990000026,Baker,Ben,male,1980-01-02,\n";
    extract.registrations = "1,1,R,2010-01-01,,\n2,2,R,2012-01-01,,\n";
    extract.entries =
        "1,1,diagnosis,59621000,Essential hypertension,2015-03-04,,,\n"
        "2,1,observation,271649006,Systolic blood pressure,2026-09-01,150,mm[Hg],\n"
        "3,2,diagnosis,195967001,Asthma,1999-01-01,,,\n";
    return extract;
}

TEST_P(LoadTest, KeepsWhatAFullExtractSays) {
    const LoadSummary summary = load(two_people());
    EXPECT_EQ(summary.people_added, 2u);
    EXPECT_EQ(summary.entries_added, 3u + 2u + 2u);  // with each person and registration
    EXPECT_EQ(summary.change, LoadChange::changed);
    EXPECT_EQ(image()->size(), 2u);
    EXPECT_EQ(entries_of(anna_number, ResourceType::condition), 1u);
    EXPECT_EQ(entries_of(anna_number, ResourceType::observation), 1u);
    EXPECT_EQ(person(anna_number).family, "Archer");
    const auto connection = directory_->database().lease();
    const auto audit = verify_audit(**connection, "");
    ASSERT_TRUE(audit.has_value());
    EXPECT_EQ(audit->entries, 1);
    EXPECT_FALSE(audit->broken.has_value());
}

TEST_P(LoadTest, ChangesNothingTheSecondTime) {
    load(two_people());
    const std::uint64_t before = image()->content_hash();
    const LoadSummary again = load(two_people());
    EXPECT_EQ(again.change, LoadChange::nothing);
    EXPECT_EQ(again.people_unchanged, 2u);
    EXPECT_EQ(image()->content_hash(), before);
}

TEST_P(LoadTest, LeavesOutWhatTheNextFullExtractDoesNotHave) {
    load(two_people());
    Extract next = two_people();
    next.extracted_at = "2026-10-02T06:00:00";
    next.entries = "1,1,diagnosis,59621000,Essential hypertension,2015-03-04,,,\n";
    const LoadSummary summary = load(next);
    EXPECT_EQ(summary.entries_removed, 2u);
    EXPECT_EQ(entries_of(anna_number, ResourceType::observation), 0u);
    EXPECT_EQ(entries_of(ben_number, ResourceType::condition), 0u);
}

TEST_P(LoadTest, AppliesADeltaWithItsDeletions) {
    load(two_people());
    Extract delta;
    delta.kind = "delta";
    delta.extracted_at = "2026-10-02T06:00:00";
    delta.entries =
        "3,2,diagnosis,,,,,,1\n"
        "4,1,observation,271649006,Systolic blood pressure,2026-10-01,138,mm[Hg],\n"
        "2,1,observation,271649006,Systolic blood pressure,2026-09-01,152,mm[Hg],\n";
    const LoadSummary summary = load(delta);
    EXPECT_EQ(summary.entries_added, 1u);
    EXPECT_EQ(summary.entries_changed, 1u);
    EXPECT_EQ(summary.entries_removed, 1u);
    EXPECT_EQ(entries_of(anna_number, ResourceType::observation), 2u);
    EXPECT_EQ(entries_of(anna_number, ResourceType::condition), 1u);
    EXPECT_EQ(entries_of(ben_number, ResourceType::condition), 0u);
}

TEST_P(LoadTest, MovesAPersonToThePracticeThatRegisteredThemLast) {
    load(two_people());
    Extract other;
    other.practice = "A81002";
    other.patients = "77,9990000018,Archer-Smith,Anna,female,1950-05-06,\n";
    other.registrations = "1,77,R,2026-08-01,,\n";
    other.entries = "1,77,observation,27113001,Body weight,2026-08-02,70,kg,\n";
    const LoadSummary summary = load(other);
    EXPECT_EQ(summary.people_moved_here, 1u);
    EXPECT_EQ(image()->size(), 2u);
    EXPECT_EQ(practice_of(anna_number), "A81002");
    EXPECT_EQ(person(anna_number).family, "Archer-Smith");
    // One record holds what both practices know.
    EXPECT_EQ(entries_of(anna_number, ResourceType::condition), 1u);
    EXPECT_EQ(entries_of(anna_number, ResourceType::observation), 2u);

    Extract old_list = two_people();
    old_list.extracted_at = "2026-10-02T06:00:00";
    old_list.registrations = "1,1,R,2010-01-01,2026-07-31,\n2,2,R,2012-01-01,,\n";
    load(old_list);
    EXPECT_EQ(practice_of(anna_number), "A81002");
}

TEST_P(LoadTest, TakesANumberOfSomebodyElseForAnErrorAndKeepsBoth) {
    load(two_people());
    Extract other;
    other.practice = "A81002";
    other.patients = "9,9990000018,Zhou,Li,male,2001-12-12,\n";
    other.registrations = "1,9,R,2026-08-01,,\n";
    load(other);
    EXPECT_EQ(image()->size(), 3u);
    EXPECT_EQ(person(anna_number).family, "Archer");
}

TEST_P(LoadTest, JoinsTwoIdsOfOnePersonAtOnePractice) {
    Extract extract = two_people();
    extract.patients += "3,9990000018,Archer,Anna,female,1950-05-06,\n";
    extract.entries += "5,3,diagnosis,195967001,Asthma,2001-01-01,,,\n";
    const LoadSummary summary = load(extract);
    EXPECT_EQ(summary.people_joined, 1u);
    EXPECT_EQ(image()->size(), 2u);
    EXPECT_EQ(entries_of(anna_number, ResourceType::condition), 2u);
}

TEST_P(LoadTest, CountsALineThatIsRejectedEveryDayOnce) {
    Extract extract = two_people();
    extract.entries += "9,1,observation,271649006,Systolic blood pressure,2026-02-30,150,mm[Hg],\n";
    load(extract);
    EXPECT_EQ(rejects("A81001"), 1);
    load(extract);
    EXPECT_EQ(rejects("A81001"), 1);
    extract.kind = "delta";
    extract.entries = "10,1,observation,271649006,Systolic blood pressure,x,150,mm[Hg],\n";
    load(extract);
    EXPECT_EQ(rejects("A81001"), 2);
    load(two_people());
    EXPECT_EQ(rejects("A81001"), 0);
}

TEST_P(LoadTest, RefusesAnExtractOfAnotherPracticeAndChangesNothing) {
    load(two_people());
    const std::uint64_t before = image()->content_hash();
    Extract other = two_people();
    other.practice = "A81002";
    const std::vector<feeds::InputFile> files{
        feeds::text_file("extract.csv",
                         "format,practice,system,kind,extracted_at\n"
                         "openpcn-extract-1,A81002,Lantern,full,2026-10-02T06:00:00\n"),
        feeds::text_file("patients.csv", patients_heading + other.patients)};
    LoadRequest request{*OdsCode::parse("A81001"), "", "[]", "test", "", {}};
    auto begun = Load::begin(*directory_, std::move(request));
    ASSERT_TRUE(begun.has_value());
    const auto facts = feeds::read_feed(files, {*OdsCode::parse("A81001"), nullptr}, **begun);
    const bool refused = !facts || !(*begun)->finish(*facts);
    EXPECT_TRUE(refused);
    begun->reset();
    EXPECT_EQ(image()->content_hash(), before);
}

TEST_P(LoadTest, LetsOneLoadRunAtATime) {
    const auto first =
        Load::begin(*directory_, {*OdsCode::parse("A81001"), "", "[]", "test", "", {}});
    ASSERT_TRUE(first.has_value());
    const auto second = try_load(two_people());
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(second.error().kind, ErrorKind::unavailable);
}

TEST_P(LoadTest, KeepsWhatTheNetworkRecordedWhateverPracticesSend) {
    load(two_people());
    const records::PersonId anna = person(anna_number).id;
    const NetworkEntry review{ResourceType::procedure,
                              records::Status::completed,
                              {"http://snomed.info/sct", "1239511000000100", "Review"},
                              PartialDateTime::from_date(*Date::from_ymd(2026, 10, 5)),
                              false,
                              0,
                              "",
                              "clinical_pharmacist",
                              ""};
    {
        const auto connection = directory_->database().lease();
        auto transaction = database::Transaction::begin(**connection);
        ASSERT_TRUE(transaction.has_value());
        const auto added = append_network_entries(**connection, *directory_, anna, {{review}},
                                                  Instant::parse("2026-10-05T10:00:00Z").value());
        ASSERT_TRUE(added.has_value()) << to_string(added.error());
        ASSERT_TRUE(transaction->commit());
    }
    EXPECT_EQ(entries_of(anna_number, ResourceType::procedure), 1u);
    Extract next = two_people();
    next.extracted_at = "2026-10-06T06:00:00";
    next.entries += "8,1,observation,27113001,Body weight,2026-10-05,70,kg,\n";
    load(next);
    EXPECT_EQ(entries_of(anna_number, ResourceType::procedure), 1u);
    EXPECT_EQ(entries_of(anna_number, ResourceType::observation), 2u);
    const auto connection = directory_->database().lease();
    EXPECT_EQ(network_entries_of(**connection, anna)->size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Databases, LoadTest,
                         testing::Values(database::Dialect::sqlite, database::Dialect::postgresql),
                         [](const auto& shown) {
                             return shown.param == database::Dialect::sqlite ? "SQLite"
                                                                             : "PostgreSQL";
                         });

}  // namespace
}  // namespace openpcn::persistence
