#include "population/records/record_union.h"

#include <unordered_set>

#include "base/invariant.h"
#include "population/records/checksum.h"
#include "population/records/record_encoder.h"

namespace openpcn::records {
namespace {

// What makes an entry of another practice a copy. Entries without a code are text, and are told
// apart by their elements too.
struct Content {
    std::int64_t when;
    std::int64_t value;
    std::uint64_t rest;
    bool operator==(const Content&) const = default;
};

struct ContentHash {
    std::size_t operator()(const Content& content) const {
        return checksum_of(std::as_bytes(std::span(&content, 1)), 0);
    }
};

Content content_of(const RecordItem& item) {
    const Entry& entry = *item.entry;
    // A reference names an entry of its own practice, so it can never be equal to a copy's.
    const std::int64_t value = entry.value_kind == ValueKind::reference ? 0 : entry.value;
    struct {
        ConceptIndex code;
        TextIndex unit;
        std::uint32_t type_and_kind;
        std::uint32_t reserved = 0;
        std::uint64_t elements = 0;
    } rest{
        entry.code, entry.unit,
        static_cast<std::uint32_t>(entry.type) << 8 | static_cast<std::uint32_t>(entry.value_kind)};
    if (entry.code == 0) {
        rest.elements =
            checksum_of(std::as_bytes(std::span(item.elements, entry.element_count)), 1);
    }
    return {entry.when.bits(), value, checksum_of(std::as_bytes(std::span(&rest, 1)), 2)};
}

// The person and their registrations are facts about one practice; never copies.
bool may_be_copied(ResourceType type) {
    return type != ResourceType::patient && type != ResourceType::episode_of_care;
}

}  // namespace

std::vector<std::byte> unite_records(std::span<const PatientRecord> parts, PracticeIndex home) {
    INVARIANT(!parts.empty());
    RecordHeader header = parts.front().header();
    header.practice = home;
    std::vector<RecordItem> items;
    append_items(parts.front(), items);
    if (parts.size() > 1) {
        std::unordered_set<Content, ContentHash> seen;
        std::unordered_set<EntryKey> keys;
        for (const RecordItem& item : items) {
            if (may_be_copied(item.entry->type)) seen.insert(content_of(item));
            keys.insert(item.key);
        }
        for (const PatientRecord& part : parts.subspan(1)) {
            std::vector<RecordItem> more;
            append_items(part, more);
            std::vector<Content> here;
            for (const RecordItem& item : more) {
                if (item.entry->type == ResourceType::patient) continue;
                if (may_be_copied(item.entry->type)) {
                    const Content content = content_of(item);
                    if (seen.contains(content)) continue;
                    here.push_back(content);
                }
                if (keys.insert(item.key).second) items.push_back(item);
            }
            // Only now: what one practice holds twice on purpose stays twice.
            seen.insert(here.begin(), here.end());
        }
    }
    return encode_record(header, items);
}

}  // namespace openpcn::records
