#include "persistence/staged_feed.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <tuple>

#include "base/invariant.h"
#include "base/nhs_number.h"

namespace openpcn::persistence {
namespace {

using records::Element;
using records::ElementPath;
using records::ValueKind;

// UTF-8 without NUL. Almost all text is plain ASCII, which goes eight bytes at a time.
bool is_text(std::string_view text) {
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, 8);
        constexpr std::uint64_t ones = 0x0101010101010101ULL;
        constexpr std::uint64_t tops = 0x8080808080808080ULL;
        // A top bit: not ASCII. A borrow from a zero byte: NUL.
        if ((word & tops) != 0 || ((word - ones) & ~word & tops) != 0) break;
    }
    while (at < text.size()) {
        utf8proc_int32_t point = 0;
        const auto size =
            utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                             static_cast<utf8proc_ssize_t>(text.size() - at), &point);
        if (size <= 0 || point == 0) return false;
        at += static_cast<std::size_t>(size);
    }
    return true;
}

bool is_text(const Code& code) {
    return is_text(code.system) && is_text(code.code) && is_text(code.display);
}

bool is_text(const feeds::IncomingValue& value) {
    return is_text(value.unit) && is_text(value.text) && is_text(value.code);
}

bool is_text(const feeds::IncomingEntry& entry) {
    return is_text(entry.code) && is_text(entry.value) &&
           std::all_of(entry.elements.begin(), entry.elements.end(),
                       [](const auto& element) { return is_text(element.value); });
}

bool is_text(const feeds::IncomingPerson& person) {
    return std::all_of(person.identifiers.begin(), person.identifiers.end(),
                       [](const auto& i) { return is_text(i.system) && is_text(i.value); }) &&
           is_text(person.family) && is_text(person.given) && is_text(person.prefix) &&
           is_text(person.address) && is_text(person.postcode) && is_text(person.phone) &&
           is_text(person.email) && is_text(person.small_area) && is_text(person.ethnicity) &&
           is_text(person.marital_status) && is_text(person.main_language) &&
           is_text(person.source_id);
}

constexpr const char* not_text = "The text is not UTF-8.";

std::string_view gender_code(records::Sex sex) {
    switch (sex) {
        case records::Sex::male:
            return "male";
        case records::Sex::female:
            return "female";
        case records::Sex::other:
            return "other";
        case records::Sex::unknown:
            break;
    }
    return "unknown";
}

Element integer_element(ElementPath path, ValueKind kind, std::int64_t value) {
    Element element;
    element.path = path;
    element.kind = kind;
    element.value = value;
    return element;
}

void sort_elements(std::span<Element> elements) {
    const auto comes_before = [](const Element& a, const Element& b) {
        return std::tie(a.path, a.group) < std::tie(b.path, b.group);
    };
    if (!std::is_sorted(elements.begin(), elements.end(), comes_before)) {
        std::stable_sort(elements.begin(), elements.end(), comes_before);
    }
}

}  // namespace

records::EntryKey practice_entry_key(std::string_view ods_code, records::ResourceType type,
                                     std::string_view source_id) {
    return records::entry_key(type, source_id) ^
           records::entry_key(records::ResourceType::location, ods_code);
}

StagedFeed::StagedFeed(std::string ods_code, Dictionary& dictionary)
    : ods_code_(std::move(ods_code)),
      key_salt_(practice_entry_key(ods_code_, records::ResourceType::patient, "") ^
                records::entry_key(records::ResourceType::patient, "")),
      dictionary_(dictionary) {}

std::uint32_t StagedFeed::patient_of(std::string_view source_id) {
    // Feeds tend to give one person's entries together.
    if (last_patient_ < patients_.size() && patients_[last_patient_].source_id == source_id) {
        return last_patient_;
    }
    if (const auto found = patient_index_.find(source_id); found != patient_index_.end()) {
        return last_patient_ = found->second;
    }
    last_patient_ = static_cast<std::uint32_t>(patients_.size());
    patients_.push_back({std::string(source_id), std::nullopt, false});
    patient_index_.emplace(patients_.back().source_id, last_patient_);
    return last_patient_;
}

StagedPlace StagedFeed::staged(feeds::Place place) {
    if (files_.empty() || files_.back() != place.file) {
        const auto found = std::find(files_.begin(), files_.end(), place.file);
        if (found != files_.end()) {
            return {static_cast<std::uint32_t>(found - files_.begin()), place.line};
        }
        files_.emplace_back(place.file);
    }
    return {static_cast<std::uint32_t>(files_.size() - 1), place.line};
}

ConceptIndex StagedFeed::concept_of(const Code& code) {
    if (code.code.empty()) return 0;
    if (!code.system.empty()) return dictionary_.concepts().intern(code);
    return dictionary_.concepts().intern({code_system::unknown, code.code, code.display});
}

