#include "persistence/record_assembly.h"

#include <algorithm>
#include <cstring>
#include <tuple>

#include "population/records/checksum.h"

namespace openpcn::persistence {
namespace {

using records::Element;
using records::ElementPath;
using records::Entry;
using records::PatientRecord;
using records::RecordItem;
using records::ResourceType;

// Feeds number what they send; these two are ours, one for each record.
const records::EntryKey patient_key = records::entry_key(ResourceType::patient, "");
const records::EntryKey implied_key =
    records::entry_key(ResourceType::episode_of_care, "implied by the feed");

struct Candidate {
    RecordItem item;
    std::uint32_t order = 0;  // of arrival; what was there before comes first
    StagedAction action = StagedAction::put;
    bool is_staged = false;
};

std::vector<Candidate> candidates_of(const StagedFeed& feed, const AssemblyRequest& request) {
    std::vector<Candidate> candidates;
    if (request.base) {
        std::vector<RecordItem> items;
        records::append_items(*request.base, items);
        candidates.reserve(items.size() + request.staged.size());
        for (const RecordItem& item : items) candidates.push_back({item});
    } else {
        candidates.reserve(request.staged.size());
    }
    for (const std::uint32_t index : request.staged) {
        const StagedEntry& staged = feed.entries()[index];
        candidates.push_back(
            {{staged.key, &staged.entry, feed.elements().data() + staged.entry.first_element},
             index + 1,
             staged.action,
             true});
    }
    return candidates;
}

// The last of each key, without those erased.
void keep_last(std::vector<Candidate>& candidates) {
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return std::tie(a.item.key, a.order) < std::tie(b.item.key, b.order);
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const bool is_last =
            i + 1 == candidates.size() || candidates[i + 1].item.key != candidates[i].item.key;
        if (is_last && candidates[i].action == StagedAction::put) {
            candidates[kept++] = candidates[i];
        }
    }
    candidates.resize(kept);
}

records::RecordHeader header_of(const AssemblyRequest& request) {
    records::RecordHeader header;
    if (request.base) header = request.base->header();
    header.person = request.person;
    header.practice = request.practice;
    if (request.description != nullptr) {
        header.sex = request.description->sex;
        header.birth = request.description->birth;
        header.deceased = request.description->deceased;
        header.death = request.description->death;
    }
    return header;
}

Entry* entries_in(std::span<std::byte> bytes) {
    return reinterpret_cast<Entry*>(bytes.data() + sizeof(records::RecordHeader));
}

bool same_content(const PatientRecord& a, const Entry& in_a, const PatientRecord& b,
                  const Entry& in_b) {
    Entry first = in_a;
    Entry second = in_b;
    first.load = second.load = 0;
    first.first_element = second.first_element = 0;
    if (std::memcmp(&first, &second, sizeof first) != 0) return false;
    return std::memcmp(a.elements(in_a).data(), b.elements(in_b).data(),
                       a.elements(in_a).size_bytes()) == 0;
}

}  // namespace

AssemblyTexts AssemblyTexts::intern(TextPool& texts) {
    return {texts.intern("R"), texts.intern("Implied by the feed, which gives no registrations.")};
}

Assembled assemble_record(const StagedFeed& feed, const AssemblyTexts& texts,
                          const AssemblyRequest& request) {
    Assembled assembled;
    std::vector<Candidate> candidates = candidates_of(feed, request);
    keep_last(candidates);

    // Our own two entries are written afresh below.
    Entry patient;
    std::vector<Element> patient_elements;
    std::vector<RecordItem> items;
    items.reserve(candidates.size() + 2);
    bool is_registered = false;
    for (const Candidate& candidate : candidates) {
        const Entry& entry = *candidate.item.entry;
        if (candidate.is_staged) ++assembled.from_feed[static_cast<std::size_t>(entry.type)];
        if (candidate.item.key == implied_key) continue;
        if (candidate.item.key == patient_key) {
            patient = entry;
            patient_elements.assign(candidate.item.elements,
                                    candidate.item.elements + entry.element_count);
            continue;
        }
        if (entry.type == ResourceType::episode_of_care) is_registered = true;
        items.push_back(candidate.item);
    }
    if (request.description != nullptr) {
        patient.type = ResourceType::patient;
        patient.when = request.description->birth;
        patient_elements = request.description->elements;
    }
    patient.element_count = static_cast<std::uint16_t>(patient_elements.size());
    items.push_back({patient_key, &patient, patient_elements.data()});

    Entry implied;
    std::array<Element, 2> implied_elements{};
    if (!is_registered) {
        implied.type = ResourceType::episode_of_care;
        implied.status = records::Status::active;
        implied.element_count = implied_elements.size();
        implied_elements[0].path = ElementPath::note;
        implied_elements[0].value = texts.implied_note;
        implied_elements[1].path = ElementPath::registration_type;
        implied_elements[1].value = texts.regular;
        for (Element& element : implied_elements) element.kind = records::ValueKind::text;
        items.push_back({implied_key, &implied, implied_elements.data()});
        assembled.registration_implied = true;
    }

    assembled.bytes = records::encode_record(header_of(request), items);
    for (Entry& entry : std::span(entries_in(assembled.bytes), items.size())) {
        entry.practice = request.practice;
        entry.load = 0;
    }
    assembled.content_hash = records::checksum_of(assembled.bytes, 0);
    return assembled;
}

LoadedChanges set_loads(std::span<std::byte> bytes, const std::optional<PatientRecord>& before,
                        std::uint32_t load) {
    LoadedChanges changes;
    const PatientRecord record(bytes);
    const auto keys = record.keys();
    Entry* const entries = entries_in(bytes);
    std::vector<std::pair<records::EntryKey, const Entry*>> old;
    if (before) {
        for (std::size_t i = 0; i < before->entries().size(); ++i) {
            old.emplace_back(before->keys()[i], &before->entries()[i]);
        }
        std::sort(old.begin(), old.end());
    }
    std::size_t found_count = 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        entries[i].load = load;
        const auto found = std::lower_bound(
            old.begin(), old.end(), keys[i],
            [](const auto& entry, records::EntryKey key) { return entry.first < key; });
        if (found == old.end() || found->first != keys[i]) {
            ++changes.added;
            continue;
        }
        ++found_count;
        if (same_content(record, entries[i], *before, *found->second)) {
            entries[i].load = found->second->load;
        } else {
            ++changes.changed;
        }
    }
    changes.removed = old.size() - found_count;
    return changes;
}

}  // namespace openpcn::persistence
