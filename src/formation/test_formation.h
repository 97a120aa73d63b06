// A register of one commissioner with four practices, the rules of content, and a registration of
// three of them that nothing stands against. For the tests of this module.
#pragma once

#include <fstream>
#include <sstream>

#include "formation/registration_check.h"

namespace openpcn::formation {

inline OdsCode code(std::string_view text) { return OdsCode::parse(text).value(); }
inline Date day(std::string_view text) { return Date::parse(text).value(); }

inline std::string content_file(const std::string& path) {
    std::stringstream text;
    text << std::ifstream(std::string(OPENPCN_SOURCE_DIR) + "/content/" + path).rdbuf();
    return text.str();
}

inline FormationRules rules_of_2019() {
    return parse_formation_rules(content_file("network_formation/2019-20.json"), "2019-20").value();
}
inline networks::ContractRules contract_of_2019() {
    return networks::parse_contract_rules(content_file("network_contract/2019-20.json"), "2019-20")
        .value();
}

// A81001 to A81004 of 16C: 10,000, 12,000, 13,000 and 9,000 patients, in no network. A81004 stands
// nearest to A81001.
inline organisations::RegisterView register_of_four(Date as_at) {
    organisations::BasisFacts facts;
    const auto number = {10'000, 12'000, 13'000, 9'000};
    int at = 0;
    for (const int patients : number) {
        const OdsCode practice = code("A8100" + std::to_string(++at));
        organisations::MappedPracticeFact mapped{
            practice, "PRACTICE " + std::to_string(at), "TS18", std::nullopt, "", code("16C"), "",
            1};
        facts.mapped.push_back(mapped);
        facts.lists.push_back({practice, day("2019-01-01"), code("16C"), "TS18", patients, 1});
        facts.places.push_back({practice, "", "TS18", 54.5 + 0.01 * (at == 4 ? 0.5 : at), -1.3, 1});
    }
    organisations::LoadedFile file;
    file.id = 1;
    file.kind = organisations::FileKind::practice_mapping;
    file.dated = day("2019-01-01");
    facts.basis.mapping = file;
    facts.basis.places = file;
    facts.basis.lists = {file};
    return organisations::RegisterView::build(std::move(facts), as_at);
}

inline Registration good_registration() {
    Registration made;
    made.name = "North Network";
    made.commissioner = code("16C");
    made.starts = day("2019-07-01");
    made.members = {code("A81001"), code("A81002"), code("A81003")};
    made.lists = ListSnapshot{day("2019-01-01"),
                              {{made.members[0], 10'000, "register"},
                               {made.members[1], 12'000, "register"},
                               {made.members[2], 13'000, "register"}},
                              35'000};
    made.area.small_areas = {"E01012001", "E01012002"};
    made.providers = {{"Tees Community Trust", day("2019-04-20"), "Letter of 20 April"}};
    made.people = {{"Patient groups of the three practices", day("2019-04-25"), "Minutes"}};
    return made;
}

inline PeopleFacts good_people() {
    return {{"PRACTICE 1 (A81001)"},
            {{"Dr Ash", 60, "gp", true}, {"Nurse Birch", 40, "nurse", true}}};
}

struct Surroundings {
    organisations::RegisterView view = register_of_four(day("2019-07-01"));
    FormationRules rules = rules_of_2019();
    networks::ContractRules contract = contract_of_2019();
    std::vector<MemberElsewhere> elsewhere;
    std::vector<AreaAcceptance> acceptances;
    std::optional<AgreementFacts> agreement = AgreementFacts{true, false, {}, {}};
    PeopleFacts people = good_people();
    std::optional<std::vector<networks::AreaFinding>> area = std::vector<networks::AreaFinding>{
        {networks::AreaRuleId::overlap, networks::AreaOutcome::met, "0 overlaps.", "clause"}};

    explicit Surroundings(const Registration& accepted) {
        for (const OdsCode& practice : accepted.members)
            acceptances.push_back({practice, area_text(accepted)});
    }
    std::vector<Finding> check(const Registration& registration) const {
        RegistrationFacts facts;
        facts.view = &view;
        facts.elsewhere = elsewhere;
        facts.contract = &contract;
        facts.formation = &rules;
        facts.area = area;
        facts.acceptances = acceptances;
        facts.agreement = agreement;
        facts.people = people;
        return check_registration(registration, facts);
    }
};

}  // namespace openpcn::formation
