#include "population/cql/model_elements.h"

#include <array>

namespace openpcn::cql {
namespace {

using records::ElementPath;
using records::ResourceType;
using Access = Property::Access;

// The type a value has, before it is interned.
enum class Shape : std::uint8_t {
    boolean,
    integer,
    decimal,
    string,
    date,
    date_time,
    quantity,
    code,
    concept_,
    concepts,
    strings,
    period,
    when_choice,
    value_choice,
    ending,
    components,
    part,
};

struct Row {
    ResourceType resource;
    std::string_view name;  // "dispenseRequest.quantity" for a part of a part
    Access access;
    ElementPath path;
    Shape shape;
};

constexpr ResourceType any_type = ResourceType::count;
using R = ResourceType;
using P = ElementPath;
using A = Access;
using S = Shape;

constexpr std::array rows{
    // Every type
    Row{any_type, "id", A::id, P::none, S::string},
    Row{any_type, "status", A::status, P::none, S::string},
    Row{any_type, "encounter", A::element, P::encounter, S::string},
    Row{any_type, "note", A::element, P::note, S::string},
    Row{any_type, "identifier", A::element, P::identifier, S::string},
    Row{any_type, "category", A::elements, P::category, S::concepts},
    Row{any_type, "reasonCode", A::elements, P::reason_code, S::concepts},
    Row{any_type, "reasonReference", A::elements, P::reason_reference, S::strings},
    Row{any_type, "basedOn", A::elements, P::based_on, S::strings},
    Row{any_type, "partOf", A::elements, P::part_of, S::strings},
    Row{any_type, "statusReason", A::element, P::status_reason, S::concept_},
    Row{any_type, "bodySite", A::element, P::body_site, S::concept_},
    Row{any_type, "profile", A::elements, P::profile, S::strings},
    Row{any_type, "originalTerm", A::element, P::original_term, S::string},
    Row{R::condition, "code", A::code, P::none, S::concept_},
    Row{R::condition, "clinicalStatus", A::status_code, P::none, S::concept_},
    Row{R::condition, "verificationStatus", A::element, P::verification_status, S::concept_},
    Row{R::condition, "severity", A::element, P::severity, S::concept_},
    Row{R::condition, "onset", A::when, P::none, S::when_choice},
    Row{R::condition, "abatement", A::element, P::end, S::when_choice},
    Row{R::condition, "recordedDate", A::element, P::recorded_date, S::date_time},
    Row{R::observation, "code", A::code, P::none, S::concept_},
    Row{R::observation, "effective", A::when_or_period, P::end, S::when_choice},
    Row{R::observation, "issued", A::element, P::issued, S::date_time},
    Row{R::observation, "value", A::value, P::none, S::value_choice},
    Row{R::observation, "interpretation", A::elements, P::interpretation, S::concepts},
    Row{R::observation, "dataAbsentReason", A::element, P::data_absent_reason, S::concept_},
    Row{R::observation, "method", A::element, P::method, S::concept_},
    Row{R::observation, "component", A::components, P::component_code, S::components},
    Row{R::observation, "comparator", A::element, P::value_comparator, S::string},
    Row{R::medication_request, "medication", A::code, P::none, S::concept_},
    Row{R::medication_request, "authoredOn", A::when, P::none, S::date_time},
    Row{R::medication_request, "intent", A::element, P::intent, S::string},
    Row{R::medication_request, "doNotPerform", A::element, P::do_not_perform, S::boolean},
    Row{R::medication_request, "courseOfTherapyType", A::element, P::course_of_therapy,
        S::concept_},
    Row{R::medication_request, "dosageText", A::element, P::dosage_text, S::string},
    Row{R::medication_request, "dispenseRequest", A::part, P::none, S::part},
    Row{R::medication_request, "dispenseRequest.validityPeriod", A::period, P::end, S::period},
    Row{R::medication_request, "dispenseRequest.quantity", A::element, P::dispense_quantity,
        S::quantity},
    Row{R::medication_request, "dispenseRequest.expectedSupplyDuration", A::element,
        P::dispense_days, S::quantity},
    Row{R::medication_request, "dispenseRequest.numberOfRepeatsAllowed", A::element,
        P::repeats_allowed, S::integer},
    Row{R::procedure, "code", A::code, P::none, S::concept_},
    Row{R::procedure, "performed", A::when_or_period, P::end, S::when_choice},
    Row{R::encounter, "type", A::type_concepts, P::none, S::concepts},
    Row{R::encounter, "class", A::element, P::encounter_class, S::code},
    Row{R::encounter, "period", A::period, P::end, S::period},
    Row{R::encounter, "length", A::element, P::encounter_length, S::quantity},
    Row{R::encounter, "hospitalization", A::part, P::none, S::part},
    Row{R::encounter, "hospitalization.dischargeDisposition", A::element, P::discharge_disposition,
        S::concept_},
    Row{R::encounter, "hospitalization.admitSource", A::element, P::admit_source, S::concept_},
    Row{R::episode_of_care, "period", A::period, P::end, S::period},
    Row{R::episode_of_care, "type", A::elements, P::registration_type, S::strings},
    Row{R::episode_of_care, "registrationType", A::element, P::registration_type, S::string},
    Row{R::immunization, "vaccineCode", A::code, P::none, S::concept_},
    Row{R::immunization, "occurrence", A::when, P::none, S::when_choice},
    Row{R::allergy_intolerance, "code", A::code, P::none, S::concept_},
    Row{R::allergy_intolerance, "clinicalStatus", A::status_code, P::none, S::concept_},
    Row{R::allergy_intolerance, "verificationStatus", A::element, P::verification_status,
        S::concept_},
    Row{R::allergy_intolerance, "onset", A::when, P::none, S::when_choice},
    Row{R::allergy_intolerance, "recordedDate", A::element, P::recorded_date, S::date_time},
    Row{R::allergy_intolerance, "criticality", A::element, P::criticality, S::string},
    Row{R::allergy_intolerance, "type", A::element, P::allergy_type, S::string},
    Row{R::service_request, "code", A::code, P::none, S::concept_},
    Row{R::service_request, "authoredOn", A::when, P::none, S::date_time},
    Row{R::service_request, "occurrence", A::when, P::none, S::when_choice},
    Row{R::service_request, "intent", A::element, P::intent, S::string},
    Row{R::service_request, "doNotPerform", A::element, P::do_not_perform, S::boolean},
    Row{R::diagnostic_report, "code", A::code, P::none, S::concept_},
    Row{R::diagnostic_report, "effective", A::when_or_period, P::end, S::when_choice},
    Row{R::diagnostic_report, "issued", A::element, P::issued, S::date_time},
    Row{R::diagnostic_report, "result", A::elements, P::result, S::strings},
    Row{R::care_plan, "code", A::code, P::none, S::concept_},
    Row{R::care_plan, "period", A::period, P::end, S::period},
    Row{R::care_plan, "intent", A::element, P::intent, S::string},
    Row{R::coverage, "type", A::code, P::none, S::concept_},
    Row{R::coverage, "period", A::period, P::end, S::period},
    Row{R::appointment, "serviceType", A::type_concepts, P::none, S::concepts},
    Row{R::appointment, "start", A::when, P::none, S::date_time},
    Row{R::appointment, "created", A::element, P::booked_at, S::date_time},
    Row{R::appointment, "minutesDuration", A::element, P::slot_minutes, S::integer},
    Row{R::appointment, "deliveryChannel", A::element, P::delivery_channel, S::string},
    Row{R::medication_administration, "medication", A::code, P::none, S::concept_},
    Row{R::medication_administration, "effective", A::when_or_period, P::end, S::when_choice},
    Row{R::medication_dispense, "medication", A::code, P::none, S::concept_},
    Row{R::medication_dispense, "whenHandedOver", A::when, P::none, S::date_time},
    Row{R::medication_statement, "medication", A::code, P::none, S::concept_},
    Row{R::medication_statement, "effective", A::when_or_period, P::end, S::when_choice},
    Row{R::device_request, "code", A::code, P::none, S::concept_},
    Row{R::device_request, "authoredOn", A::when, P::none, S::date_time},
    Row{R::communication, "sent", A::when, P::none, S::date_time},
    Row{R::task, "code", A::code, P::none, S::concept_},
    Row{R::task, "authoredOn", A::when, P::none, S::date_time},
    Row{R::goal, "description", A::code, P::none, S::concept_},
    Row{R::family_member_history, "relationship", A::code, P::none, S::concept_},
    Row{R::adverse_event, "event", A::code, P::none, S::concept_},
    Row{R::adverse_event, "date", A::when, P::none, S::date_time},
};

constexpr std::array component_rows{
    Row{R::observation, "code", A::component_element, P::component_code, S::concept_},
    Row{R::observation, "value", A::component_element, P::component_value, S::value_choice},
    Row{R::observation, "dataAbsentReason", A::component_element, P::component_data_absent_reason,
        S::concept_},
};

constexpr std::array patient_rows{
    Row{R::patient, "id", A::id, P::none, S::string},
    Row{R::patient, "birthDate", A::patient_birth_date, P::none, S::date},
    Row{R::patient, "gender", A::patient_gender, P::gender, S::string},
    Row{R::patient, "deceased", A::patient_deceased, P::none, S::ending},
    Row{R::patient, "maritalStatus", A::patient_element, P::marital_status, S::concept_},
    Row{R::patient, "ethnicity", A::patient_element, P::ethnicity, S::concept_},
    Row{R::patient, "smallArea", A::patient_element, P::small_area, S::string},
    Row{R::patient, "deprivationDecile", A::patient_element, P::deprivation_decile, S::integer},
    Row{R::patient, "careHome", A::patient_element, P::care_home, S::string},
    Row{R::patient, "mainLanguage", A::patient_element, P::main_language, S::string},
};

TypeId type_of(TypeTable& types, Shape shape, const Row& row) {
    const auto simple = [](TypeKind kind) { return TypeTable::simple(kind); };
    const auto period = [&] { return types.interval_of(simple(TypeKind::date_time)); };
    switch (shape) {
        case S::boolean:
            return simple(TypeKind::boolean);
        case S::integer:
            return simple(TypeKind::integer);
        case S::decimal:
            return simple(TypeKind::decimal);
        case S::string:
            return simple(TypeKind::string);
        case S::date:
            return simple(TypeKind::date);
        case S::date_time:
            return simple(TypeKind::date_time);
        case S::quantity:
            return simple(TypeKind::quantity);
        case S::code:
            return simple(TypeKind::code);
        case S::concept_:
            return simple(TypeKind::concept_);
        case S::concepts:
            return types.list_of(simple(TypeKind::concept_));
        case S::strings:
            return types.list_of(simple(TypeKind::string));
        case S::period:
            return period();
        case S::when_choice:
            return types.choice_of({simple(TypeKind::date_time), period(),
                                    simple(TypeKind::quantity), simple(TypeKind::string)});
        case S::ending:
            return types.choice_of({simple(TypeKind::boolean), simple(TypeKind::date_time)});
        case S::value_choice:
            return types.choice_of({simple(TypeKind::quantity), simple(TypeKind::concept_),
                                    simple(TypeKind::string), simple(TypeKind::boolean),
                                    simple(TypeKind::integer), simple(TypeKind::date_time),
                                    period(), simple(TypeKind::ratio), simple(TypeKind::time)});
        case S::components: {
            const TypeId component =
                types.intern({TypeKind::component, row.resource, std::string(row.name), {}, {}});
            return types.list_of(component);
        }
        case S::part:
            return types.intern({TypeKind::component, row.resource, std::string(row.name), {}, {}});
    }
    return 0;
}

// A part that is not repeated ("dispenseRequest") is its entry with a longer path.
bool is_part(const Type& owner) {
    return owner.kind == TypeKind::component && owner.name != "component";
}

template <typename Visit>
void for_each_row(const Type& owner, Visit visit) {
    if (owner.kind == TypeKind::patient) {
        for (const Row& row : patient_rows) visit(row, row.name);
    } else if (is_part(owner)) {
        for (const Row& row : rows) {
            if (row.resource == owner.resource && row.name.starts_with(owner.name + ".")) {
                visit(row, row.name.substr(owner.name.size() + 1));
            }
        }
    } else if (owner.kind == TypeKind::component) {
        for (const Row& row : component_rows) visit(row, row.name);
    } else if (owner.kind == TypeKind::resource) {
        for (const Row& row : rows) {
            const bool inside = row.name.find('.') != std::string_view::npos;
            if (row.resource == owner.resource && !inside) visit(row, row.name);
        }
        for (const Row& row : rows) {
            if (row.resource == any_type) visit(row, row.name);
        }
    }
}

}  // namespace

std::optional<ModelElement> model_element(TypeTable& types, const Type& owner,
                                          std::string_view name) {
    const Row* found = nullptr;
    for_each_row(owner, [&](const Row& row, std::string_view row_name) {
        if (found == nullptr && row_name == name) found = &row;
    });
    if (found == nullptr) return std::nullopt;
    const TypeId type = type_of(types, found->shape, *found);
    return ModelElement{{found->access, found->path, std::string(name)}, type};
}

std::vector<std::string> model_element_names(const Type& owner) {
    std::vector<std::string> names;
    for_each_row(owner, [&](const Row&, std::string_view name) { names.emplace_back(name); });
    return names;
}

std::string_view primary_code_path(records::ResourceType type) {
    switch (type) {
        case R::medication_request:
        case R::medication_administration:
        case R::medication_dispense:
        case R::medication_statement:
            return "medication";
        case R::immunization:
            return "vaccineCode";
        case R::encounter:
        case R::coverage:
            return "type";
        case R::appointment:
            return "serviceType";
        case R::goal:
            return "description";
        case R::family_member_history:
            return "relationship";
        case R::adverse_event:
            return "event";
        default:
            return "code";
    }
}

}  // namespace openpcn::cql