Element StagedFeed::element_of(ElementPath path, std::uint16_t group,
                               const feeds::IncomingValue& value) {
    Element element;
    element.path = path;
    element.group = group;
    element.kind = value.kind;
    switch (value.kind) {
        case ValueKind::none:
            break;
        case ValueKind::quantity:
            element.value = value.number;
            element.unit = dictionary_.texts().intern(value.unit);
            break;
        case ValueKind::code:
            element.value = concept_of(value.code);
            break;
        case ValueKind::text:
            element.value = dictionary_.texts().intern(value.text);
            break;
        case ValueKind::reference:
            element.value =
                static_cast<std::int64_t>(records::entry_key(value.target, value.text) ^ key_salt_);
            break;
        case ValueKind::boolean:
        case ValueKind::integer:
        case ValueKind::date_time:
            element.value = value.number;
            break;
    }
    return element;
}

void StagedFeed::add_text(std::vector<Element>& elements, ElementPath path, std::string_view text) {
    if (text.empty()) return;
    elements.push_back(integer_element(path, ValueKind::text, dictionary_.texts().intern(text)));
}

std::vector<Element> StagedFeed::elements_of(const feeds::IncomingPerson& person) {
    std::vector<Element> elements;
    add_text(elements, ElementPath::gender, gender_code(person.sex));
    if (person.death.has_value()) {
        elements.push_back(
            integer_element(ElementPath::deceased, ValueKind::date_time, person.death.bits()));
    } else if (person.deceased) {
        elements.push_back(integer_element(ElementPath::deceased, ValueKind::boolean, 1));
    }
    if (!person.ethnicity.code.empty()) {
        elements.push_back(
            integer_element(ElementPath::ethnicity, ValueKind::code, concept_of(person.ethnicity)));
    }
    add_text(elements, ElementPath::marital_status, person.marital_status);
    add_text(elements, ElementPath::small_area, person.small_area);
    if (person.deprivation_decile != 0) {
        elements.push_back(integer_element(ElementPath::deprivation_decile, ValueKind::integer,
                                           person.deprivation_decile));
    }
    add_text(elements, ElementPath::main_language, person.main_language);
    sort_elements(elements);
    return elements;
}

void StagedFeed::take_identifiers(const feeds::IncomingPerson& person,
                                  StagedPerson& staged_person) {
    for (const feeds::Identifier& identifier : person.identifiers) {
        if (identifier.value.empty()) continue;
        if (identifier.system != feeds::nhs_number_system) {
            staged_person.identifiers.push_back(
                {std::string(identifier.system), std::string(identifier.value)});
            continue;
        }
        const auto number = NhsNumber::parse(identifier.value);
        if (!number) {
            reject(staged_person.place, feeds::RejectKind::invalid_identity,
                   "The NHS number is not valid; the person is kept under the practice's own id.",
                   std::string(identifier.value));
            continue;
        }
        staged_person.nhs_number = number->reveal_digits();
    }
    std::sort(staged_person.identifiers.begin(), staged_person.identifiers.end());
}

void StagedFeed::person(const feeds::IncomingPerson& person, feeds::Place place) {
    if (!is_text(person)) {
        reject({place, feeds::RejectKind::malformed, not_text, {}});
        return;
    }
    StagedPerson description;
    description.place = staged(place);
    take_identifiers(person, description);
    description.family = person.family;
    description.given = person.given;
    description.prefix = person.prefix;
    description.address = person.address;
    description.postcode = person.postcode;
    description.phone = person.phone;
    description.email = person.email;
    description.sex = person.sex;
    description.birth = person.birth;
    description.deceased = person.deceased || person.death.has_value();
    description.death = person.death;
    description.elements = elements_of(person);
    StagedPatient& patient = patients_[patient_of(person.source_id)];
    patient.description = std::move(description);
    patient.deleted = false;
}

void StagedFeed::add(StagedEntry entry, std::string_view patient, std::string_view original,
                     feeds::Place place) {
    INVARIANT(entries_.size() < std::numeric_limits<std::uint32_t>::max());
    entry.patient = patient_of(patient);
    if (!patients_[entry.patient].description) {
        early_.push_back(
            {static_cast<std::uint32_t>(entries_.size()), staged(place), std::string(original)});
    }
    entries_.push_back(entry);
}

void StagedFeed::registration(const feeds::IncomingRegistration& registration, feeds::Place place) {
    if (!is_text(registration.source_id) || !is_text(registration.patient) ||
        !is_text(registration.type)) {
        reject({place, feeds::RejectKind::malformed, not_text, registration.original});
        return;
    }
    StagedEntry staged_entry;
    records::Entry& entry = staged_entry.entry;
    entry.type = records::ResourceType::episode_of_care;
    entry.status =
        registration.end.has_value() ? records::Status::finished : records::Status::active;
    entry.when = registration.start;
    entry.first_element = static_cast<std::uint32_t>(elements_.size());
    if (registration.end.has_value()) {
        elements_.push_back(
            integer_element(ElementPath::end, ValueKind::date_time, registration.end.bits()));
    }
    elements_.push_back(integer_element(ElementPath::registration_type, ValueKind::text,
                                        dictionary_.texts().intern(registration.type)));
    entry.element_count = static_cast<std::uint16_t>(elements_.size() - entry.first_element);
    staged_entry.key = records::entry_key(entry.type, registration.source_id) ^ key_salt_;
    add(staged_entry, registration.patient, registration.original, place);
}

