// Every code that occurs in the records or the rules, once: (system, code) <-> a small integer.
//
// Records hold the integer; evaluation never compares text. Indices are never reused or changed, so
// a dictionary only grows. Writing is for one thread (a load); concurrent readers need the caller's
// lock while a load appends.
//
// A dictionary may stand over another one: rules add their codes without copying those of the
// records.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openpcn {

// Index into the ConceptDictionary. 0 is "no concept".
using ConceptIndex = std::uint32_t;

// A code as it came. Views: the caller keeps the text alive.
struct Code {
    std::string_view system;  // URI, for example http://snomed.info/sct
    std::string_view code;
    std::string_view display;  // may be empty
};

namespace code_system {
inline constexpr std::string_view snomed = "http://snomed.info/sct";
inline constexpr std::string_view dmd = "https://dmd.nhs.uk";
inline constexpr std::string_view bnf = "https://openpcn.org/code-system/bnf";
inline constexpr std::string_view loinc = "http://loinc.org";
inline constexpr std::string_view rxnorm = "http://www.nlm.nih.gov/research/umls/rxnorm";
inline constexpr std::string_view cvx = "http://hl7.org/fhir/sid/cvx";
inline constexpr std::string_view ucum = "http://unitsofmeasure.org";
// A code whose system the feed did not name. Kept, counted, never in a value set.
inline constexpr std::string_view unknown = "urn:openpcn:unknown";
}  // namespace code_system

class ConceptDictionary {
public:
    struct Concept {
        std::string system;
        std::string code;
        std::string display;  // the first non-empty one seen
    };

    ConceptDictionary();
    // Begins with the codes of `below`, which must not grow meanwhile, and holds only what is
    // added. Shared by all that stand over it.
    static ConceptDictionary over(std::shared_ptr<const ConceptDictionary> below);

    // The index of this code, added if new. An empty display is filled by a later one, except where
    // the code is one of `below`.
    ConceptIndex intern(const Code& code);
    // Without adding. UK dm+d identifiers are SNOMED CT identifiers, and extracts label them either
    // way, so dmd and snomed are one system here: both find the same concept.
    std::optional<ConceptIndex> find(std::string_view system, std::string_view code) const;

    const Concept& at(ConceptIndex index) const {
        return index < first_ ? below_->at(index) : concepts_[index - first_];
    }
    // One more than the highest index.
    std::size_t size() const { return first_ + concepts_.size(); }

private:
    std::size_t slot_of(std::string_view system, std::string_view code) const;
    void grow();

    std::shared_ptr<const ConceptDictionary> below_;
    ConceptIndex first_ = 0;           // of the codes that are not of below_
    std::vector<Concept> concepts_;    // by index less first_
    std::vector<ConceptIndex> slots_;  // open addressing, power of two, 0 is free
};

}  // namespace openpcn
