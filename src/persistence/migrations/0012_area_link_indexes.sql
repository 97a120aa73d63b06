-- Small areas are asked for by the commissioner that one lookup gives them.
CREATE INDEX register_area_link_file_ods ON register_area_link (file, commissioner);
CREATE INDEX register_area_link_file_ons ON register_area_link (file, commissioner_ons);
