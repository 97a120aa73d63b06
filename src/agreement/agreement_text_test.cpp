// The text that is signed and its hash: any change of any field changes them, and nothing else.
#include "agreement/agreement_text.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <set>

#include "agreement/test_agreement.h"

namespace openpcn::agreement {
namespace {

using nlohmann::json;
using testing::HasSubstr;

std::string hash_of(const FilledAgreement& filled) {
    return hash_of_text(agreement_text(form_2019(), filled));
}

// Two different values that the field takes.
std::pair<json, json> values_for(const Field& field) {
    switch (field.kind) {
        case FieldKind::text:
            return {"some words", "some  words"};
        case FieldKind::number:
            return {"10", "10.5"};
        case FieldKind::date:
            return {"2019-07-01", "2019-07-02"};
        case FieldKind::choice:
            return {field.choices.front().id, field.choices.back().id};
        case FieldKind::practice:
            return {"A81001", "A81002"};
        case FieldKind::practices:
            return {{"A81001"}, {"A81001", "A81002"}};
        case FieldKind::table:
            break;
    }
    return {};
}

json with(json values, const std::string& id, json value) {
    values[id] = std::move(value);
    return json{{"values", std::move(values)}};
}

TEST(AgreementText, HasAnotherHashWithAnyOtherValueOfAnyField) {
    const json base = json::parse(complete_values).at("values");
    std::set<std::string> hashes;
    std::size_t tried = 0;
    const auto put = [&](const json& values) {
        hashes.insert(hash_of(filled_with(values.dump())));
        ++tried;
    };
    const auto try_field = [&](const Field& field) {
        if (field.kind != FieldKind::table) {
            const auto [one, other] = values_for(field);
            for (const json& value : {one, other})
                if (!base.contains(field.id) || base[field.id] != value)
                    put(with(base, field.id, value));
            if (base.contains(field.id)) put(with(base, field.id, nullptr));
            return;
        }
        for (const Field& column : field.columns) {
            const auto [one, other] = values_for(column);
            put(with(base, field.id, json::array({{{column.id, one}}})));
            put(with(base, field.id, json::array({{{column.id, other}}})));
            put(with(base, field.id, json::array({{{column.id, one}}, {{column.id, other}}})));
            put(with(base, field.id, json::array({{{column.id, other}}, {{column.id, one}}})));
        }
    };
    put({{"values", base}});
    for (const Clause& clause : form_2019().clauses)
        if (clause.own_text) try_field(*clause.own_text);
    for (const Schedule& schedule : form_2019().schedules)
        for (const Field& field : schedule.fields) try_field(field);
    EXPECT_GT(tried, 150U);
    EXPECT_EQ(hashes.size(), tried);
}

TEST(AgreementText, HasAnotherHashWithOtherMembersNetworkFormOrFurtherSchedules) {
    const FilledAgreement base = filled_with(complete_values);
    std::set<std::string> hashes{hash_of(base)};
    const auto changed = [&](const auto& change) {
        FilledAgreement other = base;
        change(other);
        hashes.insert(hash_of(other));
    };
    changed([](FilledAgreement& other) { other.members.pop_back(); });
    changed([](FilledAgreement& other) { other.members[0].name += " 2"; });
    changed([](FilledAgreement& other) { other.members[0].address = "TS18 1HV"; });
    changed([](FilledAgreement& other) { other.members[0].code = code("A81003"); });
    changed([](FilledAgreement& other) { other.network += " 2"; });
    changed([](FilledAgreement& other) { other.more_schedules = {{"A", "b"}}; });
    changed([](FilledAgreement& other) { other.more_schedules = {{"A\nb", ""}}; });
    changed([](FilledAgreement& other) { other.more_schedules = {{"A", ""}, {"b", ""}}; });
    AgreementTemplate later = form_2019();
    later.version = "2";
    hashes.insert(hash_of_text(agreement_text(later, base)));
    EXPECT_EQ(hashes.size(), 10U);
}

TEST(AgreementText, IsTheSameHoweverTheJsonIsOrderedSpacedOrComposed) {
    const std::string hash = hash_of(filled_with(
        R"({"values": {"quorum": "Caf\u00e9\nat noon", "notice_days": "10", "chair": "Ann"}})"));
    for (const char* same :
         {R"({"values":{"chair":"Ann","notice_days":"10","quorum":"Caf\u00e9\nat noon"}})",
          R"({"values": {"quorum": "Cafe\u0301\r\nat noon  \n", "notice_days": "010.0",
              "chair": "Ann "}})",
          R"({"more_schedules": [], "values": {"notice_days": "10", "quorum": "Café\nat noon",
              "chair": "Ann", "votes": "", "staff": [{}]}})"})
        EXPECT_EQ(hash_of(filled_with(same)), hash) << same;
}

TEST(AgreementText, LetsNoValuePassForAnotherField) {
    const std::string forged = agreement_text(
        form_2019(), filled_with(R"({"values": {"chair": "Ann\n  Quorum [quorum]\n    | Two"}})"));
    EXPECT_THAT(forged, HasSubstr("    |   Quorum [quorum]\n    |     | Two\n"));
    EXPECT_THAT(forged, HasSubstr("\n  Quorum [quorum]\n    (nothing)\n"));
}

TEST(AgreementText, IsKeptAndReadBackAsItWas) {
    const FilledAgreement filled = filled_with(complete_values);
    const FilledAgreement again = parse_filled(form_2019(), to_json(filled)).value();
    EXPECT_EQ(again, filled);
    EXPECT_EQ(hash_of(again), hash_of(filled));
}

TEST(AgreementText, IsHashedAsTheStandardSays) {
    // FIPS 180-2, appendix B.1.
    EXPECT_EQ(hash_of_text("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace openpcn::agreement
