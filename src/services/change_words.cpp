#include "services/change_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/day_in_words.h"
#include "services/list_name.h"

namespace openpcn::services {

using explanations::Attribute;
using explanations::AttributeRange;
using explanations::AttributeValue;
using explanations::RecordChange;
using explanations::RecordChanges;
using records::ElementPath;
using records::ResourceType;
using records::ValueKind;
using Kind = RecordChange::Kind;

namespace {

std::string quoted(std::string_view text) { return fmt::format("\"{}\"", text); }

std::string long_date(PartialDateTime time) {
    if (!time.has_value()) return "no date";
    if (time.precision() < PartialDateTime::Precision::day) return time.to_string();
    return day_in_words(time.date());
}

// What an entry of a type is called, and what is done with it.
struct TypeWords {
    std::string_view article;
    std::string_view one;
    std::string_view many;
    std::string_view link;
    std::string_view dated;
};

TypeWords words_of(ResourceType type) {
    switch (type) {
        case ResourceType::medication_request:
            return {"a", "prescription", "prescriptions", "of", "issued"};
        case ResourceType::immunization:
            return {"a", "vaccination", "vaccinations", "with", "given"};
        case ResourceType::allergy_intolerance:
            return {"an", "allergy", "allergies", "to", "recorded"};
        case ResourceType::encounter:
            return {"a", "contact", "contacts", "of", "beginning"};
        case ResourceType::episode_of_care:
            return {"a", "registration", "registrations", "of", "beginning"};
        default:
            return {"an", "entry", "entries", "of", "recorded"};
    }
}

// registration_type as "registration type".
std::string path_words(ElementPath path) {
    std::string words(records::name_of(path));
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

int whole_years(Date from, Date to) {
    int years = to.year() - from.year();
    if (from.plus_months(12 * years) > to) --years;
    return years;
}

std::string upper_first(std::string text) {
    if (!text.empty())
        text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

std::string_view name_of(Kind kind) {
    static constexpr std::string_view names[] = {"later_date",   "add_entry",    "reach_age",
                                                 "change_entry", "remove_entry", "no_death"};
    return names[static_cast<std::size_t>(kind)];
}

}  // namespace

ChangeWords::ChangeWords(const cql::Plan& plan, const ConceptDictionary& concepts,
                         const TextPool& texts, const records::PatientRecord& record, Date as_at,
                         cql::NodeIndex node)
    : plan_(plan),
      concepts_(concepts),
      texts_(texts),
      record_(record),
      as_at_(as_at),
      reach_(plan, node) {}

// Entries of one list that are added together are one step.
ExplainedChange ChangeWords::describe(RecordChanges changes) const {
    ExplainedChange made;
    for (std::size_t i = 0; i < changes.size();) {
        std::size_t end = i + 1;
        const bool is_new = changes[i].kind == Kind::add_entry;
        while (is_new && end < changes.size() && changes[end].kind == Kind::add_entry &&
               changes[end].retrieve == changes[i].retrieve)
            ++end;
        const std::string words =
            end - i > 1 ? repeated(std::span(changes).subspan(i, end - i)) : step(changes[i]);
        made.steps.push_back(
            {std::string(services::name_of(changes[i].kind)), upper_first(words), end - i});
        made.text += (i == 0 ? "" : "; and ") + words;
        i = end;
    }
    made.text = upper_first(std::move(made.text)) + ".";
    made.changes = std::move(changes);
    return made;
}

std::string ChangeWords::step(const RecordChange& change) const {
    switch (change.kind) {
        case Kind::later_date:
            return later_date(change.as_at);
        case Kind::reach_age:
            return age(change.birth);
        case Kind::add_entry:
            return addition(change);
        case Kind::change_entry:
            return changed_entry(change);
        case Kind::remove_entry:
            return entry_there(change.draft.key) + " taken away";
        case Kind::no_death:
            break;
    }
    return "no record of a death";
}

std::string ChangeWords::later_date(Date day) const {
    std::string text = "nothing but time: from " + day_in_words(day) + " on";
    const PartialDateTime birth = record_.header().birth;
    if (!birth.has_value() || !reach_.reads_birth) return text;
    const int years = whole_years(birth.date(), day);
    if (birth.date().plus_months(12 * years) == day)
        text += fmt::format(", the day on which the person turns {}", years);
    return text;
}

std::string ChangeWords::age(PartialDateTime birth) const {
    const int years = whole_years(birth.date(), as_at_);
    const int now = whole_years(record_.header().birth.date(), as_at_);
    if (birth.date() == as_at_.plus_months(-12 * years))
        return fmt::format("an age of {} or over (now {})", years, now);
    int months = 12 * years;
    while (as_at_.plus_months(-months - 1) >= birth.date()) ++months;
    return fmt::format("an age of {} months or over", months);
}

bool ChangeWords::only_as_diagnosis(std::uint32_t value_set) const {
    return std::all_of(reach_.retrieves.begin(), reach_.retrieves.end(), [&](cql::NodeIndex node) {
        const cql::Retrieve& list = plan_.retrieves[plan_.nodes[node].payload];
        return list.filter != cql::Retrieve::Filter::value_set || list.value_set != value_set ||
               list.type == ResourceType::condition;
    });
}

std::string ChangeWords::list_name(std::uint32_t retrieve) const {
    for (const cql::NodeIndex node : reach_.retrieves) {
        if (plan_.nodes[node].payload == retrieve) return quoted(services::list_name(plan_, node));
    }
    return quoted(records::fhir_name(plan_.retrieves[retrieve].type));
}

std::string ChangeWords::name_of(const RecordChange& addition) const {
    const cql::Retrieve& list = plan_.retrieves[addition.retrieve];
    const TypeWords words = words_of(list.type);
    const std::string one = fmt::format("{} {}", words.article, words.one);
    switch (list.filter) {
        case cql::Retrieve::Filter::none:
            return addition.draft.entry.code == 0 ? one : one + " of any kind";
        case cql::Retrieve::Filter::codes:
            return fmt::format("{} {} {}", one, words.link,
                               quoted(concepts_.at(addition.draft.entry.code).display));
        case cql::Retrieve::Filter::value_set:
            break;
    }
    if (list.type == ResourceType::condition && only_as_diagnosis(list.value_set))
        return "a diagnosis of " + list_name(addition.retrieve);
    const bool is_measured = addition.draft.entry.value_kind == ValueKind::quantity;
    return fmt::format("{} {} {}", is_measured ? "a value" : one, words.link,
                       list_name(addition.retrieve));
}

std::string ChangeWords::addition(const RecordChange& change) const {
    return name_of(change) + ranges(change);
}

// "3 prescriptions of "Opioids" on different days, issued since 1 May 2026".
std::string ChangeWords::repeated(std::span<const RecordChange> changes) const {
    const RecordChange& first = changes[0];
    const cql::Retrieve& list = plan_.retrieves[first.retrieve];
    const TypeWords words = words_of(list.type);
    std::string text = fmt::format("{} {}", changes.size(), words.many);
    if (list.filter == cql::Retrieve::Filter::value_set)
        text += fmt::format(" {} {}", words.link, list_name(first.retrieve));
    if (first.draft.entry.code != changes[1].draft.entry.code)
        text += list.type == ResourceType::medication_request ? " of different medicines"
                                                              : " with different codes";
    text += ranges(first);
    if (first.draft.entry.when != changes[1].draft.entry.when) {
        std::vector<PartialDateTime> days;
        for (const RecordChange& change : changes) days.push_back(change.draft.entry.when);
        std::sort(days.begin(), days.end());
        text += fmt::format(" on different days, such as {} and {}", long_date(days.front()),
                            long_date(days.back()));
    }
    return text;
}

std::string ChangeWords::ranges(const RecordChange& change) const {
    std::string numbers, days, others;
    for (const AttributeRange& one : change.ranges) {
        const std::string words = range(one);
        if (words.empty()) continue;
        const bool is_when = one.attribute.what == Attribute::What::when;
        const bool is_value = one.attribute.what == Attribute::What::value;
        if (is_when) {
            days += fmt::format(", {} {}", words_of(change.draft.entry.type).dated, words);
        } else if (is_value) {
            numbers += " " + words;
        } else if (one.attribute.path == ElementPath::component_value) {
            const AttributeValue code = explanations::get(
                change.draft,
                {Attribute::What::element, ElementPath::component_code, one.attribute.group});
            numbers += fmt::format(
                "{} {} {}", numbers.empty() ? " with" : " and",
                quoted(concepts_.at(static_cast<ConceptIndex>(code.value)).display), words);
        } else {
            const bool is_status = one.attribute.what == Attribute::What::status;
            others += fmt::format(", with {} {}",
                                  is_status ? "status" : path_words(one.attribute.path), words);
        }
    }
    return numbers + others + days;
}

std::string ChangeWords::value_text(const AttributeValue& value) const {
    switch (value.kind) {
        case ValueKind::quantity: {
            const std::string number = Decimal::from_units(value.value).to_string();
            const std::string& unit = texts_.at(value.unit);
            return unit.empty() || unit == "1" ? number : number + " " + unit;
        }
        case ValueKind::code:
            return quoted(concepts_.at(static_cast<ConceptIndex>(value.value)).display);
        case ValueKind::text:
            return quoted(texts_.at(static_cast<TextIndex>(value.value)));
        case ValueKind::boolean:
            return value.value != 0 ? "\"yes\"" : "\"no\"";
        case ValueKind::date_time:
            return long_date(PartialDateTime::from_bits(value.value));
        case ValueKind::integer:
            return quoted(records::fhir_code(static_cast<records::Status>(value.value)));
        default:
            return "left out";
    }
}

std::string ChangeWords::range(const AttributeRange& range) const {
    const auto kind = range.low ? range.low->kind : range.high ? range.high->kind : ValueKind::none;
    if (kind == ValueKind::date_time) return range_of_days(range);
    if (kind == ValueKind::quantity || (!range.low && !range.high)) return range_of_numbers(range);
    return value_text(*range.low);
}

std::string ChangeWords::range_of_days(const AttributeRange& range) const {
    const AttributeValue today{ValueKind::date_time, PartialDateTime::from_date(as_at_).bits(), 0};
    if (range.low == today && (!range.high || range.high == today)) return "today";
    if (range.low && range.high)
        return *range.low == *range.high
                   ? "on " + value_text(*range.low)
                   : fmt::format("from {} to {}", value_text(*range.low), value_text(*range.high));
    return range.low ? "since " + value_text(*range.low)
                     : "on or before " + value_text(*range.high);
}

std::string ChangeWords::range_of_numbers(const AttributeRange& range) const {
    if (!range.low && !range.high) return "with any value";
    if (range.low && range.high) {
        if (*range.low == *range.high) return "of " + value_text(*range.low);
        AttributeValue plain = *range.low;
        plain.unit = 0;
        return fmt::format("from {} to {}", value_text(plain), value_text(*range.high));
    }
    return range.low ? fmt::format("of {} or more", value_text(*range.low))
                     : fmt::format("of {} or less", value_text(*range.high));
}

std::string ChangeWords::entry_there(records::EntryKey key) const {
    const auto keys = record_.keys();
    const auto place = std::find(keys.begin(), keys.end(), key) - keys.begin();
    const records::Entry& entry = record_.entries()[static_cast<std::size_t>(place)];
    if (entry.code == 0)
        return fmt::format("the {} of {}", words_of(entry.type).one, long_date(entry.when));
    const std::string& display = concepts_.at(entry.code).display;
    return fmt::format("the entry {} of {}",
                       quoted(display.empty() ? concepts_.at(entry.code).code : display),
                       long_date(entry.when));
}

std::string ChangeWords::changed_entry(const RecordChange& change) const {
    std::string text = entry_there(change.draft.key);
    const auto keys = record_.keys();
    const auto place = static_cast<std::size_t>(
        std::find(keys.begin(), keys.end(), change.draft.key) - keys.begin());
    const records::Entry& entry = record_.entries()[place];
    const auto elements = record_.elements(entry);
    const explanations::DraftEntry before{
        change.draft.key, entry, {elements.begin(), elements.end()}};
    for (const AttributeRange& one : change.ranges) {
        const std::string words = range(one);
        const AttributeValue was = explanations::get(before, one.attribute);
        if (one.attribute.what == Attribute::What::when) {
            text += ", if it were dated " + words;
        } else if (one.attribute.what == Attribute::What::value ||
                   one.attribute.path == ElementPath::component_value) {
            text +=
                fmt::format(", if its value were {} (it is {})",
                            words.starts_with("of ") ? words.substr(3) : words, value_text(was));
        } else {
            const bool is_status = one.attribute.what == Attribute::What::status;
            text += fmt::format(", if its {} were {}",
                                is_status ? "status" : path_words(one.attribute.path), words);
        }
    }
    return text;
}

}  // namespace openpcn::services
