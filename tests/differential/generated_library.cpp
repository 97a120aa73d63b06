#include "generated_library.h"

#include <fmt/format.h>

#include "generated_world.h"
#include "library_writer.h"

namespace openpcn::differential {

namespace {

constexpr Element condition_elements[] = {
    {"code", "", Kind::concept_},
    {"clinicalStatus", "", Kind::concept_},
    {"severity", "", Kind::concept_},
    {"onset", "FHIR.dateTime", Kind::date_time},
    {"abatement", "FHIR.dateTime", Kind::date_time},
    {"recordedDate", "", Kind::date_time},
    {"id", "", Kind::string},
};
constexpr Element observation_elements[] = {
    {"code", "", Kind::concept_},
    {"status", "", Kind::string},
    {"effective", "FHIR.dateTime", Kind::date_time},
    {"effective", "FHIR.Period", Kind::period},
    {"issued", "", Kind::date_time},
    {"value", "FHIR.Quantity", Kind::quantity},
    {"value", "FHIR.CodeableConcept", Kind::concept_},
    {"value", "FHIR.string", Kind::string},
};
constexpr Element request_elements[] = {
    {"medication", "FHIR.CodeableConcept", Kind::concept_},
    {"status", "", Kind::string},
    {"intent", "", Kind::string},
    {"authoredOn", "", Kind::date_time},
    {"doNotPerform", "", Kind::boolean},
    {"dispenseRequest.quantity", "", Kind::quantity},
    {"dispenseRequest.numberOfRepeatsAllowed", "", Kind::integer},
};
constexpr Element procedure_elements[] = {
    {"code", "", Kind::concept_},
    {"status", "", Kind::string},
    {"performed", "FHIR.dateTime", Kind::date_time},
    {"performed", "FHIR.Period", Kind::period},
};
constexpr Element encounter_elements[] = {
    {"status", "", Kind::string},
    {"period", "", Kind::period},
    {"length", "", Kind::quantity},
};
constexpr Element episode_elements[] = {
    {"status", "", Kind::string},
    {"period", "", Kind::period},
};
constexpr Element immunization_elements[] = {
    {"vaccineCode", "", Kind::concept_},
    {"status", "", Kind::string},
    {"occurrence", "FHIR.dateTime", Kind::date_time},
};
constexpr Element appointment_elements[] = {
    {"status", "", Kind::string},
    {"start", "", Kind::date_time},
    {"minutesDuration", "", Kind::integer},
};

constexpr Kind defined_kinds[] = {Kind::boolean, Kind::boolean,    Kind::boolean,    Kind::boolean,
                                  Kind::integer, Kind::integer,    Kind::decimal,    Kind::string,
                                  Kind::date,    Kind::date_time,  Kind::quantity,   Kind::concept_,
                                  Kind::period,  Kind::days,       Kind::entry,      Kind::entries,
                                  Kind::entries, Kind::entries,    Kind::integers,   Kind::strings,
                                  Kind::dates,   Kind::date_times, Kind::quantities, Kind::tuples};

}  // namespace

std::string_view name_of(Resource resource) {
    static constexpr std::string_view names[] = {
        "",          "Condition",     "Observation",  "MedicationRequest", "Procedure",
        "Encounter", "EpisodeOfCare", "Immunization", "Appointment"};
    return names[static_cast<std::size_t>(resource)];
}

std::span<const Element> elements_of(Resource resource) {
    switch (resource) {
        case Resource::condition:
            return condition_elements;
        case Resource::observation:
            return observation_elements;
        case Resource::medication_request:
            return request_elements;
        case Resource::procedure:
            return procedure_elements;
        case Resource::encounter:
            return encounter_elements;
        case Resource::episode_of_care:
            return episode_elements;
        case Resource::immunization:
            return immunization_elements;
        case Resource::appointment:
            return appointment_elements;
        default:
            return {};
    }
}

std::string cql_type(Shape shape) {
    switch (shape.kind) {
        case Kind::boolean:
            return "Boolean";
        case Kind::integer:
            return "Integer";
        case Kind::decimal:
            return "Decimal";
        case Kind::string:
            return "String";
        case Kind::date:
            return "Date";
        case Kind::date_time:
            return "DateTime";
        case Kind::quantity:
            return "Quantity";
        case Kind::concept_:
            return "Concept";
        case Kind::period:
            return "Interval<DateTime>";
        case Kind::days:
            return "Interval<Date>";
        case Kind::numbers:
            return "Interval<Integer>";
        case Kind::entry:
            return std::string(name_of(shape.resource));
        case Kind::entries:
            return fmt::format("List<{}>", name_of(shape.resource));
        case Kind::integers:
            return "List<Integer>";
        case Kind::strings:
            return "List<String>";
        case Kind::dates:
            return "List<Date>";
        case Kind::date_times:
            return "List<DateTime>";
        case Kind::quantities:
            return "List<Quantity>";
        case Kind::tuples:
            return "List<Tuple { n Integer, d DateTime }>";
        case Kind::tuple:
            return "Tuple { n Integer, d DateTime }";
    }
    return {};
}

bool LibraryWriter::burn(int cost) {
    fuel_ -= cost;
    return fuel_ > 0;
}

std::string LibraryWriter::known(Shape shape) {
    std::vector<std::string> fitting;
    for (const Name& name : scope_) {
        if (name.shape == shape) fitting.push_back(name.text);
        if (name.shape.kind == Kind::tuple && shape.kind == Kind::integer)
            fitting.push_back(name.text + ".n");
        if (name.shape.kind == Kind::tuple && shape.kind == Kind::date_time)
            fitting.push_back(name.text + ".d");
        if (name.shape.kind != Kind::entry) continue;
        for (const Element& element : elements_of(name.shape.resource)) {
            if (element.kind != shape.kind) continue;
            const std::string read = fmt::format("{}.{}", name.text, element.name);
            fitting.push_back(element.cast.empty() ? read
                                                   : fmt::format("({} as {})", read, element.cast));
        }
    }
    if (fitting.empty()) return {};
    // Half the time what was named last: the alias of the query that is being written.
    return random_.percent(50) ? fitting.back() : fitting[random_.below(fitting.size())];
}

std::string LibraryWriter::call(Shape shape) {
    for (const Function& function : functions_) {
        if (!(function.result == shape) || random_.percent(50)) continue;
        std::vector<std::string> arguments;
        for (const Shape& parameter : function.parameters)
            arguments.push_back(expression(parameter));
        if (!function.fluent)
            return fmt::format("{}({})", function.name, fmt::join(arguments, ", "));
        const std::string first = fmt::format("({})", arguments[0]);
        arguments.erase(arguments.begin());
        return fmt::format("{}.{}({})", first, function.name, fmt::join(arguments, ", "));
    }
    return {};
}

std::string LibraryWriter::expression(Shape shape) {
    if (!burn(1) || random_.percent(12)) return leaf(shape);
    if (random_.percent(30)) {
        if (std::string name = known(shape); !name.empty()) return name;
    }
    if (random_.percent(8)) {
        if (std::string text = call(shape); !text.empty()) return text;
    }
    if (random_.percent(4))
        return fmt::format("(if {} then {} else {})", of(Kind::boolean), expression(shape),
                           expression(shape));
    if (random_.percent(3))
        return fmt::format("Coalesce({}, {})", expression(shape), expression(shape));
    if (random_.percent(2))
        return fmt::format("(case when {} then {} when {} then {} else {} end)", of(Kind::boolean),
                           expression(shape), of(Kind::boolean), expression(shape), leaf(shape));
    return form(shape);
}

std::string LibraryWriter::form(Shape shape) {
    switch (shape.kind) {
        case Kind::boolean:
            return boolean();
        case Kind::integer:
            return integer();
        case Kind::decimal:
            return decimal();
        case Kind::string:
            return string();
        case Kind::date:
            return date();
        case Kind::date_time:
            return date_time();
        case Kind::quantity:
            return quantity();
        case Kind::concept_:
            return concept_text();
        case Kind::period:
        case Kind::days:
        case Kind::numbers:
            return interval(shape.kind);
        case Kind::entry:
            return entry(shape.resource);
        case Kind::entries:
            return entries(shape.resource);
        case Kind::tuples:
            return tuples();
        case Kind::tuple:
            return one_of_list(Kind::tuples);
        default:
            return values(shape.kind);
    }
}

std::string LibraryWriter::definition(int number) {
    Shape shape{random_.of(defined_kinds), Resource::none};
    if (shape.kind == Kind::entry || shape.kind == Kind::entries) shape.resource = any_resource();
    fuel_ = random_.between(4, 30);
    const std::string name = fmt::format("\"D{}\"", number);
    std::string text = fmt::format("define {}:\n  {}\n\n", name, form(shape));
    scope_.push_back({name, shape});
    return text;
}

std::string LibraryWriter::function(int number) {
    static constexpr Kind kinds[] = {Kind::boolean, Kind::integer, Kind::date, Kind::quantity};
    Function made;
    made.name = fmt::format("\"F{}\"", number);
    made.result.kind = random_.of(kinds);
    made.fluent = random_.percent(40);
    const std::vector<Name> outside = std::exchange(scope_, {});
    std::string parameters;
    for (int i = random_.between(1, 2); i > 0; --i) {
        Shape shape{
            random_.of({Kind::boolean, Kind::integer, Kind::date_time, Kind::entry, Kind::entries}),
            Resource::none};
        if (shape.kind == Kind::entry || shape.kind == Kind::entries)
            shape.resource = any_resource();
        const std::string name = fmt::format("Given{}", i);
        parameters += fmt::format("{}{} {}", parameters.empty() ? "" : ", ", name, cql_type(shape));
        made.parameters.push_back(shape);
        scope_.push_back({name, shape});
    }
    fuel_ = random_.between(4, 14);
    const std::string body = expression(made.result);
    scope_ = outside;
    std::string text = fmt::format("define {}function {}({}):\n  {}\n\n",
                                   made.fluent ? "fluent " : "", made.name, parameters, body);
    functions_.push_back(std::move(made));
    return text;
}

std::string LibraryWriter::write() {
    std::string text = "library Generated version '1'\n\nusing FHIR version '4.0.1'\n\n";
    text += "codesystem \"SNOMED\": 'http://snomed.info/sct'\n";
    for (int i = 0; i < value_set_count; ++i)
        text += fmt::format("valueset \"{}\": '{}'\n", value_set_name(i), value_set_url(i));
    for (int i = 0; i < code_count; ++i)
        text += fmt::format("code \"{0}\": '{0}' from \"SNOMED\"\n", code_name(i));
    text += "parameter \"Measurement Period\" Interval<DateTime>\n\ncontext Patient\n\n";
    scope_.push_back({"\"Measurement Period\"", {Kind::period, Resource::none}});
    for (int i = 0; i < 3; ++i) text += function(i);
    const int definitions = random_.between(5, 12);
    for (int i = 0; i < definitions; ++i) text += definition(i);
    return text;
}

std::string make_library(RandomChoice& random) { return LibraryWriter(random).write(); }

}  // namespace openpcn::differential
