// The SNOMED CT codes that generated people carry: the main concept of each condition, test and
// activity that rules ask about.
//
// Codes come from the clinical reference, section 1, or from public code lists; these are in
// neither [GK]: reflux, chronic pain, backache, skin eruption, lower respiratory infection, 12 lead
// electrocardiogram, penicillin allergy. `type` is a line's type in the CSV extract; docs/guides/
// csv-extract.md says which FHIR resource it becomes.
#pragma once

#include <cstdint>
#include <string_view>

namespace openpcn::synthetic {

enum class EntryType : std::uint8_t {
    diagnosis,
    observation,
    procedure,
    immunisation,
    allergy,
    referral,
    plan
};

struct ClinicalCode {
    std::string_view code;
    std::string_view term;
    std::string_view unit;  // UCUM; empty: the code carries no value
    EntryType type;
};

namespace codes {

inline constexpr ClinicalCode essential_hypertension{"59621000", "Essential hypertension", "",
                                                     EntryType::diagnosis};
inline constexpr ClinicalCode hypertension_resolved{"162659009", "Hypertension resolved", "",
                                                    EntryType::diagnosis};
inline constexpr ClinicalCode type_1_diabetes{"46635009", "Diabetes mellitus type 1", "",
                                              EntryType::diagnosis};
inline constexpr ClinicalCode type_2_diabetes{"44054006", "Diabetes mellitus type 2", "",
                                              EntryType::diagnosis};
inline constexpr ClinicalCode diabetes_resolved{"315051004", "Diabetes resolved", "",
                                                EntryType::diagnosis};
inline constexpr ClinicalCode ischaemic_heart_disease{"414545008", "Ischaemic heart disease", "",
                                                      EntryType::diagnosis};
inline constexpr ClinicalCode angina{"194828000", "Angina", "", EntryType::diagnosis};
inline constexpr ClinicalCode myocardial_infarction{"22298006", "Myocardial infarction", "",
                                                    EntryType::diagnosis};
inline constexpr ClinicalCode cerebral_infarction{"432504007", "Cerebral infarction", "",
                                                  EntryType::diagnosis};
inline constexpr ClinicalCode stroke{"230690007", "Cerebrovascular accident", "",
                                     EntryType::diagnosis};
inline constexpr ClinicalCode transient_ischaemic_attack{"266257000", "Transient ischaemic attack",
                                                         "", EntryType::diagnosis};
inline constexpr ClinicalCode atrial_fibrillation{"49436004", "Atrial fibrillation", "",
                                                  EntryType::diagnosis};
inline constexpr ClinicalCode paroxysmal_atrial_fibrillation{
    "282825002", "Paroxysmal atrial fibrillation", "", EntryType::diagnosis};
inline constexpr ClinicalCode atrial_fibrillation_resolved{
    "196371000000102", "Atrial fibrillation resolved", "", EntryType::diagnosis};
inline constexpr ClinicalCode heart_failure{"84114007", "Heart failure", "", EntryType::diagnosis};
inline constexpr ClinicalCode congestive_heart_failure{"42343007", "Congestive heart failure", "",
                                                       EntryType::diagnosis};
inline constexpr ClinicalCode left_ventricular_systolic_dysfunction{
    "134401001", "Left ventricular systolic dysfunction", "", EntryType::diagnosis};
inline constexpr ClinicalCode peripheral_arterial_disease{
    "840580004", "Peripheral arterial disease", "", EntryType::diagnosis};
inline constexpr ClinicalCode intermittent_claudication{"63491006", "Intermittent claudication", "",
                                                        EntryType::diagnosis};
inline constexpr ClinicalCode ckd_2{"431856006", "Chronic kidney disease stage 2", "",
                                    EntryType::diagnosis};
inline constexpr ClinicalCode ckd_3a{"700378005", "Chronic kidney disease stage 3A", "",
                                     EntryType::diagnosis};
inline constexpr ClinicalCode ckd_3b{"700379002", "Chronic kidney disease stage 3B", "",
                                     EntryType::diagnosis};
inline constexpr ClinicalCode ckd_4{"431857002", "Chronic kidney disease stage 4", "",
                                    EntryType::diagnosis};
inline constexpr ClinicalCode ckd_5{"433146000", "Chronic kidney disease stage 5", "",
                                    EntryType::diagnosis};
inline constexpr ClinicalCode copd{"13645005", "Chronic obstructive lung disease", "",
                                   EntryType::diagnosis};
inline constexpr ClinicalCode asthma{"195967001", "Asthma", "", EntryType::diagnosis};
inline constexpr ClinicalCode asthma_resolved{"162660004", "Asthma resolved", "",
                                              EntryType::diagnosis};
inline constexpr ClinicalCode depressive_disorder{"35489007", "Depressive disorder", "",
                                                  EntryType::diagnosis};
inline constexpr ClinicalCode recurrent_depression{"191616006", "Recurrent depression", "",
                                                   EntryType::diagnosis};
inline constexpr ClinicalCode depression_resolved{"196381000000100", "Depression resolved", "",
                                                  EntryType::diagnosis};
inline constexpr ClinicalCode schizophrenia{"58214004", "Schizophrenia", "", EntryType::diagnosis};
inline constexpr ClinicalCode bipolar_disorder{"13746004", "Bipolar disorder", "",
                                               EntryType::diagnosis};
inline constexpr ClinicalCode psychotic_disorder{"69322001", "Psychotic disorder", "",
                                                 EntryType::diagnosis};
inline constexpr ClinicalCode alzheimers_disease{"26929004", "Alzheimer's disease", "",
                                                 EntryType::diagnosis};
inline constexpr ClinicalCode vascular_dementia{"429998004", "Vascular dementia", "",
                                                EntryType::diagnosis};
inline constexpr ClinicalCode dementia{"52448006", "Dementia", "", EntryType::diagnosis};
inline constexpr ClinicalCode epilepsy{"84757009", "Epilepsy", "", EntryType::diagnosis};
inline constexpr ClinicalCode epilepsy_resolved{"162658001", "Epilepsy resolved", "",
                                                EntryType::diagnosis};
inline constexpr ClinicalCode mild_learning_disability{
    "984661000000105", "Mild learning disability", "", EntryType::diagnosis};
inline constexpr ClinicalCode moderate_learning_disability{
    "984671000000103", "Moderate learning disability", "", EntryType::diagnosis};
inline constexpr ClinicalCode severe_learning_disability{
    "508171000000105", "Severe learning disability", "", EntryType::diagnosis};
inline constexpr ClinicalCode breast_cancer{"254837009", "Malignant neoplasm of breast", "",
                                            EntryType::diagnosis};
inline constexpr ClinicalCode colon_cancer{"363406005", "Malignant neoplasm of colon", "",
                                           EntryType::diagnosis};
inline constexpr ClinicalCode prostate_cancer{"399068003", "Malignant tumour of prostate", "",
                                              EntryType::diagnosis};
inline constexpr ClinicalCode lung_cancer{"363358000", "Malignant tumour of lung", "",
                                          EntryType::diagnosis};
inline constexpr ClinicalCode lymphoma{"118600007", "Malignant lymphoma", "", EntryType::diagnosis};
inline constexpr ClinicalCode melanoma{"93655004", "Malignant melanoma of skin", "",
                                       EntryType::diagnosis};
inline constexpr ClinicalCode cancer{"363346000", "Malignant neoplastic disease", "",
                                     EntryType::diagnosis};
inline constexpr ClinicalCode rheumatoid_arthritis{"69896004", "Rheumatoid arthritis", "",
                                                   EntryType::diagnosis};
inline constexpr ClinicalCode osteoporosis{"64859006", "Osteoporosis", "", EntryType::diagnosis};
inline constexpr ClinicalCode fragility_fracture{"306171000000106", "Fragility fracture", "",
                                                 EntryType::diagnosis};
inline constexpr ClinicalCode non_diabetic_hyperglycaemia{
    "700449008", "Non-diabetic hyperglycaemia", "", EntryType::diagnosis};
inline constexpr ClinicalCode gestational_diabetes{"11687002", "Gestational diabetes mellitus", "",
                                                   EntryType::diagnosis};
inline constexpr ClinicalCode palliative_care{"103735009", "Palliative care", "",
                                              EntryType::diagnosis};
inline constexpr ClinicalCode end_of_life_register{
    "526631000000108", "On end of life care register", "", EntryType::diagnosis};
inline constexpr ClinicalCode prognosis_weeks{"845751000000103",
                                              "GSF prognostic indicator stage C (yellow) - weeks",
                                              "", EntryType::diagnosis};
inline constexpr ClinicalCode anxiety_disorder{"197480006", "Anxiety disorder", "",
                                               EntryType::diagnosis};
inline constexpr ClinicalCode hypothyroidism{"40930008", "Hypothyroidism", "",
                                             EntryType::diagnosis};
inline constexpr ClinicalCode osteoarthritis{"396275006", "Osteoarthritis", "",
                                             EntryType::diagnosis};
inline constexpr ClinicalCode gout{"90560007", "Gout", "", EntryType::diagnosis};
inline constexpr ClinicalCode reflux{"235595009", "Gastroesophageal reflux disease", "",
                                     EntryType::diagnosis};
inline constexpr ClinicalCode peptic_ulcer{"13200003", "Peptic ulcer", "", EntryType::diagnosis};
inline constexpr ClinicalCode autism{"35919005", "Pervasive developmental disorder", "",
                                     EntryType::diagnosis};
inline constexpr ClinicalCode chronic_pain{"82423001", "Chronic pain", "", EntryType::diagnosis};
inline constexpr ClinicalCode insomnia{"193462001", "Insomnia", "", EntryType::diagnosis};
inline constexpr ClinicalCode urge_incontinence{"87557004", "Urge incontinence of urine", "",
                                                EntryType::diagnosis};
inline constexpr ClinicalCode prostate_enlargement{"266569009", "Benign prostatic hyperplasia", "",
                                                   EntryType::diagnosis};
inline constexpr ClinicalCode familial_hypercholesterolaemia{
    "238079002", "Familial hypercholesterolaemia - heterozygous", "", EntryType::diagnosis};
inline constexpr ClinicalCode venous_thrombosis{"128053003", "Deep venous thrombosis", "",
                                                EntryType::diagnosis};
inline constexpr ClinicalCode mild_frailty{"925791000000100", "Mild frailty", "",
                                           EntryType::diagnosis};
inline constexpr ClinicalCode moderate_frailty{"925831000000107", "Moderate frailty", "",
                                               EntryType::diagnosis};
inline constexpr ClinicalCode severe_frailty{"925861000000102", "Severe frailty", "",
                                             EntryType::diagnosis};
inline constexpr ClinicalCode fall{"1912002", "Fall", "", EntryType::diagnosis};
inline constexpr ClinicalCode cough{"49727002", "Cough", "", EntryType::diagnosis};
inline constexpr ClinicalCode back_pain{"161891005", "Backache", "", EntryType::diagnosis};
inline constexpr ClinicalCode abdominal_pain{"21522001", "Abdominal pain", "",
                                             EntryType::diagnosis};
inline constexpr ClinicalCode dyspnoea{"267036007", "Dyspnoea", "", EntryType::diagnosis};
inline constexpr ClinicalCode fatigue{"84229001", "Fatigue", "", EntryType::diagnosis};
inline constexpr ClinicalCode rash{"271807003", "Eruption of skin", "", EntryType::diagnosis};
inline constexpr ClinicalCode chest_infection{"50417007", "Lower respiratory tract infection", "",
                                              EntryType::diagnosis};
inline constexpr ClinicalCode urinary_infection{"68566005", "Urinary tract infectious disease", "",
                                                EntryType::diagnosis};
inline constexpr ClinicalCode systolic{"271649006", "Systolic blood pressure", "mm[Hg]",
                                       EntryType::observation};
inline constexpr ClinicalCode diastolic{"271650006", "Diastolic blood pressure", "mm[Hg]",
                                        EntryType::observation};
inline constexpr ClinicalCode home_systolic{"413606001", "Average home systolic blood pressure",
                                            "mm[Hg]", EntryType::observation};
inline constexpr ClinicalCode home_diastolic{"413605002", "Average home diastolic blood pressure",
                                             "mm[Hg]", EntryType::observation};
inline constexpr ClinicalCode pulse_rate{"364075005", "Heart rate", "/min", EntryType::observation};
inline constexpr ClinicalCode pulse_regular{"271636001", "Pulse regular", "",
                                            EntryType::observation};
inline constexpr ClinicalCode pulse_irregular{"61086009", "Pulse irregular", "",
                                              EntryType::observation};
inline constexpr ClinicalCode body_mass_index{"60621009", "Body mass index", "kg/m2",
                                              EntryType::observation};
inline constexpr ClinicalCode body_weight{"27113001", "Body weight", "kg", EntryType::observation};
inline constexpr ClinicalCode body_height{"50373000", "Body height measure", "cm",
                                          EntryType::observation};
inline constexpr ClinicalCode never_smoked{"266919005", "Never smoked tobacco", "",
                                           EntryType::observation};
inline constexpr ClinicalCode ex_smoker{"8517006", "Ex-smoker", "", EntryType::observation};
inline constexpr ClinicalCode cigarette_smoker{"65568007", "Cigarette smoker", "",
                                               EntryType::observation};
inline constexpr ClinicalCode light_smoker{"160603005", "Light cigarette smoker (1-9 cigs/day)", "",
                                           EntryType::observation};
inline constexpr ClinicalCode alcohol_units{"1082641000000106", "Alcohol units consumed per week",
                                            "{units}/wk", EntryType::observation};
inline constexpr ClinicalCode hba1c{"999791000000106", "Haemoglobin A1c level - IFCC standardised",
                                    "mmol/mol", EntryType::observation};
inline constexpr ClinicalCode total_cholesterol{"1005671000000105", "Serum cholesterol level",
                                                "mmol/L", EntryType::observation};
inline constexpr ClinicalCode hdl_cholesterol{"1005681000000107", "Serum HDL cholesterol level",
                                              "mmol/L", EntryType::observation};
inline constexpr ClinicalCode ldl_cholesterol{"1022191000000100", "Serum LDL cholesterol level",
                                              "mmol/L", EntryType::observation};
inline constexpr ClinicalCode non_hdl_cholesterol{
    "1006191000000106", "Serum non HDL cholesterol level", "mmol/L", EntryType::observation};
inline constexpr ClinicalCode creatinine{"1000731000000107", "Serum creatinine level", "umol/L",
                                         EntryType::observation};
inline constexpr ClinicalCode egfr{"1011481000000105",
                                   "eGFR using creatinine CKD-EPI equation per 1.73 square metres",
                                   "mL/min/{1.73_m2}", EntryType::observation};
inline constexpr ClinicalCode urine_acr{"1023491000000104", "Urine albumin:creatinine ratio",
                                        "mg/mmol", EntryType::observation};
inline constexpr ClinicalCode sodium{"1000651000000109", "Serum sodium level", "mmol/L",
                                     EntryType::observation};
inline constexpr ClinicalCode alt{"1018251000000107", "Serum alanine aminotransferase level", "U/L",
                                  EntryType::observation};
inline constexpr ClinicalCode haemoglobin{"1022431000000105", "Haemoglobin estimation", "g/L",
                                          EntryType::observation};
inline constexpr ClinicalCode platelets{"1022651000000100", "Platelet count", "10*9/L",
                                        EntryType::observation};
inline constexpr ClinicalCode white_cells{"1022541000000102", "Total white cell count", "10*9/L",
                                          EntryType::observation};
inline constexpr ClinicalCode mean_cell_volume{"1022491000000106", "Mean corpuscular volume", "fL",
                                               EntryType::observation};
inline constexpr ClinicalCode alkaline_phosphatase{
    "1000621000000104", "Serum alkaline phosphatase level", "U/L", EntryType::observation};
inline constexpr ClinicalCode tsh{"1000661000000107", "Serum TSH level", "m[IU]/L",
                                  EntryType::observation};
inline constexpr ClinicalCode lithium_level{"1006681000000100", "Serum lithium level", "mmol/L",
                                            EntryType::observation};
inline constexpr ClinicalCode qrisk3{"1085871000000105",
                                     "QRISK3 cardiovascular disease 10 year risk calculator score",
                                     "%", EntryType::observation};
inline constexpr ClinicalCode lives_in_nursing_home{"160734000", "Lives in nursing home", "",
                                                    EntryType::observation};
inline constexpr ClinicalCode lives_in_residential_home{"394923006", "Lives in a residential home",
                                                        "", EntryType::observation};
inline constexpr ClinicalCode housebound{"160689007", "Housebound", "", EntryType::observation};
inline constexpr ClinicalCode lives_alone{"105529008", "Lives alone", "", EntryType::observation};
inline constexpr ClinicalCode carer{"133932002", "Carer", "", EntryType::observation};
inline constexpr ClinicalCode has_carer{"184156005", "Has a carer", "", EntryType::observation};
inline constexpr ClinicalCode homeless{"32911000", "Homeless", "", EntryType::observation};
inline constexpr ClinicalCode structured_medication_review{
    "1239511000000100", "Structured medication review", "", EntryType::procedure};
inline constexpr ClinicalCode medication_review{"314530002", "Medication review done", "",
                                                EntryType::procedure};
inline constexpr ClinicalCode pharmacist_medication_review{
    "719329004", "Medication review done by pharmacist", "", EntryType::procedure};
inline constexpr ClinicalCode diabetic_foot_check{"401191002", "Diabetic foot examination", "",
                                                  EntryType::procedure};
inline constexpr ClinicalCode retinal_screening{"134395001", "Diabetic retinopathy screening", "",
                                                EntryType::procedure};
inline constexpr ClinicalCode electrocardiogram{"268400002", "12 lead electrocardiogram", "",
                                                EntryType::procedure};
inline constexpr ClinicalCode copd_review{"394703002", "COPD annual review", "",
                                          EntryType::procedure};
inline constexpr ClinicalCode bypass_graft{"232717009", "Coronary artery bypass grafting", "",
                                           EntryType::procedure};
inline constexpr ClinicalCode coronary_intervention{
    "415070008", "Percutaneous coronary intervention", "", EntryType::procedure};
inline constexpr ClinicalCode mammography{"24623002", "Screening mammography", "",
                                          EntryType::procedure};
inline constexpr ClinicalCode bowel_screening_normal{
    "1101361000000103", "Bowel cancer screening programme liquid FIT normal", "",
    EntryType::observation};
inline constexpr ClinicalCode bowel_screening_abnormal{
    "1101371000000105", "Bowel cancer screening programme liquid FIT abnormal", "",
    EntryType::observation};
inline constexpr ClinicalCode smear_negative{"269958004", "Cervical smear - negative", "",
                                             EntryType::observation};
inline constexpr ClinicalCode learning_disability_check{
    "712491005", "Learning disability annual health assessment", "", EntryType::procedure};
inline constexpr ClinicalCode hypertension_invitation{
    "310427004", "Hypertension monitoring invitation", "", EntryType::observation};
inline constexpr ClinicalCode hypertension_care_declined{
    "716771000000106", "Excepted from hypertension quality indicators - informed dissent", "",
    EntryType::observation};
inline constexpr ClinicalCode blood_pressure_declined{
    "413123006", "Blood pressure procedure refused", "", EntryType::observation};
inline constexpr ClinicalCode maximal_antihypertensives{
    "407567007", "Patient on maximal tolerated antihypertensive therapy", "",
    EntryType::observation};
inline constexpr ClinicalCode influenza_vaccination{
    "822851000000102", "Seasonal influenza vaccination", "", EntryType::immunisation};
inline constexpr ClinicalCode pneumococcal_vaccination{"12866006", "Pneumococcal vaccination", "",
                                                       EntryType::immunisation};
inline constexpr ClinicalCode shingles_vaccination{
    "722215002", "Administration of vaccine for shingles", "", EntryType::immunisation};
inline constexpr ClinicalCode covid_vaccination{
    "1362591000000103", "Immunisation course to maintain protection against SARS-CoV-2", "",
    EntryType::immunisation};
inline constexpr ClinicalCode social_prescribing_referral{
    "871731000000106", "Referral to social prescribing service", "", EntryType::referral};
inline constexpr ClinicalCode anticipatory_care_plan{
    "792871000000101", "Has anticipatory care plan", "", EntryType::plan};
inline constexpr ClinicalCode care_plan_agreed{
    "811871000000107", "Health and social care plan agreed", "", EntryType::plan};
inline constexpr ClinicalCode penicillin_allergy{"91936005", "Allergy to penicillin", "",
                                                 EntryType::allergy};

}  // namespace codes

}  // namespace openpcn::synthetic
