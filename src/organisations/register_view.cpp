#include "organisations/register_view.h"

#include <algorithm>
#include <array>

#include "organisations/lists_in_use.h"

namespace openpcn::organisations {

std::string_view name_of(Standing standing) {
    constexpr std::array<std::string_view, 3> names{"member", "unallocated", "not_counted"};
    return names[static_cast<std::size_t>(standing)];
}

RegisterView RegisterView::build(BasisFacts facts, Date as_at) {
    RegisterView view(std::move(facts), as_at);
    view.add_dated_networks();
    if (view.basis().mapping) {
        view.add_mapped();
    } else {
        view.add_members();
    }
    view.add_directory();
    view.add_lists();
    view.settle_commissioners();
    view.count();
    return view;
}

PracticeEntry& RegisterView::practice(const OdsCode& code) {
    return practices_
        .try_emplace(
            code,
            PracticeEntry{
                code, {}, {}, Standing::not_counted, {}, {}, {}, {}, nullptr, nullptr, 0, 0})
        .first->second;
}

NetworkEntry& RegisterView::network(const OdsCode& code) {
    return networks_.try_emplace(code, NetworkEntry{code, {}, false, {}, {}, {}, {}, {}, 0, 0, 0})
        .first->second;
}

void RegisterView::add_dated_networks() {
    for (const NetworkFact& fact : facts_.networks) {
        NetworkEntry& entry = network(fact.code);
        entry.name = fact.name;
        entry.commissioner = fact.commissioner;
        entry.open = fact.open;
        entry.address = fact.address;
        entry.postcode = fact.postcode;
        entry.is_open = !basis().mapping && fact.open.holds_on(as_at_);
        entry.file = id_of(basis().networks);
        entry.line = fact.line;
    }
}

void RegisterView::add_members() {
    const bool has_details = basis().networks.has_value();
    for (const MembershipFact& fact : facts_.memberships) {
        NetworkEntry& home = network(fact.network);
        if (home.file == 0) {
            home.name = fact.network_name;
            home.commissioner = fact.network_commissioner;
            home.file = id_of(basis().memberships);
            home.line = fact.line;
        }
        if (!fact.period.holds_on(as_at_)) continue;
        // Without the networks' own file a network is open while it has members.
        if (!has_details) home.is_open = true;
        PracticeEntry& entry = practice(fact.practice);
        // Two memberships of one day are an error of the file; the later start is believed.
        if (entry.network && entry.member_since > fact.period.start) continue;
        entry.name = fact.practice_name;
        entry.standing = Standing::member;
        entry.network = fact.network;
        entry.member_since = fact.period.start;
        entry.commissioner = fact.practice_commissioner;
        entry.file = id_of(basis().memberships);
        entry.line = fact.line;
    }
}

void RegisterView::add_mapped() {
    for (const MappedPracticeFact& fact : facts_.mapped) {
        PracticeEntry& entry = practice(fact.practice);
        entry.name = fact.name;
        entry.postcode = fact.postcode;
        entry.standing = fact.network ? Standing::member : Standing::unallocated;
        entry.network = fact.network;
        entry.commissioner = fact.commissioner;
        entry.file = id_of(basis().mapping);
        entry.line = fact.line;
        if (!fact.network) continue;
        NetworkEntry& home = network(*fact.network);
        home.is_open = true;
        if (!fact.network_name.empty()) home.name = fact.network_name;
        home.file = id_of(basis().mapping);
        home.line = fact.line;
    }
    for (const MembershipFact& fact : facts_.memberships) {
        const auto found = practices_.find(fact.practice);
        if (found == practices_.end() || found->second.network != fact.network ||
            !fact.period.holds_on(as_at_)) {
            continue;
        }
        found->second.member_since = fact.period.start;
    }
}

void RegisterView::add_directory() {
    for (const DirectoryFact& fact : facts_.directory) {
        if (fact.kind != PracticeKind::gp_practice && !practices_.contains(fact.code)) continue;
        PracticeEntry& entry = practice(fact.code);
        entry.directory = &fact;
        if (entry.name.empty()) entry.name = fact.name;
        if (entry.postcode.empty()) entry.postcode = fact.postcode;
        if (!entry.commissioner) entry.commissioner = fact.commissioner;
        if (entry.file == 0) {
            entry.file = id_of(basis().directory);
            entry.line = fact.line;
        }
    }
    for (const PlaceFact& fact : facts_.places) {
        const auto found = practices_.find(fact.practice);
        if (found != practices_.end()) found->second.place = &fact;
    }
}

void RegisterView::add_lists() {
    std::map<OdsCode, const ListTotal*> newest;
    for (const ListTotal& list : facts_.lists) newest[list.practice] = &list;
    const auto area = [&](const OdsCode& code) {
        const auto entry = practices_.find(code);
        if (entry != practices_.end() && entry->second.commissioner)
            return entry->second.commissioner->text();
        const auto list = newest.find(code);
        if (list != newest.end() && list->second->commissioner)
            return list->second->commissioner->text();
        // Practice codes were given by area: A81 is Teesside.
        return "~" + code.text().substr(0, 3);
    };
    const auto is_mapped = [&](const OdsCode& code) {
        const auto entry = practices_.find(code);
        return entry != practices_.end() && entry->second.standing != Standing::not_counted;
    };
    const auto mapped_on =
        basis().mapping ? std::optional<Date>(basis().mapping->dated) : std::nullopt;
    for (const auto& [code, list] : lists_in_use(facts_.lists, {area, is_mapped, mapped_on})) {
        PracticeEntry& entry = practice(code);
        entry.list = list;
        const ListTotal& fact = *newest.at(code);
        if (!entry.commissioner) entry.commissioner = fact.commissioner;
        if (entry.postcode.empty()) entry.postcode = fact.postcode;
        if (entry.file == 0) entry.file = list.file;
        const bool members_are_known = !basis().mapping && basis().memberships;
        if (members_are_known && entry.standing == Standing::not_counted)
            entry.standing = Standing::unallocated;
    }
}

// A network of the mapping belongs to the commissioner of most of its patients (pcn.md section
// 10.4), or of most of its practices where lists are missing.
void RegisterView::settle_commissioners() {
    if (!basis().mapping) return;
    std::map<OdsCode, std::map<OdsCode, std::pair<std::int64_t, std::int64_t>>> weights;
    for (const auto& [code, entry] : practices_) {
        if (!entry.network || !entry.commissioner) continue;
        auto& [patients, practices] = weights[*entry.network][*entry.commissioner];
        patients += entry.list ? entry.list->patients : 0;
        ++practices;
    }
    for (auto& [code, by_commissioner] : weights) {
        const auto most =
            std::max_element(by_commissioner.begin(), by_commissioner.end(),
                             [](const auto& a, const auto& b) { return a.second < b.second; });
        network(code).commissioner = most->first;
    }
}

void RegisterView::count() {
    const bool tells_unallocated =
        basis().mapping || (basis().memberships && !facts_.lists.empty());
    RegisterTotals none;
    if (tells_unallocated) none.unallocated_practices = 0;
    if (!facts_.lists.empty()) none.registered_patients = 0;
    totals_ = none;
    std::map<std::optional<OdsCode>, CommissionerEntry> by_code;
    const auto entry_of = [&](const std::optional<OdsCode>& code) -> CommissionerEntry& {
        return by_code.try_emplace(code, CommissionerEntry{code, {}, {}, {}, {}, {}, none})
            .first->second;
    };
    for (auto& [code, entry] : networks_) {
        entry.members.clear();
        entry.patients = 0;
        if (!entry.is_open) continue;
        ++totals_.open_networks;
        ++entry_of(entry.commissioner).totals.open_networks;
    }
    for (const auto& [code, entry] : practices_) {
        RegisterTotals& own = entry_of(entry.commissioner).totals;
        for (RegisterTotals* totals : {&totals_, &own}) {
            const bool is_counted = entry.standing == Standing::member ||
                                    (entry.standing == Standing::unallocated && basis().mapping);
            if (is_counted) ++totals->practices;
            if (entry.standing == Standing::unallocated && totals->unallocated_practices)
                ++*totals->unallocated_practices;
            if (entry.list && totals->registered_patients)
                *totals->registered_patients += entry.list->patients;
        }
        if (entry.standing != Standing::member || !entry.network) continue;
        NetworkEntry& home = network(*entry.network);
        home.members.push_back(code);
        if (entry.list) home.patients += entry.list->patients;
    }
    std::map<OdsCode, const CommissionerFact*> known;
    for (const CommissionerFact& fact : facts_.commissioners) known[fact.code] = &fact;
    commissioners_.clear();
    for (auto& [code, entry] : by_code) {
        const RegisterTotals& t = entry.totals;
        if (t.open_networks == 0 && t.practices == 0 && t.unallocated_practices.value_or(0) == 0 &&
            t.registered_patients.value_or(0) == 0) {
            continue;
        }
        const auto fact = code ? known.find(*code) : known.end();
        if (fact != known.end()) {
            entry.name = fact->second->name;
            entry.ons_code = fact->second->ons_code;
            entry.system = fact->second->parent;
        }
        const auto system = entry.system ? known.find(*entry.system) : known.end();
        if (system != known.end()) {
            entry.system_name = system->second->name;
            entry.region = system->second->parent;
        }
        commissioners_.push_back(std::move(entry));
    }
}

const CommissionerEntry* RegisterView::commissioner(const OdsCode& code) const {
    const auto found = std::find_if(commissioners_.begin(), commissioners_.end(),
                                    [&](const auto& entry) { return entry.code == code; });
    return found == commissioners_.end() ? nullptr : &*found;
}

std::vector<const MembershipFact*> RegisterView::memberships_of(const OdsCode& code) const {
    std::vector<const MembershipFact*> found;
    for (const MembershipFact& fact : facts_.memberships)
        if (fact.practice == code || fact.network == code) found.push_back(&fact);
    return found;
}

const LoadedFile* RegisterView::file(std::int64_t id) const {
    const auto found = std::find_if(files_.begin(), files_.end(),
                                    [&](const LoadedFile& file) { return file.id == id; });
    return found == files_.end() ? nullptr : &*found;
}

void RegisterView::adopt(const RegisterView& other, const std::vector<OdsCode>& practices,
                         const std::vector<OdsCode>& networks) {
    for (const LoadedFile& adopted : other.files_)
        if (file(adopted.id) == nullptr) files_.push_back(adopted);
    for (const OdsCode& code : practices) {
        const auto found = other.practices_.find(code);
        const bool is_counted =
            found != other.practices_.end() && found->second.standing != Standing::not_counted;
        PracticeEntry& entry = practice(code);
        if (!is_counted) {
            entry.standing = Standing::not_counted;
            entry.network.reset();
            continue;
        }
        const auto list = entry.list ? entry.list : found->second.list;
        const auto* directory = entry.directory;
        const auto* place = entry.place;
        entry = found->second;
        entry.list = list;
        entry.directory = directory;
        entry.place = place;
    }
    for (const OdsCode& code : networks) {
        const auto found = other.networks_.find(code);
        if (found == other.networks_.end()) {
            network(code).is_open = false;
        } else {
            network(code) = found->second;
        }
    }
    count();
}

}  // namespace openpcn::organisations
