// Files of other forms, encodings and shapes say what they are.
#include "organisations/test_file.h"

#include <gmock/gmock.h>

#include <array>

namespace openpcn::organisations {
namespace {

using testing::HasSubstr;

TEST(UnreadForms, AreNamedWithWhatToDo) {
    struct Case {
        std::string text;
        std::string what;
        std::string remedy;
    };
    for (const auto& [text, what, remedy] : std::to_array<Case>({
             {"%PDF-1.7", "This is a PDF document.", "figures"},
             {"\xD0\xCF\x11\xE0\xA1\xB1",
              "This is an Excel workbook of the form before 2007 (.xls).", "save it as .xlsx"},
             {"<!DOCTYPE html><html><body>Sign in</body></html>", "This is a web page.",
              "Download"},
             {"<?xml version=\"1.0\"?>\n<kml xmlns=\"x\"></kml>", "This is KML.", "ogr2ogr"},
             {std::string("\x00\x00\x27\x0a\x00", 5), "This is a shapefile.", "ogr2ogr"},
             {std::string("\xFF\xFEP\x00", 4), "This is text in UTF-16.", "UTF-8"},
             {R"({"type":"Topology","objects":{}})", "This is TopoJSON.", "GeoJSON"},
             {R"({"geometryType":"esriGeometryPolygon","features":[]})",
              "This is the JSON of ArcGIS.", "f=geojson"},
             {R"({"type":"FeatureCollection","features":[{"properties":{"code":"E38000006"},)"
              R"("geometry":{"type":"Polygon","coordinates":[[[291000,92000],[291000,93000],)"
              R"([292000,93000],[291000,92000]]]}}]})",
              "The coordinates are metres of a national grid, not longitude and latitude.",
              "EPSG:4326"},
             {"PRACTICE_CODE,PRACTICE_NAME,ONS_CCG_CODE,CCG_CODE,CCG_NAME\nL83001,A,E38000230,15N,"
              "D\n",
              "This looks like the practice mapping (gp-reg-pat-prac-map), but lacks the network's "
              "code (PCN_CODE).",
              "headings"},
         })) {
        const auto read_file = read(text, "file");
        ASSERT_FALSE(read_file.has_value()) << what;
        EXPECT_EQ(read_file.error().what, what);
        EXPECT_THAT(read_file.error().remedy, HasSubstr(remedy));
        EXPECT_THAT(read_file.error().where, HasSubstr("In file")) << what;
    }
}

TEST(Encodings, KeepTheQuotationMarksOfTheWindowsCodePage) {
    const FileFacts facts = facts_of(
        "PCN Code,PCN Name,Open Date,Close Date\nU12345,ST MARY\x92S \x96 EXE,20191001.0,"
        "NULL\n");
    ASSERT_EQ(facts.networks.size(), 1U);
    EXPECT_EQ(facts.networks[0].name, "ST MARY\xE2\x80\x99S \xE2\x80\x93 EXE");
    EXPECT_EQ(facts.networks[0].open.start->to_string(), "2019-10-01");
    EXPECT_FALSE(facts.networks[0].open.end.has_value());
}

}  // namespace
}  // namespace openpcn::organisations
