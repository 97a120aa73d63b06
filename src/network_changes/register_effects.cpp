#include "network_changes/register_effects.h"

#include <fmt/format.h>

#include <algorithm>

namespace openpcn::network_changes {
namespace {

using organisations::NetworkEntry;
using organisations::PracticeEntry;
using organisations::RegisterView;
using organisations::Standing;

class Working {
public:
    Working(const ChangeRequest& request, const OdsCode& own, const RegisterView& on_day)
        : request_(request), own_(own), view_(on_day) {
        effects_.day = on_day.as_at();
    }

    RegisterEffects take() && {
        switch (request_.kind) {
            case ChangeKind::practice_joins:
                if (request_.practice) begin(own_, *request_.practice);
                break;
            case ChangeKind::practice_leaves:
                if (request_.practice) end(own_, *request_.practice);
                break;
            case ChangeKind::practices_merge:
                merge_practices();
                break;
            case ChangeKind::networks_merge:
                merge_networks();
                break;
            case ChangeKind::network_splits:
                split();
                break;
            case ChangeKind::shared_director:
            case ChangeKind::new_area:
                break;
        }
        return std::move(effects_);
    }

private:
    const PracticeEntry* practice(const OdsCode& code) const {
        const auto found = view_.practices().find(code);
        return found == view_.practices().end() ? nullptr : &found->second;
    }
    const NetworkEntry* network(const OdsCode& code) const {
        const auto found = view_.networks().find(code);
        return found == view_.networks().end() ? nullptr : &found->second;
    }
    bool is_member(const OdsCode& code, const OdsCode& of) const {
        const PracticeEntry* entry = practice(code);
        return entry != nullptr && entry->standing == Standing::member && entry->network == of;
    }
    void end(const OdsCode& of, const OdsCode& code) {
        if (is_member(code, of)) effects_.ends.push_back({of, code, practice(code)->member_since});
    }
    void begin(const OdsCode& of, const OdsCode& code) {
        if (!is_member(code, of)) effects_.begins.push_back({of, code});
    }

    void merge_practices() {
        if (!request_.successor) return;
        const OdsCode& next = *request_.successor;
        for (const OdsCode& code : request_.practices) {
            if (code == next) continue;
            const PracticeEntry* entry = practice(code);
            if (entry != nullptr && entry->network) end(*entry->network, code);
            effects_.successions.push_back({Follows::practice, code, next});
        }
        const PracticeEntry* entry = practice(next);
        const bool is_named = std::ranges::binary_search(request_.practices, next);
        if (is_named && entry != nullptr && entry->network && entry->network != own_)
            end(*entry->network, next);
        begin(own_, next);
    }

    // The code of a network as it is afterwards; of a new one without a code, one that stands in.
    OdsCode code_of(const NewNetwork& after, std::span<const OdsCode> going_on) {
        const bool goes_on =
            after.code && std::ranges::find(going_on, *after.code) != going_on.end();
        if (goes_on) return *after.code;
        const NetworkEntry* own = network(own_);
        const OdsCode commissioner =
            own != nullptr && own->commissioner ? *own->commissioner : own_;
        const OdsCode code =
            after.code ? *after.code
                       : *OdsCode::parse(fmt::format("NEW{}", effects_.opened.size() + 1));
        effects_.opened.push_back({code, after.name, commissioner, after.code.has_value()});
        return code;
    }

    void merge_networks() {
        if (request_.new_networks.size() != 1 || request_.networks.empty()) return;
        std::vector<OdsCode> all{own_};
        for (const OdsCode& code : request_.networks)
            if (code != own_) all.push_back(code);
        const OdsCode target = code_of(request_.new_networks.front(), all);
        for (const OdsCode& code : all) {
            if (code == target) continue;
            if (const NetworkEntry* entry = network(code)) move_all(*entry, target);
            effects_.closed.push_back(code);
            effects_.successions.push_back({Follows::network, code, target});
        }
    }
    void move_all(const NetworkEntry& from, const OdsCode& target) {
        for (const OdsCode& member : from.members) {
            end(from.code, member);
            begin(target, member);
        }
    }

    void split() {
        if (request_.new_networks.size() < 2) return;
        bool goes_on = false;
        for (const NewNetwork& part : request_.new_networks) {
            const OdsCode code = code_of(part, std::span(&own_, 1));
            if (code == own_) {
                goes_on = true;
                continue;
            }
            effects_.successions.push_back({Follows::network, own_, code});
            for (const OdsCode& member : part.practices) {
                end(own_, member);
                begin(code, member);
            }
        }
        if (!goes_on) effects_.closed.push_back(own_);
    }

    const ChangeRequest& request_;
    const OdsCode& own_;
    const RegisterView& view_;
    RegisterEffects effects_;
};

organisations::DecidedNetwork& decided(std::vector<organisations::DecidedNetwork>& all,
                                       const OdsCode& code) {
    const auto found = std::ranges::find(all, code, &organisations::DecidedNetwork::code);
    if (found != all.end()) return *found;
    // Of a network that is there already only the end and the members are decided; the commissioner
    // is not asked for then.
    all.push_back({code, {}, code, {}, true, {}});
    return all.back();
}

}  // namespace

RegisterEffects effects_of(const ChangeRequest& request, const OdsCode& own,
                           const RegisterView& on_day) {
    return Working(request, own, on_day).take();
}

std::vector<OdsCode> codes_of_new_networks(const ChangeRequest& request,
                                           const RegisterEffects& effects) {
    std::vector<OdsCode> codes;
    auto next = effects.opened.begin();
    for (const NewNetwork& one : request.new_networks) {
        if (one.code) {
            codes.push_back(*one.code);
            continue;
        }
        next = std::find_if(next, effects.opened.end(),
                            [](const OpenedNetwork& opened) { return !opened.has_code; });
        // The request lacks too much to have an effect.
        if (next == effects.opened.end()) return {};
        codes.push_back(next->code);
        ++next;
    }
    return codes;
}

organisations::Decisions decisions_of(const RegisterEffects& effects) {
    organisations::Decisions made;
    const Date last = effects.day.plus_days(-1);
    for (const OpenedNetwork& one : effects.opened)
        made.networks.push_back(
            {one.code, one.name, one.commissioner, {effects.day, std::nullopt}, false, {}});
    for (const OdsCode& code : effects.closed) decided(made.networks, code).open.end = last;
    for (const EndedMembership& one : effects.ends)
        decided(made.networks, one.network)
            .members.push_back({one.practice, {one.since.value_or(last), last}});
    for (const BegunMembership& one : effects.begins)
        decided(made.networks, one.network)
            .members.push_back({one.practice, {effects.day, std::nullopt}});
    for (const Succession& one : effects.successions)
        if (one.what == Follows::practice)
            made.mergers.push_back({one.predecessor, one.successor, effects.day});
    return made;
}

std::vector<OdsCode> networks_of(const ChangeRequest& request, const OdsCode& own,
                                 const RegisterEffects& effects) {
    std::vector<OdsCode> all{own};
    const auto add = [&](const OdsCode& code) {
        if (std::ranges::find(all, code) == all.end()) all.push_back(code);
    };
    if (request.kind == ChangeKind::networks_merge || request.kind == ChangeKind::shared_director)
        for (const OdsCode& code : request.networks) add(code);
    for (const auto& one : effects.ends) add(one.network);
    for (const auto& one : effects.begins) add(one.network);
    for (const auto& one : effects.opened) add(one.code);
    return all;
}

}  // namespace openpcn::network_changes
