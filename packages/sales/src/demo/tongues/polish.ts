import type { Chance } from "../chance.ts";
import { polishTexts } from "./polish-texts.ts";
import { digits, type Tongue } from "./tongue.ts";

const women =
  "Agnieszka Aleksandra Anna Barbara Beata Dominika Dorota Elżbieta Ewa Grażyna Iwona Joanna Justyna Katarzyna Magdalena Małgorzata Marta Monika Natalia Róża Sylwia Urszula Wioletta Zofia".split(
    " ",
  );
const men =
  "Adam Andrzej Bartłomiej Dariusz Grzegorz Jacek Jakub Jan Krzysztof Łukasz Maciej Marcin Mateusz Michał Paweł Piotr Rafał Ryszard Sławomir Stanisław Tomasz Wojciech Zbigniew Żegota".split(
    " ",
  );
/** Of men; those in -ski, -cki and -dzki end in -a for women. */
const surnames =
  "Adamczyk Bąk Błaszczyk Borkowski Chmielewski Cieślak Czarnecki Dąbrowski Duda Głowacki Górski Grabowski Jabłoński Jankowski Jaworski Kaczmarek Kamiński Kołodziej Kowalczyk Kozłowski Krawczyk Kubiak Lewandowski Łuczak Maciejewski Majewski Makowski Mazurek Michalak Nowicki Olszewski Ostrowski Pawłowski Piątek Pietrzak Przybylski Rogalski Rutkowski Sadowski Sikorski Sobczak Stępień Szczepański Szymczak Śliwiński Tomaszewski Urbański Walczak Wasilewski Wieczorek Wilczyński Wiśniewski Włodarczyk Wójcik Wróblewski Zając Zalewski Zieliński Żak Żurawski".split(
    " ",
  );

export const polish: Tongue = {
  language: "pl",
  country: "Polska",
  person(chance) {
    const female = chance.happens(0.48);
    const last = chance.pick(surnames);
    return {
      first: chance.pick(female ? women : men),
      middle: "",
      last: female ? last.replace(/([sc]k|dzk)i$/, "$1a") : last,
      female,
    };
  },
  cities: [
    { name: "Warszawa", postcodes: "00-###|01-###|02-###|03-###|04-###", area: "22" },
    { name: "Kraków", postcodes: "30-###|31-###", area: "12" },
    { name: "Łódź", postcodes: "90-###|91-###|92-###|93-###|94-###", area: "42" },
    { name: "Wrocław", postcodes: "50-###|51-###|52-###|53-###|54-###", area: "71" },
    { name: "Poznań", postcodes: "60-###|61-###", area: "61" },
    { name: "Gdańsk", postcodes: "80-###", area: "58" },
    { name: "Szczecin", postcodes: "70-###|71-###", area: "91" },
    { name: "Bydgoszcz", postcodes: "85-###", area: "52" },
    { name: "Lublin", postcodes: "20-###", area: "81" },
    { name: "Białystok", postcodes: "15-###", area: "85" },
    { name: "Rzeszów", postcodes: "35-###", area: "17" },
  ],
  streets: [
    "ul. Młyńska",
    "ul. Kolejowa",
    "ul. Świętojańska",
    "al. Niepodległości",
    "ul. Przemysłowa",
    "ul. Żeglarska",
    "ul. Ogrodowa",
    "ul. Garbarska",
    "ul. Źródlana",
    "pl. Targowy",
  ],
  address: (street, number) => `${street} ${number}`,
  stems:
    "Bałtyk Borowik Brzoza Bursztyn Chabry Dębina Dolina Drawa Gwarek Iskra Jantar Jarzębina Jodła Kaczeniec Kalina Kłos Krokus Kwarc Leszczyna Łąka Malwa Modrzew Mostek Narew Noteć Olcha Orzech Podkowa Poręba Sarenka Skarpa Sosna Strumień Szafir Świerk Topola Wiklina Wrzos Zagłoba Źródło".split(
      " ",
    ),
  trades: {
    6: ["Usługi Biurowe", "Serwis Obiektów", "Obsługa Firm"],
    7: ["Doradztwo", "Konsulting", "Partnerzy"],
    10: ["Dystrybucja", "Chłodnie", "Pakowanie"],
    11: ["Przychodnie", "Stomatologia", "Diagnostyka"],
    12: ["Obrabiarki", "Zakłady Mechaniczne", "Podzespoły"],
    13: ["Gastronomia", "Restauracje", "Catering"],
    16: ["Finanse", "Leasing", "Kapitał"],
    17: ["Mleczarnia", "Przetwórstwo", "Piekarnie"],
    20: ["Ubezpieczenia", "Polisy", "Asekuracja"],
    22: ["Handel", "Sklepy", "Odzież"],
    30: ["Logistyka", "Spedycja", "Transport"],
    31: ["Energetyka", "Wodociągi", "Ciepłownictwo"],
    33: ["Hurtownia", "Zaopatrzenie", "Hurt"],
  },
  companyName: (stem, trade, chance) =>
    `${chance.happens(0.5) ? `${stem} ${trade}` : `${trade} ${stem}`} ${chance.weighted([
      ["sp. z o.o.", 7],
      ["S.A.", 2],
      ["sp.j.", 1],
    ])}`,
  titles: {
    deciding: [
      "Prezes zarządu",
      "Dyrektor operacyjny",
      "Dyrektor zakładu",
      "Kierownik zakupów",
      "Dyrektor finansowy",
      "Właściciel",
    ],
    others: [
      "Kierownik jakości",
      "Kierownik laboratorium",
      "Kierownik magazynu",
      "Specjalista ds. zakupów",
      "Inżynier utrzymania ruchu",
      "Kierownik biura",
      "Specjalista BHP",
      "Koordynator projektów",
    ],
  },
  salutation: (female) => (female ? "Pani" : "Pan"),
  landline: (city, chance) => `+48 ${city.area} ${digits("### ## ##", chance)}`,
  mobile: (chance: Chance) =>
    `+48 ${chance.pick(["501", "512", "600", "605", "691", "728", "785", "883"])} ${digits("### ###", chance)}`,
  texts: polishTexts,
};
