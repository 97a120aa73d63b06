// Makes one entry of one FHIR resource, following the tables of fhir_rules.h.
//
// Reused from resource to resource so that nothing is allocated per entry. Used by one thread.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "population/feeds/feed.h"
#include "population/feeds/fhir_reference.h"
#include "population/feeds/fhir_rules.h"

namespace simdjson::dom {
class element;
class object;
}  // namespace simdjson::dom

namespace openpcn::feeds {

struct EntryFault {
    RejectKind kind;
    std::string reason;
};

class FhirEntryMapper {
public:
    FhirEntryMapper(const FhirReferences& references, const MedicationCodes& medications)
        : references_(references), medications_(medications) {}

    // Fills entry() but for source_id and original. What is wrong comes back as a fault.
    std::optional<EntryFault> map(records::ResourceType type,
                                  const simdjson::dom::object& resource);
    IncomingEntry& entry() { return entry_; }

private:
    using Value = simdjson::dom::element;
    using Path = records::ElementPath;

    void apply(const FhirRule& rule, const Value& value);
    void apply_structure(const FhirRule& rule, const Value& value);
    void main_concept(const Value& value);
    void concepts(Path path, const Value& value);
    void one_concept(Path path, std::uint16_t group, const Value& concept_value);
    void add_code(Path path, std::uint16_t group, const Code& code);
    void add_text(Path path, std::uint16_t group, std::string_view text);
    void add_number(Path path, std::uint16_t group, records::ValueKind kind, std::int64_t number);
    void add_value(Path path, std::uint16_t group, const IncomingValue& value);
    void add_date(Path path, std::uint16_t group, const Value& value);
    void texts(Path path, const Value& value);
    void status(std::string_view code);
    void references(const FhirRule& rule, const Value& value);
    void reference(const FhirRule& rule, std::uint16_t group, const Value& value);
    void who(Path path, const Value& value);
    void owner(const Value& value);
    void medication(const FhirRule& rule, const Value& value);
    void period(const FhirRule& rule, const Value& value, PartialDateTime& start);
    void components(const Value& value);
    void reference_ranges(const Value& value);
    void dosages(const Value& value);
    void dispense_request(const Value& value);
    void course_of_therapy(const Value& value);
    void days(Path path, const Value& value);
    void diagnoses(const FhirRule& rule, const Value& value);
    void locations(const FhirRule& rule, const Value& value);
    void staff(const Value& value);
    void organization(const Value& value);
    void activities(const Value& value);
    void payors(const Value& value);
    void participants(const Value& value);
    void extensions(const Value& value);
    void contained(const simdjson::dom::object& resource);
    PartialDateTime date_of(const Value& value);
    IncomingValue quantity_of(const Value& value);
    IncomingValue value_of(std::string_view name, const Value& value);
    IncomingValue text_value(std::string text);
    std::string_view keep(std::string text);
    void fault(RejectKind kind, std::string reason);

    const FhirReferences& references_;
    const MedicationCodes& medications_;
    IncomingEntry entry_;
    PartialDateTime fallback_when_;
    std::optional<EntryFault> fault_;
    std::deque<std::string> kept_texts_;  // made here, for views in entry_; a deque does not move
    const simdjson::dom::object* resource_ = nullptr;
    bool has_owner_ = false;
    bool has_term_ = false;
};

}  // namespace openpcn::feeds
