#include "population/explanations/fingerprint.h"

namespace openpcn::explanations {

namespace {

template <typename T>
void append_bytes(const T& value, std::string& out) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void append(const cql::Value& value, const records::PatientRecord& record, std::string& out) {
    using cql::ValueKind;
    append_bytes(value.kind, out);
    switch (value.kind) {
        case ValueKind::null:
        case ValueKind::patient:
            return;
        case ValueKind::string:
            append_bytes(value.high, out);
            out += value.text();
            return;
        case ValueKind::ratio:
        case ValueKind::concept_:
        case ValueKind::list:
        case ValueKind::interval:
        case ValueKind::uncertain:
        case ValueKind::tuple:
            append_bytes(value.flags, out);
            append_bytes(value.items().size(), out);
            for (const cql::Value& item : value.items()) append(item, record, out);
            return;
        case ValueKind::entry:
        case ValueKind::component:
            append_bytes(record.keys()[value.extra], out);
            append_bytes(value.path, out);
            append_bytes(value.number, out);
            return;
        default:
            append_bytes(value.flags, out);
            append_bytes(value.extra, out);
            append_bytes(value.number, out);
            append_bytes(value.high, out);
            return;
    }
}

}  // namespace

std::string fingerprint(const cql::Value& value, const records::PatientRecord& record) {
    std::string out;
    append(value, record, out);
    return out;
}

}  // namespace openpcn::explanations
