import type { Chance } from "../chance.ts";
import { englishTexts } from "./english-texts.ts";
import { digits, type Tongue } from "./tongue.ts";

const women =
  "Amelia Charlotte Grace Hannah Isla Jessica Lucy Megan Olivia Phoebe Rachel Sophie Victoria Zoe Eleanor Harriet Georgina Beatrice Clara Imogen Naomi Priya Aisha Siobhan".split(
    " ",
  );
const men =
  "Adam Benjamin Callum Daniel Edward Frederick George Harry Isaac Jack Liam Marcus Nathan Oliver Patrick Robert Samuel Thomas William Rory Gareth Owen Ravi Imran".split(
    " ",
  );
const surnames =
  "Abbott Ashworth Bailey Barnes Bennett Bradshaw Brennan Carrington Chambers Clarke Cooper Crawford Dalton Davenport Ellison Fairclough Fletcher Foster Garland Gibson Goodwin Hargreaves Hartley Hawkins Holloway Hughes Iqbal Jennings Kaur Kendall Lambert Langley Lawson Mackenzie Marsden Mercer Mistry Murray Norris O'Connor Osborne Parkinson Patel Pemberton Quinn Radcliffe Redfern Rowe Sanderson Sharma Shaw Sinclair Stanton Sutton Thackeray Turner Underwood Vaughan Wainwright Walters Whitaker Winterbourne Wright Yates".split(
    " ",
  );

export const english: Tongue = {
  language: "en",
  country: "United Kingdom",
  person(chance) {
    const female = chance.happens(0.46);
    return { first: chance.pick(female ? women : men), middle: "", last: chance.pick(surnames), female };
  },
  cities: [
    { name: "London", postcodes: "EC1A #BX|EC2M #BX|EC3V #BX|EC4R #BX", area: "20" },
    { name: "Manchester", postcodes: "M1 #DT|M2 #DT|M4 #DT", area: "161" },
    { name: "Birmingham", postcodes: "B1 #RW|B2 #RW|B3 #RW", area: "121" },
    { name: "Leeds", postcodes: "LS1 #HN|LS2 #HN", area: "113" },
    { name: "Bristol", postcodes: "BS1 #QE|BS2 #QE", area: "117" },
    { name: "Glasgow", postcodes: "G1 #LP|G2 #LP", area: "141" },
    { name: "Edinburgh", postcodes: "EH1 #JF|EH2 #JF|EH3 #JF", area: "131" },
    { name: "Cardiff", postcodes: "CF10 #NG", area: "29" },
    { name: "Sheffield", postcodes: "S1 #WY|S2 #WY|S3 #WY", area: "114" },
    { name: "Nottingham", postcodes: "NG1 #SD|NG2 #SD", area: "115" },
    { name: "Belfast", postcodes: "BT1 #HB|BT2 #HB", area: "28" },
  ],
  streets: [
    "Mill Lane",
    "Station Road",
    "Kiln Street",
    "Canal Wharf",
    "Foundry Way",
    "Harbour Road",
    "Tannery Row",
    "Orchard Close",
    "Weavers' Yard",
    "Exchange Street",
  ],
  address: (street, number) => `${number} ${street}`,
  stems:
    "Alderbrook Ashcombe Beckford Birchwood Blackthorn Brackenhill Calderstone Copperfield Cotterdale Deepwell Eastmere Elmswood Fernleigh Foxholme Greystone Hazeldene Highmoor Ironbridge Kestrelfield Larkhill Marlfield Millbrook Northwick Oakhurst Pinewood Quarrystone Ravensworth Rosebank Saltmarsh Silverdale Stonebeck Thornbury Tidewater Underhill Wayfield Westerdale Whinfell Willowmere Windrush Yarrowby".split(
      " ",
    ),
  trades: {
    6: ["Business Support", "Facilities", "Office Services"],
    7: ["Advisory", "Consulting", "Partners"],
    10: ["Distribution", "Cold Chain", "Packing"],
    11: ["Clinics", "Dental Care", "Diagnostics"],
    12: ["Engineering", "Precision Tools", "Components"],
    13: ["Kitchens", "Catering", "Restaurants"],
    16: ["Capital", "Finance", "Credit"],
    17: ["Foods", "Dairy", "Bakeries"],
    20: ["Insurance", "Mutual", "Underwriting"],
    22: ["Home Stores", "Trading", "Outfitters"],
    30: ["Logistics", "Haulage", "Freight"],
    31: ["Energy", "Water", "Power Networks"],
    33: ["Wholesale", "Supplies", "Merchants"],
  },
  companyName: (stem, trade, chance) =>
    `${stem} ${trade} ${chance.weighted([
      ["Ltd", 7],
      ["plc", 2],
      ["LLP", 1],
    ])}`,
  titles: {
    deciding: [
      "Managing Director",
      "Operations Director",
      "Chief Executive",
      "Head of Procurement",
      "Finance Director",
      "Owner",
    ],
    others: [
      "Quality Manager",
      "Laboratory Manager",
      "Warehouse Supervisor",
      "Buyer",
      "Maintenance Engineer",
      "Office Manager",
      "Health and Safety Officer",
      "Project Coordinator",
    ],
  },
  salutation: (female) => (female ? "Ms" : "Mr"),
  landline: (city, chance) =>
    city.area === "20"
      ? `+44 20 ${digits("7946 0###", chance)}`
      : `+44 ${city.area} ${digits(city.area.length === 2 ? "9018 0###" : "496 0###", chance)}`,
  mobile: (chance: Chance) => `+44 ${digits("7700 900###", chance)}`,
  texts: englishTexts,
};
