#include "population/feeds/fhir_reference.h"

namespace openpcn::feeds {

void FhirReferences::clear_bundle() { by_full_url_.clear(); }

void FhirReferences::add_bundle_entry(std::string_view full_url, FhirReference target) {
    if (!full_url.empty()) by_full_url_.insert_or_assign(full_url, target);
}

FhirReference FhirReferences::resolve(std::string_view reference) const {
    if (const auto found = by_full_url_.find(reference); found != by_full_url_.end()) {
        return found->second;
    }
    constexpr std::string_view uuid = "urn:uuid:";
    if (reference.starts_with(uuid)) return {{}, reference.substr(uuid.size())};
    // A conditional reference is a search, a fragment is inside the resource itself.
    if (reference.find('?') != std::string_view::npos || reference.starts_with('#')) return {};
    if (const auto history = reference.find("/_history/"); history != std::string_view::npos) {
        reference = reference.substr(0, history);
    }
    const auto slash = reference.rfind('/');
    if (slash == std::string_view::npos) return {};
    const auto id = reference.substr(slash + 1);
    auto type = reference.substr(0, slash);
    if (const auto before = type.rfind('/'); before != std::string_view::npos) {
        type = type.substr(before + 1);
    }
    return {type, id};
}

void MedicationCodes::add(std::string_view id, const Code& code) {
    auto& stored = codes_[std::string(id)];
    stored.system = code.system;
    stored.value = code.code;
    stored.display = code.display;
    stored.code = {stored.system, stored.value, stored.display};
}

const Code* MedicationCodes::find(std::string_view id) const {
    const auto found = codes_.find(std::string(id));
    return found == codes_.end() ? nullptr : &found->second.code;
}

}  // namespace openpcn::feeds
