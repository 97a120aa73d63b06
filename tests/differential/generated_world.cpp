#include "generated_world.h"

#include <fmt/format.h>

#include "base/decimal.h"
#include "population/records/record_builder.h"

namespace openpcn::differential {

using records::ElementPath;
using records::ResourceType;
using records::Status;

namespace {

using Precision = PartialDateTime::Precision;

// Half of all moments fall on a few days, so that equal ones and boundaries are met.
PartialDateTime moment(RandomChoice& random) {
    if (random.percent(8)) return {};
    const int year = random.percent(50) ? 2023 : random.between(2015, 2025);
    const int month = random.percent(50) ? 6 : random.between(1, 12);
    const int day = random.percent(50) ? 15 : random.between(1, 28);
    const auto date = *Date::from_ymd(year, month, day);
    const std::int64_t midnight = PartialDateTime::from_date(date).local_ms();
    if (random.percent(60)) return PartialDateTime::from_date(date);
    switch (random.below(5)) {
        case 0:
            return PartialDateTime::from_local(
                PartialDateTime::from_date(*Date::from_ymd(year, 1, 1)).local_ms(), Precision::year,
                {});
        case 1:
            return PartialDateTime::from_local(
                PartialDateTime::from_date(*Date::from_ymd(year, month, 1)).local_ms(),
                Precision::month, {});
        case 2:
            return PartialDateTime::from_local(midnight + 9 * 3'600'000, Precision::minute, 0);
        case 3:
            return PartialDateTime::from_local(midnight + 86'399'000, Precision::second,
                                               random.of({0, 60, -300}));
        default:
            return PartialDateTime::from_local(midnight + random.between(0, 86'399'999),
                                               Precision::millisecond, random.of({0, 60}));
    }
}

class RecordMaker {
public:
    RecordMaker(RandomChoice& random, World& world) : random_(random), world_(world) {}

    std::vector<std::byte> make(records::PersonId person) {
        records::RecordBuilder builder(person);
        builder.demographics(demographics());
        const int count = random_.percent(5) ? 0 : random_.between(1, 60);
        for (int i = 0; i < count; ++i) add(builder, static_cast<records::EntryKey>(i) + 1);
        return builder.build();
    }

private:
    records::Demographics demographics() {
        records::Demographics made;
        made.sex = random_.of(
            {records::Sex::male, records::Sex::female, records::Sex::other, records::Sex::unknown});
        const int year = random_.between(1930, 2022);
        made.birth = random_.percent(80) ? PartialDateTime::from_date(*Date::from_ymd(year, 6, 15))
                     : random_.percent(50)
                         ? PartialDateTime::from_local(
                               PartialDateTime::from_date(*Date::from_ymd(year, 6, 1)).local_ms(),
                               Precision::month, {})
                         : PartialDateTime{};
        made.deceased = random_.percent(15);
        if (made.deceased && random_.percent(70)) made.death = moment(random_);
        return made;
    }

    ConceptIndex code() {
        return *world_.concepts.find(code_system::snomed,
                                     code_name(static_cast<int>(random_.below(code_count))));
    }
    TextIndex unit() { return world_.texts.intern(random_.of(units)); }

    void add(records::RecordBuilder& builder, records::EntryKey key) {
        using R = ResourceType;
        records::Entry entry;
        entry.type = random_.of({R::condition, R::condition, R::condition, R::observation,
                                 R::observation, R::observation, R::medication_request,
                                 R::medication_request, R::procedure, R::encounter,
                                 R::episode_of_care, R::immunization, R::appointment, R::patient});
        entry.status =
            random_.of({Status::none, Status::active, Status::completed, Status::entered_in_error,
                        Status::final_, Status::finished, Status::resolved, Status::stopped});
        if (!random_.percent(5)) entry.code = code();
        entry.when = moment(random_);
        value(entry);
        elements_.clear();
        add_elements(entry.type);
        builder.put(key, entry, elements_);
    }

    void value(records::Entry& entry) {
        if (random_.percent(50)) return;
        using K = records::ValueKind;
        entry.value_kind = random_.of({K::quantity, K::quantity, K::quantity, K::quantity, K::code,
                                       K::text, K::boolean, K::integer, K::date_time});
        entry.value = value_of(entry.value_kind);
        if (entry.value_kind == K::quantity && !random_.percent(10)) entry.unit = unit();
    }

    std::int64_t value_of(records::ValueKind kind) {
        using K = records::ValueKind;
        switch (kind) {
            case K::quantity:
                return Decimal::one / 2 * random_.between(-4, 12);
            case K::code:
                return code();
            case K::text:
                return world_.texts.intern(random_.of({"order", "plan", "T", "R", "", "Ab c"}));
            case K::boolean:
                return random_.between(0, 1);
            case K::date_time:
                return moment(random_).bits();
            default:
                return random_.between(-2, 5);
        }
    }

