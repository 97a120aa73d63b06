#include "persistence/register_decisions.h"

#include <algorithm>

#include "persistence/network_effects.h"

namespace openpcn::persistence {
namespace {

using networks::Stage;
using organisations::DecidedNetwork;

// The file that says who is in which network, and when it was loaded.
struct Deciding {
    std::optional<Date> dated;
    std::string loaded_at;  // instants compare as texts
};

Deciding deciding_file(const organisations::Basis& basis,
                       const std::vector<RegisterFileRow>& files) {
    const auto& chosen = basis.mapping ? basis.mapping : basis.memberships;
    if (!chosen) return {};
    const auto found = std::find_if(files.begin(), files.end(),
                                    [&](const auto& row) { return row.file.id == chosen->id; });
    return {chosen->dated, found == files.end() ? std::string() : found->loaded_at};
}

bool file_knows(const Deciding& file, const std::optional<Instant>& decided_at, Date effect) {
    return file.dated && decided_at && decided_at->to_string() < file.loaded_at &&
           effect <= *file.dated;
}

Result<std::vector<DecidedNetwork>> decided_networks(database::Connection& connection,
                                                     const Deciding& file) {
    TRY_ASSIGN(const auto rows, all_networks(connection));
    TRY_ASSIGN(const auto members, all_network_members(connection));
    std::vector<DecidedNetwork> decided;
    for (const NetworkRow& row : rows) {
        if (!row.code || (row.stage != Stage::live && row.stage != Stage::closed)) continue;
        // Withdrawn before it ever was: nothing of the register changes.
        if (!row.from_register && !row.live_since) continue;
        DecidedNetwork network{
            *row.code, row.name, row.commissioner, {row.starts, row.ends}, row.from_register, {}};
        for (const NetworkMember& member : members) {
            if (member.network != row.id) continue;
            const auto decided_at = member.decided_at ? member.decided_at : row.live_since;
            const Date effect = member.left_on ? member.left_on->plus_days(1) : member.joined;
            if (file_knows(file, decided_at, effect)) continue;
            network.members.push_back({member.practice, {member.joined, member.left_on}});
        }
        decided.push_back(std::move(network));
    }
    return decided;
}

}  // namespace

Result<organisations::Decisions> read_decisions(database::Connection& connection,
                                                const organisations::Basis& basis,
                                                const std::vector<RegisterFileRow>& files) {
    const Deciding file = deciding_file(basis, files);
    organisations::Decisions decided;
    TRY_ASSIGN(decided.networks, decided_networks(connection, file));
    TRY_ASSIGN(const auto successions, all_successions(connection));
    for (const KeptSuccession& one : successions) {
        const bool is_merger = one.succession.what == network_changes::Follows::practice;
        if (!is_merger || file_knows(file, one.decided_at, one.first_day)) continue;
        decided.mergers.push_back(
            {one.succession.predecessor, one.succession.successor, one.first_day});
    }
    return decided;
}

}  // namespace openpcn::persistence
