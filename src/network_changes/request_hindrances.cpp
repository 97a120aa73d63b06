// What a request lacks by itself, and who has to agree to it.
#include <fmt/format.h>

#include <algorithm>

#include "network_changes/hindrances.h"

namespace openpcn::network_changes {
namespace {

using organisations::RegisterView;

void say_practices(std::vector<std::string>& said, const ChangeRequest& request) {
    if (request.practices.size() < 2) said.push_back("Name two or more practices that merge.");
    if (!request.successor) said.push_back("Name the code under which the practice goes on.");
}

void say_parts(std::vector<std::string>& said, const ChangeRequest& request) {
    if (request.new_networks.size() < 2) {
        said.push_back("Name two or more networks that come of the split.");
        return;
    }
    std::vector<OdsCode> all;
    for (const NewNetwork& part : request.new_networks) {
        if (part.practices.empty()) said.push_back(fmt::format("{} has no practice.", part.name));
        all.insert(all.end(), part.practices.begin(), part.practices.end());
    }
    std::ranges::sort(all);
    if (const auto twice = std::ranges::adjacent_find(all); twice != all.end())
        said.push_back(fmt::format("{} is in two of the networks.", twice->text()));
}

void say_codes(std::vector<std::string>& said, const ChangeRequest& request) {
    std::vector<OdsCode> codes;
    for (const NewNetwork& one : request.new_networks)
        if (one.code) codes.push_back(*one.code);
    std::ranges::sort(codes);
    if (std::ranges::adjacent_find(codes) != codes.end())
        said.push_back("Two of the networks have the same code.");
}

void add_members(std::vector<OdsCode>& codes, const RegisterView& view, const OdsCode& network) {
    const auto found = view.networks().find(network);
    if (found == view.networks().end()) return;
    codes.insert(codes.end(), found->second.members.begin(), found->second.members.end());
}

}  // namespace

std::vector<std::string> missing_of(const ChangeRequest& request) {
    std::vector<std::string> said;
    if (!request.takes_effect) said.push_back("Say from which day it holds.");
    switch (request.kind) {
        case ChangeKind::practice_joins:
        case ChangeKind::practice_leaves:
            if (!request.practice) said.push_back("Name the practice.");
            break;
        case ChangeKind::practices_merge:
            say_practices(said, request);
            break;
        case ChangeKind::networks_merge:
            if (request.networks.empty()) said.push_back("Name the networks that merge.");
            if (request.new_networks.size() != 1)
                said.push_back("Name the one network that comes of the merger.");
            break;
        case ChangeKind::network_splits:
            say_parts(said, request);
            break;
        case ChangeKind::shared_director:
            if (request.networks.empty())
                said.push_back("Name the networks that share the director.");
            if (request.group_name.empty()) said.push_back("Give the group a name.");
            if (request.director.empty()) said.push_back("Name the clinical director.");
            if (request.profession.empty()) said.push_back("Say what profession the director has.");
            break;
        case ChangeKind::new_area:
            if (request.area.is_empty()) said.push_back("Choose or draw the area.");
            break;
    }
    say_codes(said, request);
    return said;
}

std::vector<OdsCode> consents_needed(const ChangeRequest& request, const ChangeRule& rule,
                                     const OdsCode& own, const RegisterView& day_before) {
    std::vector<OdsCode> codes;
    switch (rule.agreed_by) {
        case AgreedHow::vote:
            // The network votes; the practice that joins it agrees for itself.
            if (request.kind == ChangeKind::practice_joins && request.practice)
                codes.push_back(*request.practice);
            break;
        case AgreedHow::notice:
            break;
        case AgreedHow::all_members:
            add_members(codes, day_before, own);
            for (const OdsCode& network : request.networks) add_members(codes, day_before, network);
            break;
        case AgreedHow::all_practices_named:
            codes = request.practices;
            if (request.practice) codes.push_back(*request.practice);
            break;
    }
    std::ranges::sort(codes);
    const auto again = std::ranges::unique(codes);
    codes.erase(again.begin(), again.end());
    return codes;
}

}  // namespace openpcn::network_changes