    void element(ElementPath path, records::ValueKind kind, int group = 0) {
        records::Element made;
        made.path = path;
        made.group = static_cast<std::uint16_t>(group);
        made.kind = kind;
        made.value = value_of(kind);
        if (kind == records::ValueKind::date_time && made.value == 0) return;
        if (kind == records::ValueKind::quantity) made.unit = unit();
        elements_.push_back(made);
    }

    void add_elements(ResourceType type) {
        using K = records::ValueKind;
        using P = ElementPath;
        const auto maybe = [&](P path, K kind, int chance = 30) {
            if (random_.percent(chance)) element(path, kind);
        };
        for (int i = random_.percent(20) ? random_.between(1, 3) : 0; i > 0; --i)
            element(P::coding, K::code);
        for (int i = random_.percent(20) ? 2 : 0; i > 0; --i) element(P::category, K::code, i);
        maybe(P::recorded_date, K::date_time);
        maybe(P::issued, K::date_time);
        maybe(P::end, K::date_time);
        maybe(P::encounter, K::integer, 10);
        maybe(P::severity, K::code);
        maybe(P::status_reason, K::code, 15);
        maybe(P::reason_code, K::code, 15);
        if (type == ResourceType::observation && random_.percent(30)) {
            for (int group = 1; group <= 2; ++group) {
                if (random_.percent(90)) element(P::component_code, K::code, group);
                if (random_.percent(20)) element(P::component_code, K::code, group);
                if (random_.percent(80)) element(P::component_value, K::quantity, group);
            }
        }
        if (type == ResourceType::medication_request) {
            maybe(P::intent, K::text, 70);
            maybe(P::dispense_quantity, K::quantity);
            maybe(P::repeats_allowed, K::integer);
            maybe(P::do_not_perform, K::boolean, 20);
        }
        if (type == ResourceType::encounter) {
            maybe(P::encounter_class, K::code, 60);
            maybe(P::encounter_length, K::quantity);
        }
        if (type == ResourceType::appointment) maybe(P::slot_minutes, K::integer, 60);
        if (type == ResourceType::patient) {
            maybe(P::ethnicity, K::code, 60);
            maybe(P::deprivation_decile, K::integer, 60);
            maybe(P::main_language, K::text, 60);
        }
    }

    RandomChoice& random_;
    World& world_;
    std::vector<records::Element> elements_;
};

std::string stored_text(records::ValueKind kind, std::int64_t value, TextIndex unit,
                        const World& world) {
    using K = records::ValueKind;
    switch (kind) {
        case K::none:
            return "";
        case K::quantity:
            return fmt::format("{} '{}'", Decimal::from_units(value).to_string(),
                               world.texts.at(unit));
        case K::code:
            return world.concepts.at(static_cast<ConceptIndex>(value)).code;
        case K::text:
            return fmt::format("'{}'", world.texts.at(static_cast<TextIndex>(value)));
        case K::date_time:
            return PartialDateTime::from_bits(value).to_string();
        default:
            return std::to_string(value);
    }
}

}  // namespace

std::string code_name(int code) { return fmt::format("K{}", code); }
std::string value_set_name(int value_set) { return fmt::format("VS{}", value_set); }
std::string value_set_url(int value_set) {
    return fmt::format("https://example.org/value-set/{}", value_set);
}

World make_world(RandomChoice& random) {
    World world;
    for (int code = 0; code < code_count; ++code)
        world.concepts.intern({code_system::snomed, code_name(code), "a finding"});
    for (int set = 0; set < value_set_count; ++set) {
        ValueSet made;
        made.name = value_set_name(set);
        made.url = value_set_url(set);
        // The last one is empty, the one before holds a code that no record has.
        for (int code = 0; code < code_count && set < value_set_count - 2; ++code) {
            if (random.percent(35))
                made.codes.push_back({"http://snomed.info/sct", code_name(code), ""});
        }
        if (set == value_set_count - 2) made.codes.push_back({"http://snomed.info/sct", "K99", ""});
        static_cast<void>(world.value_sets.add(std::move(made)));
    }
    return world;
}

std::vector<std::byte> make_record(RandomChoice& random, World& world, records::PersonId person) {
    return RecordMaker(random, world).make(person);
}

std::string record_text(const records::PatientRecord& record, const World& world) {
    const records::RecordHeader& header = record.header();
    std::string text = fmt::format("person {}: sex {}, born {}, {} {}\n", header.person,
                                   static_cast<int>(header.sex), header.birth.to_string(),
                                   header.deceased ? "dead" : "alive", header.death.to_string());
    for (const records::Entry& entry : record.entries()) {
        text += fmt::format("  {} {} status {}, when {}, value {}\n", fhir_name(entry.type),
                            entry.code == 0 ? "-" : world.concepts.at(entry.code).code,
                            fhir_code(entry.status), entry.when.to_string(),
                            stored_text(entry.value_kind, entry.value, entry.unit, world));
        for (const records::Element& element : record.elements(entry))
            text += fmt::format("    {} {}: {}\n", name_of(element.path), element.group,
                                stored_text(element.kind, element.value, element.unit, world));
    }
    return text;
}

}  // namespace openpcn::differential
