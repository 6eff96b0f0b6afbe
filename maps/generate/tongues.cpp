// SPDX-License-Identifier: Apache-2.0
#include "maps/generate/tongues.h"

#include <array>

namespace pizza::maps {

namespace {

using Text = std::string_view;

constexpr Text en_ages[] = {"", "Old ", "New ", "Upper ", "Lower ", "Great ", "Little "};
constexpr Text en_starts[] = {
    "Ash",     "Birch",  "Oak",    "Elm",    "Linden", "Maple",   "Alder",  "Hazel",   "Rowan",   "Willow", "Stone",
    "Mill",    "Kings",  "Queens", "Bishop", "Abbots", "Monks",   "Fern",   "Heather", "Thorn",   "Rose",   "Lily",
    "Amber",   "Copper", "Silver", "Iron",   "Coal",   "Salt",    "Corn",   "Barley",  "Wheat",   "Fox",    "Hart",
    "Hawk",    "Swan",   "Crane",  "Otter",  "Wolf",   "Bear",    "Raven",  "Lark",    "Finch",   "Wren",   "Sand",
    "Clay",    "Chalk",  "Moss",   "Reed",   "Sun",    "Moon",    "Winter", "Summer",  "Harvest", "Anchor", "Candle",
    "Lantern", "Weaver", "Cooper", "Tanner", "Potter", "Harbour", "Garden", "Orchard", "Vine",    "Apple",  "Pear"};
constexpr Text en_ends[] = {"field", "ford",  "bury",   "wick",  "ton",   "ham",   "stead", "worth", "ley",   "brook",
                            "burn",  "dale",  "den",    "combe", "hurst", "holt",  "more",  "mere",  "well",  "gate",
                            "ridge", "crest", "side",   "mouth", "port",  "haven", "cliff", "low",   "marsh", "bank",
                            "croft", "garth", "thorpe", "shaw",  "wold",  "leigh", "stone", "land",  "point", "bourne"};
constexpr Text en_streets[] = {"* Street",  "* Lane",  "* Way",   "* Row",      "* Walk",    "* Terrace",
                               "* Place",   "* Drive", "* Rise",  "* Crescent", "* Passage", "* Road",
                               "* Gardens", "* View",  "* Alley", "* Hill"};
constexpr Text en_closes[] = {"* Close", "* Court", "* Mews", "* Yard"};
constexpr Text en_avenues[] = {"* Avenue", "* Boulevard"};
constexpr Text en_rings[] = {"* Ring", "* Belt"};
constexpr Text en_quays[] = {"* Quay", "* Embankment"};
constexpr Text en_bridges[] = {"* Bridge"};
constexpr Text en_parks[] = {"* Park", "* Common", "* Green"};
constexpr Text en_rivers[] = {"River *"};
constexpr Text en_restaurants[] = {"* Kitchen", "* Grill",  "* Noodles", "* Diner", "* Bistro",
                                   "* Canteen", "* Tavern", "* Sushi",   "* Curry", "* Burgers"};

constexpr Text de_ages[] = {"", "Alt", "Neu", "Ober", "Unter", "Groß", "Klein"};
constexpr Text de_starts[] = {
    "Ahorn",   "Birken",  "Eichen", "Buchen", "Linden", "Erlen",   "Hasel",  "Weiden", "Eschen", "Mühl",
    "König",   "Bischof", "Mönch",  "Stein",  "Rosen",  "Lilien",  "Kupfer", "Silber", "Eisen",  "Salz",
    "Korn",    "Weizen",  "Fuchs",  "Hirsch", "Falken", "Kranich", "Otter",  "Wolf",   "Bären",  "Raben",
    "Lerchen", "Finken",  "Sand",   "Lehm",   "Moos",   "Schilf",  "Sonnen", "Winter", "Sommer", "Ernte",
    "Anker",   "Weber",   "Töpfer", "Gerber", "Garten", "Wein",    "Apfel",  "Birn",   "Tannen", "Kirch"};
constexpr Text de_ends[] = {"feld",  "furt", "burg",  "dorf",  "heim", "hausen", "bach",  "tal",   "berg",  "hof",
                            "brunn", "moor", "see",   "brück", "rode", "stedt",  "horst", "au",    "walde", "kamp",
                            "stein", "born", "hagen", "ried",  "eck",  "höhe",   "grund", "wiese", "anger", "loh"};
constexpr Text de_streets[] = {"*er Straße", "*er Weg", "*straße",   "*weg",  "*gasse",    "*platz", "*steig",
                               "*pfad",      "*zeile",  "*er Gasse", "*damm", "*er Reihe", "*markt", "*stieg"};
constexpr Text de_closes[] = {"*hof", "*winkel", "*er Hof", "*gang"};
constexpr Text de_avenues[] = {"*er Allee", "*allee", "*er Chaussee"};
constexpr Text de_rings[] = {"*er Ring", "*ring"};
constexpr Text de_quays[] = {"*er Ufer", "*kai"};
constexpr Text de_bridges[] = {"*er Brücke", "*brücke"};
constexpr Text de_parks[] = {"*park", "*er Anger", "*er Garten"};
constexpr Text de_rivers[] = {"*er Ache"};
constexpr Text de_restaurants[] = {"Gasthaus *", "Zum *er Hof", "Wirtshaus *", "Imbiss *", "*er Stube", "*er Krug"};

constexpr Text fr_ages[] = {"", "Vieux-", "Haut-", "Petit-", "Grand-", "Neuf-"};
constexpr Text fr_starts[] = {"Beau",   "Mont",    "Ville", "Font",  "Roche", "Clair", "Bois", "Champ", "Pont", "Val",
                              "Pré",    "Chante",  "Bon",   "Bel",   "Cour",  "Fleur", "Gran", "Mar",   "Mire", "Noir",
                              "Pierre", "Plaisan", "Rive",  "Rouge", "Sain",  "Tour",  "Vau",  "Verne", "Vin",  "Blanc",
                              "Chêne",  "Coudr",   "Fou",   "Frai",  "Gar",   "Lav",   "Lour", "Mor",   "Per",  "Sauv"};
constexpr Text fr_ends[] = {"mont",  "ville", "fort", "val",   "court",  "bourg", "lieu",  "vert",
                            "font",  "champ", "loup", "rive",  "roche",  "bois",  "pont",  "fontaine",
                            "merle", "sac",   "nac",  "gny",   "signy",  "vigny", "teuil", "reuil",
                            "rac",   "lac",   "bel",  "clair", "grange", "porte"};
constexpr Text fr_streets[] = {"Rue de *",    "Rue *",      "Passage de *",  "Chemin de *",
                               "Ruelle de *", "Allée de *", "Place de *",    "Montée de *",
                               "Sente de *",  "Route de *", "Traverse de *", "Rue du Clos-*"};
constexpr Text fr_closes[] = {"Impasse de *", "Cour de *", "Villa *", "Cité *"};
constexpr Text fr_avenues[] = {"Avenue de *", "Boulevard de *", "Cours de *"};
constexpr Text fr_rings[] = {"Ceinture de *", "Boulevard extérieur de *"};
constexpr Text fr_quays[] = {"Quai de *", "Berge de *"};
constexpr Text fr_bridges[] = {"Pont de *"};
constexpr Text fr_parks[] = {"Parc de *", "Jardin de *", "Square de *"};
constexpr Text fr_rivers[] = {"La *e"};
constexpr Text fr_restaurants[] = {"Auberge de *", "Chez *", "Bistrot *", "Brasserie *", "Table de *", "Café *"};

constexpr Text it_ages[] = {"", "Monte", "Castel", "Borgo", "San", "Rocca"};
constexpr Text it_starts[] = {"bel",  "ver",  "fior",  "cas", "mar",  "ross",   "bianc", "lun",  "sol",  "vall",
                              "pin",  "cerr", "frass", "noc", "oliv", "rovere", "salc",  "torr", "vign", "camp",
                              "font", "lag",  "mol",   "pal", "pont", "prat",   "ripa",  "sass", "serr", "tav"};
constexpr Text it_ends[] = {"ano",    "ara",   "asco",  "ate",    "ello",   "eto",    "ena",    "ese",
                            "etta",   "iano",  "igno",  "ina",    "ino",    "one",    "ora",    "oro",
                            "osa",    "ucco",  "ule",   "ura",    "uzzo",   "avalle", "avento", "alto",
                            "antica", "erosa", "isola", "imonte", "ofiume", "agrande"};
constexpr Text it_streets[] = {"Via *",       "Via di *",  "Vicolo di *",    "Piazza *",         "Salita di *",
                               "Strada di *", "Largo *",   "Via Nuova di *", "Via Vecchia di *", "Calle di *",
                               "Scesa di *",  "Contrada *"};
constexpr Text it_closes[] = {"Vicolo Cieco *", "Corte *", "Cortile *", "Chiasso *"};
constexpr Text it_avenues[] = {"Viale *", "Corso *", "Viale di *"};
constexpr Text it_rings[] = {"Circonvallazione *", "Anello di *"};
constexpr Text it_quays[] = {"Lungofiume *", "Riva di *"};
constexpr Text it_bridges[] = {"Ponte di *"};
constexpr Text it_parks[] = {"Parco di *", "Giardini di *", "Villa *"};
constexpr Text it_rivers[] = {"Fiume *"};
constexpr Text it_restaurants[] = {"Osteria *", "Locanda *", "Taverna *", "Ristorante *", "Rosticceria *", "Caffè *"};

constexpr Text es_ages[] = {"", "Villa", "Monte", "Val", "Torre", "Puente"};
constexpr Text es_starts[] = {"alm", "bel", "cal", "cast", "cerv", "cor",  "esp",  "fuent", "gran", "her",
                              "jar", "lag", "lim", "mad",  "man",  "mol",  "mont", "nav",   "oliv", "pal",
                              "ped", "pin", "ram", "ros",  "sal",  "sant", "ter",  "tol",   "ver",  "zam"};
constexpr Text es_ends[] = {"ada",  "ejo",  "ales", "anza",  "ar",     "ares",   "ayo",  "edo",   "ena",   "eras",
                            "illa", "illo", "ina",  "ita",   "ito",    "ona",    "or",   "osa",   "oso",   "ueña",
                            "uela", "uelo", "ura",  "avera", "erique", "idalgo", "onda", "orias", "umbre", "uria"};
constexpr Text es_streets[] = {"Calle de *",       "Calle *",         "Callejón de *",   "Camino de *",
                               "Plaza de *",       "Cuesta de *",     "Travesía de *",   "Pasaje *",
                               "Calle Nueva de *", "Calle Real de *", "Costanilla de *", "Carrera de *"};
constexpr Text es_closes[] = {"Patio de *", "Corral de *", "Rincón de *", "Callejuela *"};
constexpr Text es_avenues[] = {"Avenida de *", "Paseo de *", "Bulevar de *"};
constexpr Text es_rings[] = {"Ronda de *", "Cinturón de *"};
constexpr Text es_quays[] = {"Ribera de *", "Muelle de *"};
constexpr Text es_bridges[] = {"Puente de *"};
constexpr Text es_parks[] = {"Parque de *", "Jardines de *", "Alameda de *"};
constexpr Text es_rivers[] = {"Río *"};
constexpr Text es_restaurants[] = {"Casa *", "Mesón *", "Taberna *", "Bodega *", "Asador *", "Cantina *"};

constexpr Text pt_ages[] = {"", "Vila", "Monte", "Val", "Torre", "Ponte"};
constexpr Text pt_streets[] = {"Rua de *",     "Rua *",        "Travessa de *", "Beco de *",
                               "Largo de *",   "Calçada de *", "Rua Nova de *", "Rua Direita de *",
                               "Estrada de *", "Praça de *",   "Ladeira de *",  "Caminho de *"};
constexpr Text pt_closes[] = {"Pátio de *", "Vila *", "Impasse de *", "Escadinhas de *"};
constexpr Text pt_ends[] = {"ada",  "elho", "ais",   "ança", "al",    "ares", "aio",   "edo",  "ena",   "eiras",
                            "ela",  "elo",  "inha",  "inho", "ona",   "or",   "osa",   "oso",  "enha",  "eira",
                            "eiro", "ura",  "avera", "orge", "alves", "onda", "orias", "urca", "umbra", "úria"};
constexpr Text pt_avenues[] = {"Avenida de *", "Alameda de *", "Passeio de *"};
constexpr Text pt_rings[] = {"Circunvalação de *", "Cintura de *"};
constexpr Text pt_quays[] = {"Cais de *", "Ribeira de *"};
constexpr Text pt_bridges[] = {"Ponte de *"};
constexpr Text pt_parks[] = {"Parque de *", "Jardim de *", "Mata de *"};
constexpr Text pt_rivers[] = {"Rio *"};
constexpr Text pt_restaurants[] = {"Casa *", "Tasca *", "Taberna *", "Adega *", "Churrasqueira *", "Cantinho de *"};

constexpr Text nl_ages[] = {"", "Oud-", "Nieuw-", "Hoog-", "Laag-", "Groot-", "Klein-"};
constexpr Text nl_starts[] = {"Beuken", "Berken",   "Eiken", "Elzen", "Essen", "Linden", "Wilgen", "Molen",
                              "Koning", "Bisschop", "Steen", "Rozen", "Lelie", "Koper",  "Zilver", "IJzer",
                              "Zout",   "Koren",    "Tarwe", "Vos",   "Hert",  "Valk",   "Zwaan",  "Kraan",
                              "Otter",  "Wolf",     "Raaf",  "Vink",  "Zand",  "Klei",   "Mos",    "Riet",
                              "Zonne",  "Winter",   "Zomer", "Anker", "Wever", "Kuiper", "Haven",  "Tuin"};
constexpr Text nl_ends[] = {"veld",  "voort", "burg", "wijk", "dam",   "ham",  "stede", "waard", "beek",  "dal",
                            "horst", "hout",  "meer", "bron", "poort", "rug",  "kant",  "mond",  "kerk",  "berg",
                            "moer",  "oever", "hof",  "dorp", "lo",    "wold", "land",  "punt",  "recht", "broek"};
constexpr Text nl_streets[] = {"*straat", "*weg",    "*laan", "*steeg", "*pad",  "*plein",     "*singel",
                               "*dijk",   "*se weg", "*gang", "*markt", "*hoek", "*se straat", "*wal"};
constexpr Text nl_closes[] = {"*hofje", "*erf", "*slop", "*hoekje"};
constexpr Text nl_avenues[] = {"*se laan", "*dreef", "*boulevard"};
constexpr Text nl_rings[] = {"Ring *", "*se ring"};
constexpr Text nl_quays[] = {"*kade", "*gracht"};
constexpr Text nl_bridges[] = {"*brug"};
constexpr Text nl_parks[] = {"*park", "*plantsoen", "*bos"};
constexpr Text nl_rivers[] = {"*se Vliet"};
constexpr Text nl_restaurants[] = {"Eetcafé *", "Herberg *", "Huis *", "De *se Tafel", "Snackbar *", "Café *"};

constexpr Text sv_ages[] = {"", "Gamla ", "Nya ", "Övre ", "Nedre ", "Stora ", "Lilla "};
constexpr Text sv_starts[] = {"Ask",    "Björk",  "Ek",    "Alm",   "Lind",   "Lönn",   "Al",     "Hassel",
                              "Rönn",   "Sten",   "Kvarn", "Kung",  "Biskop", "Munk",   "Ros",    "Lilje",
                              "Koppar", "Silver", "Järn",  "Salt",  "Korn",   "Vete",   "Räv",    "Hjort",
                              "Falk",   "Svan",   "Tran",  "Utter", "Varg",   "Korp",   "Lärk",   "Fink",
                              "Sand",   "Ler",    "Moss",  "Vass",  "Sol",    "Vinter", "Sommar", "Ankar"};
constexpr Text sv_ends[] = {"fält", "by",   "torp",  "vik", "sund",  "hem",  "stad", "näs",  "bäck", "dal",
                            "lund", "holm", "mo",    "sjö", "källa", "ås",   "berg", "hamn", "äng",  "backa",
                            "åker", "rud",  "sätra", "bo",  "löv",   "hult", "mark", "udd",  "bro",  "gård"};
constexpr Text sv_streets[] = {"*gatan", "*vägen",   "*stigen",  "*gränd",   "*torget",    "*backen",
                               "*leden", "*slingan", "*stråket", "*trappan", "*tvärgatan", "*brinken"};
constexpr Text sv_closes[] = {"*gården", "*vändan", "*kroken", "*tunet"};
constexpr Text sv_avenues[] = {"*allén", "*esplanaden"};
constexpr Text sv_rings[] = {"*ringen", "*bågen"};
constexpr Text sv_quays[] = {"*kajen", "*stranden"};
constexpr Text sv_bridges[] = {"*bron"};
constexpr Text sv_parks[] = {"*parken", "*skogen", "*lunden"};
constexpr Text sv_rivers[] = {"*ån"};
constexpr Text sv_restaurants[] = {"*krogen", "*grillen", "*köket", "*matsalen", "Värdshuset *", "Café *"};

constexpr std::array<TongueWords, 8> tongues = {{
    {"en", en_ages, en_starts, en_ends, en_streets, en_closes, en_avenues, en_rings, en_quays, en_bridges, en_parks,
     en_rivers, en_restaurants, "Old Town", "City Ring"},
    {"de", de_ages, de_starts, de_ends, de_streets, de_closes, de_avenues, de_rings, de_quays, de_bridges, de_parks,
     de_rivers, de_restaurants, "Altstadt", "Stadtring"},
    {"fr", fr_ages, fr_starts, fr_ends, fr_streets, fr_closes, fr_avenues, fr_rings, fr_quays, fr_bridges, fr_parks,
     fr_rivers, fr_restaurants, "Vieille Ville", "Périphérique"},
    {"it", it_ages, it_starts, it_ends, it_streets, it_closes, it_avenues, it_rings, it_quays, it_bridges, it_parks,
     it_rivers, it_restaurants, "Centro Storico", "Tangenziale"},
    {"es", es_ages, es_starts, es_ends, es_streets, es_closes, es_avenues, es_rings, es_quays, es_bridges, es_parks,
     es_rivers, es_restaurants, "Casco Antiguo", "Vía de Circunvalación"},
    {"pt", pt_ages, es_starts, pt_ends, pt_streets, pt_closes, pt_avenues, pt_rings, pt_quays, pt_bridges, pt_parks,
     pt_rivers, pt_restaurants, "Baixa", "Circular"},
    {"nl", nl_ages, nl_starts, nl_ends, nl_streets, nl_closes, nl_avenues, nl_rings, nl_quays, nl_bridges, nl_parks,
     nl_rivers, nl_restaurants, "Oude Stad", "Stadsring"},
    {"sv", sv_ages, sv_starts, sv_ends, sv_streets, sv_closes, sv_avenues, sv_rings, sv_quays, sv_bridges, sv_parks,
     sv_rivers, sv_restaurants, "Gamla Stan", "Stadsringen"},
}};

// Whole degrees: south, west, north, east. The first box that holds a place decides.
struct Box {
  std::int32_t south, west, north, east;
  Tongue tongue;
};

constexpr std::array<Box, 9> boxes = {{{50, -11, 61, 2, Tongue::English},
                                       {51, 2, 54, 6, Tongue::Dutch},
                                       {55, 8, 70, 25, Tongue::Swedish},
                                       {47, 6, 55, 17, Tongue::German},
                                       {36, -10, 42, -7, Tongue::Portuguese},
                                       {36, -7, 43, 3, Tongue::Spanish},
                                       {42, -5, 51, 7, Tongue::French},
                                       {36, 7, 47, 19, Tongue::Italian},
                                       {47, 17, 49, 18, Tongue::German}}};

}  // namespace

const TongueWords& words_of(Tongue tongue) {
  return tongues[static_cast<std::size_t>(tongue)];
}

std::optional<Tongue> tongue_at(GeoPoint place) {
  constexpr std::int32_t degree = 10'000'000;
  for (const Box& box : boxes) {
    if (place.lat >= box.south * degree && place.lat < box.north * degree && place.lon >= box.west * degree &&
        place.lon < box.east * degree)
      return box.tongue;
  }
  return std::nullopt;
}

}  // namespace pizza::maps
