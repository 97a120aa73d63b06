// Simple values of LibraryWriter.
#include <fmt/format.h>

#include "generated_world.h"
#include "library_writer.h"

namespace openpcn::differential {

std::string LibraryWriter::unit_of_time() {
    return random_.of({"years", "months", "weeks", "days", "hours", "minutes"});
}

std::string LibraryWriter::number_of_time() {
    const int most = random_.percent(70) ? 6 : 40;
    return fmt::format("{} {}", random_.between(1, most), unit_of_time());
}

std::string LibraryWriter::moment_literal(Kind kind) {
    const int year = random_.percent(50) ? 2023 : random_.between(2014, 2026);
    const std::string mark = kind == Kind::date_time ? "T" : "";
    switch (random_.below(kind == Kind::date_time ? 6 : 4)) {
        case 0:
            return fmt::format("@{:04}{}", year, mark);
        case 1:
            return fmt::format("@{:04}-06{}", year, mark);
        case 2:
            return fmt::format("@{:04}-06-15{}", year, mark);
        case 3:
            return fmt::format("@{:04}-{:02}-{:02}{}", year, random_.between(1, 12),
                               random_.between(1, 28), mark);
        case 4:
            return fmt::format("@{:04}-06-15T09:00:00.0{}", year, random_.of({"", "Z", "+01:00"}));
        default:
            return fmt::format("@{:04}-06-15T{:02}:30{}", year, random_.between(0, 23),
                               random_.of({"", "Z"}));
    }
}

std::string LibraryWriter::leaf(Shape shape) {
    if (random_.percent(40)) {
        if (std::string name = known(shape); !name.empty()) return name;
    }
    if (random_.percent(3)) return fmt::format("(null as {})", cql_type(shape));
    switch (shape.kind) {
        case Kind::boolean:
            return random_.of(
                {"true", "true", "true", "true", "false", "false", "(null as Boolean)"});
        case Kind::integer:
            return fmt::format("{}", random_.between(0, 5));
        case Kind::decimal:
            return fmt::format("{}.{}", random_.between(0, 5), random_.of({"0", "5", "25"}));
        case Kind::string:
            return random_.of({"'order'", "'plan'", "'final'", "'active'", "'completed'", "''",
                               "'entered-in-error'", "'Ab c'"});
        case Kind::date:
            return random_.percent(30) ? "Today()" : moment_literal(Kind::date);
        case Kind::date_time:
            return random_.percent(20) ? "Now()" : moment_literal(Kind::date_time);
        case Kind::quantity:
            return fmt::format("{} '{}'", random_.of({"0", "1", "2.5", "3", "5"}),
                               random_.of(units));
        case Kind::concept_:
            return fmt::format("ToConcept(\"{}\")", code_name(random_.between(0, code_count - 1)));
        case Kind::period:
            return "\"Measurement Period\"";
        case Kind::days:
            return "Interval[@2022-06-15, @2023-06-15]";
        case Kind::numbers:
            return "Interval[1, 3]";
        case Kind::entry:
            return fmt::format("First({})", retrieve(shape.resource));
        case Kind::entries:
            return retrieve(shape.resource);
        case Kind::integers:
            return "{ 1, 2, 3 }";
        case Kind::strings:
            return "{ 'order', 'active', 'final' }";
        case Kind::dates:
            return "{ @2023-06-15, @2024 }";
        case Kind::date_times:
            return "{ @2023-06-15T, @2022-06-15T09:00:00.0Z }";
        case Kind::quantities:
            return "{ 1 'mg', 2.5 'mg' }";
        case Kind::tuples:
            return "{ Tuple { n: 1, d: @2023-06-15T } }";
        case Kind::tuple:
            return "Tuple { n: 2, d: @2022T }";
    }
    return {};
}

std::string LibraryWriter::boolean() {
    const auto any_list = [&]() -> std::string {
        if (random_.percent(75)) return entries(any_resource());
        return of(random_.of({Kind::integers, Kind::dates, Kind::quantities, Kind::strings}));
    };
    switch (random_.below(22)) {
        case 0:
        case 1:
        case 2:
        case 3:
            return fmt::format("({} {} {})", of(Kind::boolean),
                               random_.of({"and", "and", "or", "or", "xor", "implies"}),
                               of(Kind::boolean));
        case 4:
            return fmt::format("(not {})", of(Kind::boolean));
        case 5:
            return fmt::format("({} is {})", of(Kind::boolean),
                               random_.of({"true", "false", "null", "not true", "not null"}));
        case 6:
            return fmt::format(
                "({} is {})",
                of(random_.of({Kind::date, Kind::date_time, Kind::quantity, Kind::integer,
                               Kind::string, Kind::period, Kind::concept_})),
                random_.of({"null", "not null"}));
        case 7:
        case 8:
        case 9:
        case 10:
            return fmt::format("(exists ({}))", any_list());
        case 11:
        case 12:
        case 13:
            return comparison();
        case 14:
        case 15:
        case 16:
            return timing();
        case 17:
            return fmt::format("({} in \"{}\")", of(Kind::concept_),
                               value_set_name(random_.between(0, value_set_count - 1)));
        case 18:
            return fmt::format("({} ~ \"{}\")", of(Kind::concept_),
                               code_name(random_.between(0, code_count - 1)));
        case 19:
            return fmt::format("({} in {{ 'active', 'final', {} }})", of(Kind::string),
                               of(Kind::string));
        case 20:
            return fmt::format("({} in {})", of(Kind::integer),
                               random_.percent(50) ? of(Kind::numbers) : of(Kind::integers));
        default:
            return fmt::format("{}({})", random_.of({"StartsWith", "EndsWith"}),
                               fmt::format("{}, {}", of(Kind::string), of(Kind::string)));
    }
}

std::string LibraryWriter::comparison() {
    const Kind kind = random_.of({Kind::integer, Kind::integer, Kind::decimal, Kind::quantity,
                                  Kind::quantity, Kind::string, Kind::date, Kind::date_time});
    if (random_.percent(10))
        return fmt::format("({} between {} and {})", of(kind), of(kind), of(kind));
    return fmt::format("({} {} {})", of(kind),
                       random_.of({"<", "<=", ">", ">=", "=", "!=", "~", "!~"}), of(kind));
}

std::string LibraryWriter::timing() {
    const bool days = random_.percent(40);
    const Kind point = days ? Kind::date : Kind::date_time;
    const Kind span = days ? Kind::days : Kind::period;
    const std::string precision =
        random_.percent(40) ? random_.of({"year of ", "month of ", "day of "}) : "";
    switch (random_.below(9)) {
        case 0:
            return fmt::format("({} {} {}{})", of(point),
                               random_.of({"before", "after", "same or before", "same or after"}),
                               precision, of(point));
        case 1:
            return fmt::format("({} on or {} {})", of(point), random_.of({"before", "after"}),
                               of(point));
        case 2:
            return fmt::format("({} same {} as {})", of(point),
                               random_.of({"year", "month", "day"}), of(point));
        case 3:
        case 4:
            return fmt::format("({} {} {}{})", of(point), random_.of({"during", "in"}), precision,
                               of(span));
        case 5:
            return fmt::format(
                "({} {} {} {})", of(point), number_of_time(),
                random_.of({"or less before", "or more before", "or less after", "or more after"}),
                of(point));
        case 6:
            return fmt::format("({} within {} of {})", of(point), number_of_time(), of(point));
        case 7:
            return fmt::format(
                "({} {} {})", of(span),
                random_.of({"overlaps", "overlaps before", "overlaps after", "meets", "includes",
                            "included in", "starts", "ends", "before", "after", "=", "same as"}),
                of(span));
        default:
            return fmt::format("({} contains {})", of(span), of(point));
    }
}

std::string LibraryWriter::integer() {
    switch (random_.below(13)) {
        case 0:
        case 1:
            return fmt::format("({} {} {})", of(Kind::integer), random_.of({"+", "-", "*"}),
                               of(Kind::integer));
        case 2:
            return fmt::format("({} {} {})", of(Kind::integer), random_.of({"div", "mod"}),
                               of(Kind::integer));
        case 3:
        case 4:
            return fmt::format(
                "Count({})", random_.percent(70)
                                 ? entries(any_resource())
                                 : of(random_.of({Kind::integers, Kind::dates, Kind::quantities})));
        case 5:
            return "AgeInYears()";
        case 6:
            return fmt::format("AgeInYearsAt({})", of(Kind::date));
        case 7:
            return fmt::format("({} in {} between {} and {})",
                               random_.of({"duration", "difference"}), unit_of_time(),
                               of(Kind::date_time), of(Kind::date_time));
        case 8:
            return fmt::format("({} between {} and {})", random_.of({"years", "months", "days"}),
                               of(Kind::date), of(Kind::date));
        case 9:
            return fmt::format("({} from {})", random_.of({"year", "month", "day"}),
                               of(Kind::date));
        case 10:
            return fmt::format("Length({})", of(Kind::string));
        case 11:
            return fmt::format("{}({})", random_.of({"Sum", "Min", "Max"}), of(Kind::integers));
        default: {
            const std::string name = alias({Kind::integer, Resource::none});
            const std::string source = of(Kind::integers);
            scope_.push_back({name, {Kind::integer, Resource::none}});
            scope_.push_back({"R", {Kind::integer, Resource::none}});
            std::string text = fmt::format("(({}) {} aggregate R starting {}: {})", source, name,
                                           random_.between(0, 2), of(Kind::integer));
            scope_.resize(scope_.size() - 2);
            return text;
        }
    }
}

std::string LibraryWriter::decimal() {
    switch (random_.below(5)) {
        case 0:
            return fmt::format("({} {} {})", of(Kind::decimal), random_.of({"+", "-", "*", "/"}),
                               of(Kind::decimal));
        case 1:
            return fmt::format("({} / {})", of(Kind::integer), of(Kind::integer));
        case 2:
            return fmt::format("({}).value", of(Kind::quantity));
        case 3:
            return fmt::format("Round({}, {})", of(Kind::decimal), random_.between(0, 2));
        default:
            return fmt::format("ToDecimal({})", of(Kind::integer));
    }
}

std::string LibraryWriter::string() {
    switch (random_.below(7)) {
        case 0:
            return fmt::format("({} + {})", of(Kind::string), of(Kind::string));
        case 1:
            return fmt::format("{}({})", random_.of({"Upper", "Lower"}), of(Kind::string));
        case 2:
            return "Patient.gender";
        case 3:
            return fmt::format("ToString({})",
                               of(random_.of({Kind::integer, Kind::date, Kind::decimal})));
        case 4:
            return fmt::format("Substring({}, {})", of(Kind::string), of(Kind::integer));
        case 5:
            return fmt::format("First({})", of(Kind::strings));
        default:
            return fmt::format("({} & {})", of(Kind::string), of(Kind::string));
    }
}

std::string LibraryWriter::date() {
    switch (random_.below(8)) {
        case 0:
        case 1:
            return fmt::format("({} {} {})", of(Kind::date), random_.of({"+", "-"}),
                               number_of_time());
        case 2:
        case 3:
            return fmt::format("(date from {})", of(Kind::date_time));
        case 4:
            return "Patient.birthDate";
        case 5:
            return fmt::format("Date({}, 6, {})", of(Kind::integer), of(Kind::integer));
        case 6:
            return fmt::format("{}({})", random_.of({"Max", "Min", "First", "Last"}),
                               of(Kind::dates));
        default:
            return fmt::format("{} of {}", random_.of({"(start", "(end"}), of(Kind::days)) + ")";
    }
}

std::string LibraryWriter::date_time() {
    switch (random_.below(7)) {
        case 0:
        case 1:
            return fmt::format("({} {} {})", of(Kind::date_time), random_.of({"+", "-"}),
                               number_of_time());
        case 2:
            return fmt::format("{} of {})", random_.of({"(start", "(end"}), of(Kind::period));
        case 3:
            return fmt::format("{}({})", random_.of({"Max", "Min", "First", "Last"}),
                               of(Kind::date_times));
        case 4:
            return fmt::format("ToDateTime({})", of(Kind::date));
        case 5:
            return "(Patient.deceased as FHIR.dateTime)";
        default:
            return fmt::format("DateTime({}, 6, {})", random_.between(2020, 2024),
                               of(Kind::integer));
    }
}

std::string LibraryWriter::quantity() {
    switch (random_.below(4)) {
        case 0:
            return fmt::format("({} {} {})", of(Kind::quantity), random_.of({"+", "-"}),
                               of(Kind::quantity));
        case 1:
            return fmt::format("(({}).value as Quantity)", entry(Resource::observation));
        case 2:
            return fmt::format("{}({})", random_.of({"Max", "Min", "First", "Last", "Sum"}),
                               of(Kind::quantities));
        default:
            return fmt::format("Abs({})", of(Kind::quantity));
    }
}

std::string LibraryWriter::concept_text() {
    return random_.percent(50)
               ? fmt::format("({}).code", entry(Resource::condition))
               : fmt::format("(({}).value as FHIR.CodeableConcept)", entry(Resource::observation));
}

std::string LibraryWriter::interval(Kind kind) {
    const Kind point = kind == Kind::period ? Kind::date_time
                       : kind == Kind::days ? Kind::date
                                            : Kind::integer;
    switch (random_.below(6)) {
        case 0:
            if (kind == Kind::period) return fmt::format("({}).period", entry(Resource::encounter));
            [[fallthrough]];
        case 1:
            return fmt::format("({} {} {})", expression({kind, Resource::none}),
                               random_.of({"union", "intersect"}),
                               expression({kind, Resource::none}));
        case 2:
            if (kind == Kind::days)
                return fmt::format("Interval[Today() - {}, Today()]", number_of_time());
            [[fallthrough]];
        default: {
            // Few that end before they start: that is a failure, and ends the comparison.
            const std::string low = of(point);
            const std::string high = random_.percent(5) ? of(point)
                                     : point == Kind::integer
                                         ? fmt::format("{} + {}", low, random_.between(1, 5))
                                         : fmt::format("{} + {}", low, number_of_time());
            return fmt::format("Interval{}{}, {}{}", random_.of({"[", "("}), low, high,
                               random_.of({"]", ")"}));
        }
    }
}

}  // namespace openpcn::differential
