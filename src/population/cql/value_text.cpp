#include "population/cql/value_text.h"

#include <fmt/format.h>

#include "population/cql/quantity.h"

namespace openpcn::cql {
namespace {

std::string time_text(const Value& value) {
    const auto precision = static_cast<PartialDateTime::Precision>(value.extra);
    const auto full =
        PartialDateTime::from_local(value.number, precision, std::nullopt).to_string();
    return full.substr(full.find('T') + 1);
}

std::string joined(const Value& value, const ValueContext& context, std::string_view separator) {
    std::string text;
    for (const Value& item : value.items()) {
        if (!text.empty()) text += separator;
        text += to_text(item, context);
    }
    return text;
}

}  // namespace

std::string decimal_text(Wide units) {
    const bool negative = units < 0;
    const Wide size = negative ? -units : units;
    const auto fraction = static_cast<std::uint64_t>(size % wide_one);
    Wide whole = size / wide_one;
    std::string digits;
    do {
        digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(whole % 10)));
        whole /= 10;
    } while (whole > 0);
    std::string part = fmt::format("{:08}", fraction);
    part.erase(part.find_last_not_of('0') + 1);
    return (negative ? "-" : "") + digits + "." + (part.empty() ? "0" : part);
}

std::string to_plain_text(const Value& value, const TextPool& texts) {
    switch (value.kind) {
        case ValueKind::boolean:
            return value.number != 0 ? "true" : "false";
        case ValueKind::integer:
        case ValueKind::long_integer:
            return fmt::format("{}", value.number);
        case ValueKind::decimal:
            return decimal_text(value.wide());
        case ValueKind::string:
            return std::string(value.text());
        case ValueKind::date:
        case ValueKind::date_time:
            return value.date_time().to_string();
        case ValueKind::time:
            return time_text(value);
        case ValueKind::quantity:
            return quantity_text(value, texts);
        case ValueKind::ratio:
            return to_plain_text(value.items()[0], texts) + ":" +
                   to_plain_text(value.items()[1], texts);
        default:
            return "";
    }
}

std::string to_text(const Value& value, const ValueContext& context) {
    switch (value.kind) {
        case ValueKind::null:
            return "null";
        case ValueKind::string:
            return fmt::format("'{}'", value.text());
        case ValueKind::long_integer:
            return fmt::format("{}L", value.number);
        case ValueKind::date:
            return "@" + value.date_time().to_string();
        case ValueKind::date_time: {
            const std::string text = value.date_time().to_string();
            return "@" + text + (text.find('T') == std::string::npos ? "T" : "");
        }
        case ValueKind::time:
            return "@T" + time_text(value);
        case ValueKind::code: {
            if (const auto parts = value.code_parts(); !parts.empty()) {
                return fmt::format("Code '{}' \"{}\"", parts[0].text(), parts[2].text());
            }
            const auto& concept_ = context.concepts.at(value.extra);
            return fmt::format("Code '{}' \"{}\"", concept_.code, concept_.display);
        }
        case ValueKind::concept_:
            return "Concept { " + joined(value, context, ", ") + " }";
        case ValueKind::ratio:
            return joined(value, context, ":");
        case ValueKind::uncertain:
            return fmt::format("Interval [{}, {}]", to_text(value.items()[0], context),
                               to_text(value.items()[1], context));
        case ValueKind::list:
            return value.items().empty() ? "{}" : "{ " + joined(value, context, ", ") + " }";
        case ValueKind::interval:
            return fmt::format(
                "Interval {} {}, {} {}", (value.flags & Value::low_closed) != 0 ? '[' : '(',
                to_text(value.low_bound(), context), to_text(value.high_bound(), context),
                (value.flags & Value::high_closed) != 0 ? ']' : ')');
        case ValueKind::tuple: {
            const Type& type = context.plan.types.at(value.extra);
            std::string text = "Tuple { ";
            for (std::size_t i = 0; i < value.items().size(); ++i) {
                text += fmt::format("{}{}: {}", i > 0 ? ", " : "", type.fields[i],
                                    to_text(value.items()[i], context));
            }
            return text + " }";
        }
        case ValueKind::entry:
            return fmt::format("entry {}", value.extra);
        case ValueKind::component:
            return fmt::format("component {} of entry {}", value.number, value.extra);
        case ValueKind::patient:
            return "Patient";
        case ValueKind::vocabulary:
            return context.plan.vocabularies[value.extra].id;
        case ValueKind::element:
            return std::string(fhir::class_name(static_cast<fhir::ClassNumber>(value.extra)));
        default:
            return to_plain_text(value, context.texts);
    }
}

}  // namespace openpcn::cql