void StagedFeed::entry(const feeds::IncomingEntry& incoming, feeds::Place place) {
    if (!is_text(incoming) || !is_text(incoming.source_id) || !is_text(incoming.patient)) {
        reject({place, feeds::RejectKind::malformed, not_text, incoming.original});
        return;
    }
    if (incoming.elements.size() > std::numeric_limits<std::uint16_t>::max()) {
        reject({place, feeds::RejectKind::unsupported, "The entry has more than 65,535 elements.",
                incoming.original});
        return;
    }
    INVARIANT(elements_.size() + incoming.elements.size() <
              std::numeric_limits<std::uint32_t>::max());
    StagedEntry staged_entry;
    records::Entry& entry = staged_entry.entry;
    entry.type = incoming.type;
    entry.status = incoming.status;
    entry.when = incoming.when;
    entry.code = concept_of(incoming.code);
    const Element value = element_of(ElementPath::none, 0, incoming.value);
    entry.value = value.value;
    entry.value_kind = value.kind;
    entry.unit = value.unit;
    entry.first_element = static_cast<std::uint32_t>(elements_.size());
    entry.element_count = static_cast<std::uint16_t>(incoming.elements.size());
    for (const feeds::IncomingElement& element : incoming.elements) {
        elements_.push_back(element_of(element.path, element.group, element.value));
    }
    sort_elements(std::span(elements_).last(incoming.elements.size()));
    staged_entry.key = records::entry_key(entry.type, incoming.source_id) ^ key_salt_;
    add(staged_entry, incoming.patient, incoming.original, place);
}

void StagedFeed::entry_deleted(records::ResourceType type, std::string_view source_id,
                               std::string_view patient, feeds::Place place) {
    StagedEntry staged_entry;
    staged_entry.entry.type = type;
    staged_entry.key = records::entry_key(type, source_id) ^ key_salt_;
    staged_entry.action = StagedAction::erase;
    add(staged_entry, patient, source_id, place);
}

void StagedFeed::person_deleted(std::string_view source_id, feeds::Place) {
    StagedPatient& patient = patients_[patient_of(source_id)];
    patient.description.reset();
    patient.deleted = true;
}

void StagedFeed::kept_resource(std::string_view type, std::string_view source_id,
                               std::string_view patient, std::string_view json,
                               feeds::Place place) {
    if (!is_text(type) || !is_text(source_id)) {
        reject({place, feeds::RejectKind::malformed, not_text, json});
        return;
    }
    StagedResource resource;
    const auto found = std::find(kept_types_.begin(), kept_types_.end(), type);
    resource.type = static_cast<std::uint32_t>(found - kept_types_.begin());
    if (found == kept_types_.end()) kept_types_.emplace_back(type);
    resource.source_id = source_id;
    if (!patient.empty()) resource.patient = patient_of(patient);
    compressor_.compress(std::as_bytes(std::span(json)), resource.frame);
    resource.frame.shrink_to_fit();
    kept_.push_back(std::move(resource));
}

void StagedFeed::reject(const feeds::Reject& reject) {
    rejects_.push_back(
        {staged(reject.place), reject.kind, reject.reason, std::string(reject.original)});
}

void StagedFeed::reject(StagedPlace place, feeds::RejectKind kind, std::string reason,
                        std::string original) {
    rejects_.push_back({place, kind, std::move(reason), std::move(original)});
}

void StagedFeed::reject_unknown(const std::function<bool(const StagedPatient&)>& is_known) {
    for (Early& early : early_) {
        StagedEntry& entry = entries_[early.entry];
        if (is_known(patients_[entry.patient])) continue;
        const bool erased_with_person = patients_[entry.patient].deleted;
        if (!erased_with_person && entry.action == StagedAction::put) {
            rejects_.push_back({early.place, feeds::RejectKind::unknown_patient,
                                "The feed does not describe the patient of this line.",
                                std::move(early.original)});
        }
        entry.action = StagedAction::erase;
    }
    early_.clear();
}

StagedFeed::ByPatient StagedFeed::by_patient() const {
    ByPatient order;
    order.first.assign(patients_.size() + 1, 0);
    for (const StagedEntry& entry : entries_) ++order.first[entry.patient + 1];
    for (std::size_t p = 0; p < patients_.size(); ++p) order.first[p + 1] += order.first[p];
    order.entries.resize(entries_.size());
    std::vector<std::uint32_t> next(order.first.begin(), order.first.end() - 1);
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        order.entries[next[entries_[i].patient]++] = static_cast<std::uint32_t>(i);
    }
    return order;
}

}  // namespace openpcn::persistence
