#include "cohorts/network_people.h"

namespace openpcn::cohorts {
namespace {

std::uint8_t decile_of(const records::PatientRecord& record) {
    const auto patients = record.entries(records::ResourceType::patient);
    const records::Element* found =
        patients.empty() ? nullptr
                         : record.find(patients[0], records::ElementPath::deprivation_decile);
    const bool known = found != nullptr && found->value >= 1 && found->value <= 10;
    return known ? static_cast<std::uint8_t>(found->value) : std::uint8_t{0};
}

}  // namespace

std::shared_ptr<const NetworkPeople> people_of(
    std::shared_ptr<const void> image, std::span<const services::PracticeRecords> practices) {
    auto made = std::make_shared<NetworkPeople>();
    made->image = std::move(image);
    for (std::size_t p = 0; p < practices.size(); ++p) {
        made->practices.push_back(practices[p].ods_code);
        for (const records::PatientRecord& record : practices[p].people)
            made->people.push_back(
                {record, static_cast<records::PracticeIndex>(p), decile_of(record)});
    }
    return made;
}

}  // namespace openpcn::cohorts
