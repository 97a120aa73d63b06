#include "partners/partner.h"

#include <gtest/gtest.h>

#include <array>

#include "partners/directory_search.h"
#include "partners/partner_agreement.h"
#include "partners/review.h"
#include "partners/test_catalogue.h"

namespace openpcn::partners {
namespace {

TEST(Partner, IsReadOnlyIfEveryMemberIsKnownAndRight) {
    struct Case {
        std::string json;
        std::string wrong;  // empty: it is read
    };
    for (
        const auto& [json, wrong] : std::to_array<Case>({
            {R"({"name": "Age UK", "kind": "voluntary", "from": "2026-01-01"})", ""},
            {R"({"name": "Boots", "kind": "pharmacy", "ods_code": "fa002", "from": "2026-01-01"})",
             ""},
            {R"({"name": "Boots", "kind": "pharmacy", "ods_code": "RVW", "from": "2026-01-01"})",
             "\"ods_code\" must be an ODS code of the kind \"Community pharmacy\", which look "
             "like F****."},
            {R"({"name": "Trust", "kind": "hospital", "ods_code": "RVWAE", "from": "2026-01-01"})",
             ""},
            {R"({"name": "Trust", "kind": "hospital", "ods_code": "RVWA", "from": "2026-01-01"})",
             "\"ods_code\" must be an ODS code of the kind \"Hospital trust\", which look like "
             "*** or *****."},
            {R"({"name": "X", "kind": "magic", "from": "2026-01-01"})",
             "\"kind\" must be a kind of partner that the content names."},
            {R"({"kind": "council", "from": "2026-01-01"})", "\"name\" must be a text."},
            {R"({"name": "X", "kind": "council"})", "\"from\" must be a text."},
            {R"({"name": "X", "kind": "council", "from": "2026-01-02", "to": "2026-01-01"})",
             "\"to\" must be the last day, not before \"from\"."},
            {R"({"name": "X", "kind": "council", "from": "2026-01-02", "to": "2026-01-02"})", ""},
            {R"({"name": "X", "kind": "council", "from": "2026-01-02", "website": "javascript:1"})",
             "\"website\" must be an address that begins with https://."},
            {R"({"name": "X", "kind": "council", "from": "2026-01-02",
                 "services": [{"nam": "a"}]})",
             "\"services[0].name\" must be a text."},
            {R"({"name": "X", "kind": "council", "from": "2026-01-02", "patients": []})",
             "\"patients\" must be left out: it is not known here."},
        })) {
        const auto read = read_partner(json, test_catalogue());
        EXPECT_EQ(read ? "" : read.error().what, wrong) << json;
    }
}

TEST(Partner, IsTheSameAfterItWasWrittenAndReadAgain) {
    const std::string json =
        R"({"name":"Age UK","kind":"voluntary","telephone":"01642 000000",)"
        R"("sites":[{"name":"Hub","postcode":"TS18 1HU"}],)"
        R"("services":[{"name":"Befriending","eligibility":"Over 65","referral_route":"Ring"}],)"
        R"("contacts":[{"role":"Manager","email":"m@example.org"}],)"
        R"("from":"2026-01-01","to":"2027-03-31"})";
    EXPECT_EQ(partner_json(read_partner(json, test_catalogue()).value()), json);
}

std::vector<Partner> three_partners() {
    std::vector<Partner> made;
    for (const char* json :
         {R"({"name": "Stockton Council", "kind": "council", "from": "2026-01-01", "services":
              [{"name": "Housing advice", "place": "Thornaby"}, {"name": "Falls team"}]})",
          R"({"name": "Age UK Teesside", "kind": "voluntary", "from": "2026-01-01", "services":
              [{"name": "Befriending", "eligibility": "People over 65 who have had falls"},
               {"name": "Benefits advice"}]})",
          R"({"name": "Citizen's Advice", "kind": "voluntary", "from": "2026-01-01",
              "sites": [{"name": "Office", "address": "1 High Street, Thornaby"}]})"})
        made.push_back(read_partner(json, test_catalogue()).value());
    return made;
}

TEST(DirectorySearch, FindsServicesOrganisationsKindsAndPlaces) {
    const auto partners = three_partners();
    struct Case {
        std::string words;
        std::string found;  // "name: services; ..."
    };
    for (const auto& [words, expected] : std::to_array<Case>({
             {"befri", "Age UK Teesside: Befriending"},
             {"FALLS", "Stockton Council: Falls team; Age UK Teesside: Befriending"},
             {"advice",
              "Age UK Teesside: Benefits advice; Stockton Council: Housing advice; "
              "Citizen's Advice:"},
             {"age falls", "Age UK Teesside: Befriending"},
             {"thornaby", "Stockton Council: Housing advice; Citizen's Advice:"},
             {"citizens", "Citizen's Advice:"},
             {"voluntary", "Age UK Teesside: Befriending, Benefits advice; Citizen's Advice:"},
             {"riending", ""},
             {"",
              "Age UK Teesside: Befriending, Benefits advice; Citizen's Advice:; "
              "Stockton Council: Housing advice, Falls team"},
         })) {
        std::string found;
        for (const DirectoryHit& hit : search_directory(partners, test_catalogue(), words)) {
            found += (found.empty() ? "" : "; ") + partners[hit.partner].name + ":";
            for (std::size_t i = 0; i < hit.services.size(); ++i)
                found +=
                    (i == 0 ? " " : ", ") + partners[hit.partner].services[hit.services[i]].name;
        }
        EXPECT_EQ(found, expected) << words;
    }
}

TEST(PartnerAgreement, SaysWhenItsReviewIsDue) {
    const auto agreed = read_partner_agreement(
        R"({"title": "Pharmacies", "kind": "schedule_7", "partners": ["p1"], "parties": [],
            "scope": "Blood pressure checks", "from": "2026-04-01", "to": "2027-03-31",
            "review_on": "2026-10-01"})",
        test_catalogue());
    ASSERT_TRUE(agreed) << to_string(agreed.error());
    struct Case {
        std::string_view day;
        std::string_view state;
        std::string_view sentence;
    };
    for (const auto& [on, state, sentence] : std::to_array<Case>({
             {"2026-03-31", "not_held", ""},
             {"2026-04-01", "later", "Review in 183 days."},
             {"2026-09-30", "later", "Review in 1 day."},
             {"2026-10-01", "due", "Review is due today."},
             {"2026-10-02", "due", "Review is 1 day late."},
             {"2027-03-31", "due", "Review is 181 days late."},
             {"2027-04-01", "not_held", ""},
         })) {
        EXPECT_EQ(name_of(review_state(agreed->time, agreed->review_on, day(on))), state) << on;
        EXPECT_EQ(review_sentence(agreed->time, agreed->review_on, day(on)), sentence) << on;
    }
}

TEST(PartnerAgreement, NeedsAPartnerAndAKnownKind) {
    const auto refused = [](std::string_view kind, std::string_view partners) {
        const auto read = read_partner_agreement(
            R"({"title": "T", "kind": ")" + std::string(kind) + R"(", "partners": )" +
                std::string(partners) + R"(, "parties": [], "scope": "S", "from": "2026-04-01"})",
            test_catalogue());
        return read ? "" : read.error().what;
    };
    EXPECT_EQ(refused("icp_integration", "[\"p\"]"), "");
    EXPECT_EQ(refused("memorandum", "[]"),
              "\"partners\" must be at least one entry of the directory.");
    EXPECT_EQ(refused("handshake", "[\"p\"]"),
              "\"kind\" must be a kind of agreement that the content names.");
}

}  // namespace
}  // namespace openpcn::partners
