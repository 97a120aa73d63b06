#include "population/terminology/concept_dictionary.h"

#include <algorithm>
#include <functional>

namespace openpcn {
namespace {

std::string_view canonical(std::string_view system) {
    return system == code_system::dmd ? code_system::snomed : system;
}

std::size_t hash_of(std::string_view system, std::string_view code) {
    const std::hash<std::string_view> hash;
    return hash(system) * 31 + hash(code);
}

}  // namespace

ConceptDictionary::ConceptDictionary() : concepts_(1), slots_(1 << 14) {}

ConceptDictionary ConceptDictionary::over(std::shared_ptr<const ConceptDictionary> below) {
    ConceptDictionary dictionary;
    dictionary.first_ = static_cast<ConceptIndex>(below->size());
    dictionary.below_ = std::move(below);
    dictionary.concepts_.clear();
    dictionary.slots_.assign(1 << 8, 0);
    return dictionary;
}

std::size_t ConceptDictionary::slot_of(std::string_view system, std::string_view code) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = hash_of(system, code) & mask;
    while (slots_[slot] != 0) {
        const Concept& existing = at(slots_[slot]);
        if (existing.code == code && existing.system == system) break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

void ConceptDictionary::grow() {
    slots_.assign(slots_.size() * 2, 0);
    for (std::size_t i = std::max<std::size_t>(first_, 1); i < size(); ++i) {
        const auto index = static_cast<ConceptIndex>(i);
        slots_[slot_of(at(index).system, at(index).code)] = index;
    }
}

ConceptIndex ConceptDictionary::intern(const Code& code) {
    const std::string_view system = canonical(code.system);
    if (below_ != nullptr) {
        if (const auto known = below_->find(system, code.code)) return *known;
    }
    std::size_t slot = slot_of(system, code.code);
    if (slots_[slot] != 0) {
        Concept& existing = concepts_[slots_[slot] - first_];
        if (existing.display.empty()) existing.display = code.display;
        return slots_[slot];
    }
    if (concepts_.size() * 2 > slots_.size()) {
        grow();
        slot = slot_of(system, code.code);
    }
    const auto index = static_cast<ConceptIndex>(size());
    concepts_.push_back({std::string(system), std::string(code.code), std::string(code.display)});
    slots_[slot] = index;
    return index;
}

std::optional<ConceptIndex> ConceptDictionary::find(std::string_view system,
                                                    std::string_view code) const {
    if (below_ != nullptr) {
        if (const auto known = below_->find(system, code)) return known;
    }
    const ConceptIndex index = slots_[slot_of(canonical(system), code)];
    if (index == 0) return std::nullopt;
    return index;
}

}  // namespace openpcn
