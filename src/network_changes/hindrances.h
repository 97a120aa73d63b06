// What stands between a request and its approval, under the rules of its year: what it lacks, who
// has not agreed, and what the register, the map and the agreement say against it. Pure.
#pragma once

#include "network_changes/change_rules.h"
#include "network_changes/register_preview.h"
#include "networks/proposed_area.h"

namespace openpcn::network_changes {

enum class Severity {
    stops_sending,   // to be mended in the request
    stops_approval,  // nobody can approve it as things stand
    to_accept        // the commissioner can, with a reason
};
std::string_view name_of(Severity severity);

struct Hindrance {
    std::string id;  // "window", "size:U12345"
    Severity severity = Severity::stops_sending;
    std::string what;
    std::string remedy;
    std::string clause;  // empty where none is known
    std::string source;
};

// The motion that the request names.
struct VoteFact {
    bool is_found = false;
    bool is_closed = false;
    bool is_carried = false;
    std::string title;
    std::string arithmetic;
};

// A practice that agreed to exactly this request, on paper or here.
struct Consent {
    OdsCode practice;
    bool is_needed = false;
    bool agrees = false;
    std::string by;
    std::optional<Date> on;
    bool here = false;  // by an account of the practice; else on paper
    std::string note;   // such as that it agreed to an earlier text
};

// What an approval writes of a network's area: as chosen and drawn, and the published boundaries
// that go into it as GeoJSON geometries.
struct AreaToRecord {
    networks::NetworkArea area;
    std::vector<std::string> boundaries;
};

// The area of one network as it would be on the day.
struct AreaPreview {
    OdsCode network;
    std::string name;
    bool is_known = false;
    std::string note = {};  // why it is not known, or how large it is
    double square_km = 0;
    // The change makes it another one than before, so that every rule is held against it.
    bool is_altered = false;
    // What the request should say of it and does not; empty: nothing.
    std::string lacks = {};
    std::optional<AreaToRecord> record = {};  // none: it stays as it is
    std::vector<networks::AreaFinding> findings = {};
    struct Site {
        OdsCode practice;
        std::string name;
        std::optional<bool> is_inside;  // none: not known
    };
    std::vector<Site> members = {};
};

struct ChangeFacts {
    Date today;
    const ChangeRules* rules = nullptr;
    const networks::ContractRules* contract = nullptr;
    OdsCode own;
    ThreeViews views;
    RegisterPreview preview;
    std::optional<VoteFact> vote;
    std::vector<Consent> consents;
    std::vector<AreaPreview> areas;
    // Practices that join a network whose agreement they have not signed.
    std::vector<BegunMembership> unsigned_members;
};

// Practices whose agreement the rules ask for, by code.
std::vector<OdsCode> consents_needed(const ChangeRequest& request, const ChangeRule& rule,
                                     const OdsCode& own,
                                     const organisations::RegisterView& day_before);

// What the request itself lacks, before anything can be worked out; empty: nothing. Sentences.
std::vector<std::string> missing_of(const ChangeRequest& request);

// Those that stop sending first. `facts` of exactly this request.
std::vector<Hindrance> hindrances_of(const ChangeRequest& request, const ChangeFacts& facts);

}  // namespace openpcn::network_changes
