// The findings of registration_check.h, rule by rule. Inside this module only.
#pragma once

#include "formation/registration_check.h"

namespace openpcn::formation {

using Findings = std::vector<Finding>;

void add_start(Findings& findings, const Registration& registration,
               const RegistrationFacts& facts);
// They exist, are open, are in one network, lie with the commissioner; and who is still missing.
void add_practices(Findings& findings, const Registration& registration,
                   const RegistrationFacts& facts);
void add_lists(Findings& findings, const Registration& registration,
               const RegistrationFacts& facts);
void add_size(Findings& findings, const Registration& registration, const RegistrationFacts& facts);
void add_area(Findings& findings, const Registration& registration, const RegistrationFacts& facts);
void add_acceptances(Findings& findings, const Registration& registration,
                     const RegistrationFacts& facts);
// The agreement, directors and payee.
void add_papers(Findings& findings, const RegistrationFacts& facts);

// "A81001, A81002 and 3 more".
std::string named(const std::vector<OdsCode>& codes);
// The practice's name with its code, as far as the register knows it.
std::string named(const organisations::RegisterView& view, const OdsCode& code);

}  // namespace openpcn::formation
