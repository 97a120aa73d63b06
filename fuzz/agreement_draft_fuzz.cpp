// What somebody sends as a filled agreement: read, made into the text that is signed, kept and read
// back as it was.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "agreement/agreement_text.h"
#include "agreement/standing.h"
#include "base/invariant.h"

namespace {

using namespace openpcn::agreement;

Field field(const char* id, FieldKind kind) {
    Field made;
    made.id = id;
    made.title = id;
    made.kind = kind;
    made.needed = Needed::complete;
    if (kind == FieldKind::choice) made.choices = {{"a", "Answer a"}, {"b", "Answer b"}};
    return made;
}

AgreementTemplate every_kind() {
    AgreementTemplate form;
    form.id = "2019-20";
    form.version = "1";
    form.title = "Agreement";
    form.more_schedules_max = 2;
    Field table = field("table", FieldKind::table);
    for (const FieldKind kind : {FieldKind::text, FieldKind::number, FieldKind::date,
                                 FieldKind::choice, FieldKind::practice})
        table.columns.push_back(field(std::string(name_of(kind)).c_str(), kind));
    Schedule schedule{1, "One", "a", "s", table.columns};
    schedule.fields.push_back(field("practices", FieldKind::practices));
    schedule.fields.push_back(table);
    form.schedules.push_back(schedule);
    return form;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const AgreementTemplate form = every_kind();
    const auto draft = parse_draft(form, {reinterpret_cast<const char*>(bytes), size});
    if (!draft) return 0;
    const auto filled =
        fill(form, *draft, "North", {{openpcn::OdsCode::parse("A81001").value(), "One", "TS1"}});
    if (!filled) return 0;
    const auto again = parse_filled(form, to_json(*filled));
    INVARIANT(again && *again == *filled);
    const std::string text = agreement_text(form, *filled);
    INVARIANT(text == agreement_text(form, *again));
    const AgreementVersion version{1, hash_of_text(text), *filled};
    (void)standing_of(form, &version, {}, {}, {});
    return 0;
}
