import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

const first = ["Ann", "Jan", "Łucja", "Nguyễn", "Zoë", "Piotr", "Linh", "Omar", "Ewa", "Tom"];
const last = ["Kowalski", "Trần", "Smith", "Żak", "O'Neil", "Phạm", "Nowak", "García", "Lee", "Đặng"];
const topics = ["50 licences", "Training", "Renewal", "Pilot project", "Support plan", "Migration"];
const headings =
  "Topic,First Name,Last Name,Company Name,Email,Business Phone,Job Title,City,Country/Region,Description,Visits";

/** The map that goes with the file: its headings are the columns' own labels. */
export const leadsMap = {
  columns: {
    Topic: { to: "subject" },
    "First Name": { to: "firstname" },
    "Last Name": { to: "lastname" },
    "Company Name": { to: "companyname" },
    Email: { to: "emailaddress1" },
    "Business Phone": { to: "telephone1" },
    "Job Title": { to: "jobtitle" },
    City: { to: "address1_city" },
    "Country/Region": { to: "address1_country" },
    Description: { to: "description" },
    Visits: { to: "numberofemployees" },
  },
};

/** Writes `count` leads, always the same for the same count. */
export async function writeLeadsCsv(path: string, count: number): Promise<void> {
  const rows = function* () {
    yield `${headings}\n`;
    for (let i = 0; i < count; i++) {
      const pick = (list: readonly string[], step: number) => list[Math.floor(i / step) % list.length] ?? "";
      const name = `${pick(last, 7)} ${i}`;
      yield `${pick(topics, 3)} ${i},${pick(first, 1)},${name},Company ${i % 9973} Ltd,lead${i}@company${i % 9973}.example,` +
        `+48 22 ${100000 + (i % 900000)},Buyer,Warszawa,Poland,"Asked about ${pick(topics, 3)}, wants a call.",${i % 500}\n`;
    }
  };
  await pipeline(Readable.from(rows()), createWriteStream(path));
}
