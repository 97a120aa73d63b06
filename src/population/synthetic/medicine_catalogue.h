// The medicines that generated people take: product, dosage, how often.
//
// Product names come from the content's table of medicines (content/concept_maps/medicines.csv),
// which the caller hands in as text; this file only holds the codes of what is prescribed here. Who
// takes what stands in medicine_choice.cpp. Immutable once made, safe to share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace openpcn::synthetic {

enum class Product : std::uint8_t {
    apixaban_5mg,
    rivaroxaban_20mg,
    edoxaban_60mg,
    warfarin_3mg,
    ramipril_5mg,
    ramipril_10mg,
    lisinopril_10mg,
    losartan_50mg,
    candesartan_8mg,
    amlodipine_5mg,
    amlodipine_10mg,
    felodipine_5mg,
    spironolactone_25mg,
    doxazosin_4mg,
    bisoprolol_2_5mg,
    bisoprolol_5mg,
    propranolol_40mg,
    bendroflumethiazide_2_5mg,
    furosemide_40mg,
    digoxin_125microgram,
    amiodarone_200mg,
    dapagliflozin_10mg,
    atorvastatin_20mg,
    atorvastatin_40mg,
    atorvastatin_80mg,
    simvastatin_40mg,
    ezetimibe_10mg,
    aspirin_75mg,
    clopidogrel_75mg,
    ticagrelor_90mg,
    omeprazole_20mg,
    lansoprazole_30mg,
    naproxen_500mg,
    ibuprofen_400mg,
    co_codamol_30_500,
    codeine_30mg,
    tramadol_50mg,
    morphine_10mg,
    buprenorphine_5,
    paracetamol_500mg,
    gabapentin_300mg,
    pregabalin_75mg,
    diazepam_2mg,
    zopiclone_7_5mg,
    amitriptyline_10mg,
    sertraline_50mg,
    citalopram_20mg,
    fluoxetine_20mg,
    mirtazapine_30mg,
    venlafaxine_75mg,
    olanzapine_10mg,
    quetiapine_25mg,
    quetiapine_100mg,
    risperidone_1mg,
    aripiprazole_10mg,
    lithium_400mg,
    metformin_500mg,
    gliclazide_80mg,
    sitagliptin_100mg,
    empagliflozin_10mg,
    salbutamol_inhaler,
    beclometasone_inhaler,
    tiotropium_inhaler,
    montelukast_10mg,
    carbocisteine_375mg,
    prednisolone_5mg,
    methotrexate_2_5mg,
    donepezil_10mg,
    levetiracetam_500mg,
    lamotrigine_100mg,
    carbamazepine_200mg,
    sodium_valproate_500mg,
    allopurinol_100mg,
    colchicine_500microgram,
    solifenacin_5mg,
    oxybutynin_5mg,
    finasteride_5mg,
    senna_7_5mg,
    levothyroxine_50microgram,
    levothyroxine_100microgram,
    ferrous_fumarate_210mg,
    folic_acid_5mg,
    amoxicillin_500mg,
    nitrofurantoin_100mg,
    famotidine_20mg,
    atenolol_50mg,
    diltiazem_60mg,
    count,
};
inline constexpr std::size_t product_count = static_cast<std::size_t>(Product::count);

enum class Counting : std::uint8_t {
    counted,
    not_counted,  // left out of polypharmacy counts: thyroid hormone, iron, vitamins, antibiotics
};

struct Medicine {
    std::string_view code;  // dm+d, virtual medicinal product
    std::string_view dosage;
    std::string_view unit;
    int quantity = 0;
    int days_supply = 0;  // days between issues of a repeat; length of an acute course
    Counting counting = Counting::counted;
    std::string name;
};

class MedicineCatalogue {
public:
    // Reads the columns `code` and `name`; lines that begin with # are comments. `invalid` if the
    // table lacks a product that is prescribed here.
    static Result<MedicineCatalogue> create(std::string_view medicines_csv);

    const Medicine& operator[](Product product) const {
        return medicines_[static_cast<std::size_t>(product)];
    }

private:
    std::vector<Medicine> medicines_;
};

}  // namespace openpcn::synthetic
