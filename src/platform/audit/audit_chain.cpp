#include "platform/audit/audit_chain.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>

namespace openpcn::audit {

const std::string genesis_hash(64, '0');

std::string hash_of(const AuditRecord& record) {
    const AuditEvent& event = record.event;
    // Each field with its length, so that no two different records read alike.
    std::string text =
        fmt::format("{}|{}|{}|", record.previous_hash, record.number, event.at.unix_ms());
    for (const std::string* field : {&event.actor, &event.role, &event.organisation, &event.purpose,
                                     &event.action, &event.subject, &event.detail}) {
        text += fmt::format("{}:{}|", field->size(), *field);
    }
    std::array<unsigned char, 32> hash{};
    crypto_generichash(hash.data(), hash.size(),
                       reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr,
                       0);
    return fmt::format("{:02x}", fmt::join(hash, ""));
}

AuditRecord next_record(std::int64_t last_number, std::string_view last_hash, AuditEvent event) {
    AuditRecord record{last_number + 1, std::move(event), std::string(last_hash), ""};
    record.hash = hash_of(record);
    return record;
}

void ChainCheck::add(const AuditRecord& record) {
    ++count_;
    if (broken_) return;
    if (record.number != count_) {
        broken_ =
            fmt::format("After entry {} comes entry {}: {} missing or out of order.", count_ - 1,
                        record.number, record.number > count_ ? "entries are" : "an entry is");
    } else if (record.previous_hash != head_) {
        broken_ = fmt::format("Entry {} does not follow the entry before it.", record.number);
    } else if (hash_of(record) != record.hash) {
        broken_ = fmt::format("Entry {} was changed after it was written.", record.number);
    }
    head_ = record.hash;
}

}  // namespace openpcn::audit
