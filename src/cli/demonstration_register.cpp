#include "cli/demonstration_register.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "persistence/audit_log.h"
#include "persistence/networks.h"
#include "persistence/register_load.h"
#include "platform/auth/secret_text.h"
#include "platform/io/clock.h"

namespace openpcn::cli {
namespace {

using synthetic::NetworkPlan;

// Practices that are in no network, with the size of their lists: together within 30,000 to 50,000.
struct MadeUpPractice {
    const char* code;
    const char* name;
    int patients;
};
constexpr std::array<MadeUpPractice, 6> without_network{{
    {"Z99101", "Marrowby Surgery (demonstration)", 9'480},
    {"Z99102", "Oakhanger Health Centre (demonstration)", 7'915},
    {"Z99103", "The Fennel Street Practice (demonstration)", 6'230},
    {"Z99104", "Windlestone Medical Centre (demonstration)", 5'604},
    {"Z99105", "Saltcoat Road Surgery (demonstration)", 4'377},
    {"Z99106", "Little Thackley Surgery (demonstration)", 2'115},
}};
// The pseudo-postcode of England: no place.
constexpr std::string_view postcode = "ZZ99 3VZ";

std::string first_of_month(Date day) { return day.to_string().substr(0, 8) + "01"; }

std::string mapping_file(const NetworkPlan& plan, const DemonstrationRegister& names) {
    std::string text =
        "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
        "SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,SUPPLIER_NAME\n";
    const std::string day = first_of_month(plan.options.as_at);
    const auto add = [&](std::string_view code, std::string_view name, std::string_view network,
                         std::string_view network_name, std::string_view supplier) {
        text += fmt::format(
            "{},{},\"{}\",{},{},\"{}\",{},Quillby commissioner (demonstration),ZQ8,"
            "Quillby Integrated Care Board (demonstration),{}\n",
            day, code, name, postcode, network, network_name, names.commissioner_code, supplier);
    };
    for (const auto& practice : plan.practices)
        add(practice.ods_code, practice.name, names.network_code, names.network_name,
            practice.system);
    for (const auto& practice : without_network)
        add(practice.code, practice.name, "U", "Unallocated", "");
    return text;
}

std::string band_of(int age) {
    if (age >= 95) return "95+";
    return fmt::format("{}_{}", age / 5 * 5, age / 5 * 5 + 4);
}

std::string lists_file(const NetworkPlan& plan, const DemonstrationRegister& names) {
    std::string text =
        "EXTRACT_DATE,ORG_TYPE,ORG_CODE,SUB_ICB_LOCATION_CODE,POSTCODE,SEX,AGE_GROUP_5,"
        "NUMBER_OF_PATIENTS\n";
    const std::string day = first_of_month(plan.options.as_at);
    const auto add = [&](std::string_view practice, std::string_view sex, std::string_view band,
                         std::int64_t patients) {
        text += fmt::format("{},GP,{},{},{},{},{},{}\n", day, practice, names.commissioner_code,
                            postcode, sex, band, patients);
    };
    for (std::size_t i = 0; i < plan.practices.size(); ++i) {
        std::map<std::pair<std::string_view, std::string>, std::int64_t> bands;
        std::int64_t all = 0;
        for (const std::uint32_t number : plan.practices[i].people) {
            const synthetic::PlannedPerson& person = plan.people[number];
            if (person.membership != synthetic::Membership::registered) continue;
            ++bands[{person.male() ? "MALE" : "FEMALE", band_of(person.age)}];
            ++all;
        }
        add(plan.practices[i].ods_code, "ALL", "ALL", all);
        for (const auto& [key, patients] : bands)
            add(plan.practices[i].ods_code, key.first, key.second, patients);
    }
    for (const auto& practice : without_network)
        add(practice.code, "ALL", "ALL", practice.patients);
    return text;
}

Result<void> take_in(const persistence::DataDirectory& directory, const NetworkPlan& plan,
                     const DemonstrationRegister& names) {
    TRY_ASSIGN(OdsCode code, OdsCode::parse(names.network_code));
    TRY_ASSIGN(OdsCode commissioner, OdsCode::parse(names.commissioner_code));
    TRY_ASSIGN(const Date starts, Date::parse(first_of_month(plan.options.as_at)));
    const persistence::NetworkRow row{auth::random_id(),
                                      code,
                                      names.network_name,
                                      std::move(commissioner),
                                      networks::Stage::live,
                                      starts,
                                      std::nullopt,
                                      code,
                                      true,
                                      std::nullopt,
                                      io::now()};
    TRY_ASSIGN(const auto connection, directory.database().lease());
    TRY_ASSIGN(auto transaction, database::Transaction::begin(*connection));
    TRY(persistence::add_network(*connection, row));
    TRY(persistence::append_audit(
        *connection, {row.changed_at, "command line", "", "", "administration", "network.take_in",
                      row.id, names.network_code}));
    return transaction.commit();
}

}  // namespace

Result<void> load_demonstration_register(const persistence::DataDirectory& directory,
                                         const NetworkPlan& plan,
                                         const DemonstrationRegister& names) {
    {
        // Cut short after this, the next start finds it done.
        TRY_ASSIGN(const auto connection, directory.database().lease());
        TRY_ASSIGN(const auto networks, persistence::all_networks(*connection));
        if (!networks.empty()) return {};
    }
    persistence::RegisterLoadRequest request;
    request.files = {feeds::text_file("demonstration-mapping.csv", mapping_file(plan, names)),
                     feeds::text_file("demonstration-lists.csv", lists_file(plan, names))};
    request.actor = {"demonstration", "", ""};
    request.today = plan.options.as_at;
    TRY_ASSIGN(const auto loaded, persistence::load_register(directory, std::move(request)));
    for (const persistence::FileOutcome& file : loaded)
        if (file.error) return failure(*file.error);
    return take_in(directory, plan, names);
}

}  // namespace openpcn::cli
