import type { Texts } from "./tongue.ts";

export const englishTexts: Texts = {
  products: [
    "cold store monitoring",
    "air quality sensors",
    "laboratory balances",
    "a calibration contract",
    "energy metering",
    "moisture probes",
    "pressure loggers",
    "a humidity survey",
  ],
  subjects: [
    "{product} for {count} sites",
    "Enquiry: {product}",
    "{product}, {city}",
    "Replacement of old instruments: {product}",
    "{company}: {product}",
    "Trial of {product}",
  ],
  needs: [
    "Readings are still written down by hand twice a shift; the auditor wants an unbroken record.",
    "Two spoiled batches last summer. Wants alarms on the phone before it is too late.",
    "The present supplier needs three weeks for a calibration, so instruments stand idle.",
    "A new hall opens this year and nothing has been ordered for it yet.",
    "Electricity has become the second largest cost and nobody can say which machine draws it.",
    "Compares three suppliers; price matters, service within a day matters more.",
  ],
  weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
  address: (first) => `Dear ${first}`,
  firstMails: [
    {
      subject: "Your enquiry about {product}",
      body: "{address},\n\nthank you for asking us about {product}. To point you at the right set I would like to know two things: how many places are to be measured, and is there a network at each of them?\n\nA quarter of an hour on the phone would do. Does {weekday} suit you?\n\nKind regards\n{seller}",
    },
    {
      subject: "{product}: a first answer",
      body: "{address},\n\nyes, we supply {product}, and we have fitted a good number in and around {city}. I attach nothing yet, because a price without the details would only mislead you.\n\nMay I ring you on {weekday} morning?\n\nBest wishes\n{seller}",
    },
    {
      subject: "Thank you for your message",
      body: "{address},\n\nyour message reached me this morning. What you describe is everyday work for us; most customers of your size begin with {count} points and add more in the second year.\n\nI will ring you, or simply answer with a time that is good for you.\n\n{seller}",
    },
  ],
  followUps: [
    {
      subject: "Are you still interested in {product}?",
      body: "{address},\n\nI tried to reach you twice and do not wish to be a nuisance. Should {product} still be on your list, one line is enough and I will take it from there.\n\nKind regards\n{seller}",
    },
    {
      subject: "What we talked about",
      body: "{address},\n\nas promised, in short: {count} points, installation in one day, training of your people on the next. The figures can be read by anyone in {company} who has a browser.\n\nWhat is missing for a decision?\n\n{seller}",
    },
    {
      subject: "Dates for a visit",
      body: "{address},\n\nour engineer is near {city} in the second half of the month and could look at the site without charge. {weekday} would be best for him. Shall I put it down?\n\n{seller}",
    },
  ],
  offers: [
    {
      subject: "Quotation: {product}",
      body: "{address},\n\nhere is the quotation for {product} with {count} points. The price holds for thirty days; delivery takes three weeks from your order.\n\nPlease look at item 4 in particular, which we changed after our last talk.\n\nKind regards\n{seller}",
    },
    {
      subject: "Revised price for {product}",
      body: "{address},\n\nI went through the numbers once more with our service department. With a contract of three years we can lower the yearly fee; the hardware stays as it was.\n\n{seller}",
    },
    {
      subject: "Terms and next steps",
      body: "{address},\n\nthe contract is with our legal colleagues and should be back on {weekday}. In the meantime your IT people may want the short list of ports and addresses that we need; it is below.\n\n{seller}",
    },
  ],
  replies: [
    {
      subject: "Re: {product}",
      body: "Hello {seller},\n\nthanks for coming back so quickly. It is {count} places in all, two of them outdoors. We have a budget for this year but it must be spent before the books close.\n\nRegards\n{first}",
    },
    {
      subject: "Re: your quotation",
      body: "Hello {seller},\n\nI have passed it on to our finance director. Her first question will be what happens after the warranty ends. Could you send me something on that?\n\n{first}",
    },
    {
      subject: "Re: dates",
      body: "Hi {seller},\n\n{weekday} is fine, after ten. Please report at the gate and ask for me; safety shoes are needed.\n\n{first}",
    },
    {
      subject: "Question about {product}",
      body: "Hello,\n\ncan the readings be exported to our own system, and who owns the data? We were asked that by a customer of ours and had no answer.\n\nThanks\n{first}, {company}",
    },
    {
      subject: "Re: Terms",
      body: "Dear {seller},\n\nthe terms look right to us apart from the notice period. Half a year is long. Would three months do?\n\n{first}",
    },
  ],
  calls: [
    {
      subject: "Call about {product}",
      body: "Talked through the site: {count} points, one of them hard to reach. Asked for a price range and got one. Will discuss it with colleagues by {weekday}.",
    },
    {
      subject: "Qualifying call",
      body: "Knows the competition well and was frank about it. Decision lies with the board, but the recommendation is written by our contact.",
    },
    {
      subject: "Follow-up call",
      body: "Has read our mail. Wants a reference in {city} that can be visited. Promised to name one.",
    },
    {
      subject: "Price talk",
      body: "The total is accepted, the yearly fee is not yet. Suggested three years instead of one; answer expected on {weekday}.",
    },
    {
      subject: "Short call",
      body: "Caught between two meetings. Friendly, but nothing will move before the stocktaking is over.",
    },
  ],
  missedCalls: [
    { subject: "No answer", body: "Rang for a while, then voicemail. Left name and number." },
    { subject: "Tried to reach {first}", body: "Reception says out of the house until {weekday}." },
    { subject: "Line busy twice", body: "Will try again early in the morning." },
  ],
  callsIn: [
    {
      subject: "{first} rang back",
      body: "Wanted to know how long an installation would stop the line. Half a day, which is acceptable.",
    },
    { subject: "Call from {company}", body: "Asks for a trial set for one month before anything is signed." },
    {
      subject: "Question by phone",
      body: "Is service included on Saturdays? Explained the two levels of the contract.",
    },
  ],
  meetings: [
    {
      subject: "Site visit at {company}",
      body: "Walk through the building, count the points, look at cable ways and reception.",
    },
    {
      subject: "Demonstration: {product}",
      body: "Show the readings of the last month, alarms, and the report for the auditor.",
    },
    {
      subject: "Talk about the contract",
      body: "Scope, service levels, start of the term. Procurement and finance take part.",
    },
    { subject: "Kick-off", body: "Who does what by when; access to the site; training dates." },
  ],
  places: ["At the customer's", "Video call", "Our office", "Showroom"],
  tasks: [
    {
      subject: "Prepare figures for {company}",
      body: "Use the price list of this quarter; mention the service level.",
    },
    { subject: "Ring {first} again", body: "Best before ten o'clock." },
    { subject: "Send reference from {city}", body: "Ask the reference customer first." },
    { subject: "Check delivery time of {product}", body: "" },
    { subject: "Get the signature for the discount", body: "More than ten per cent needs the manager's word." },
  ],
  notes: [
    {
      subject: "Who decides",
      body: "The contact prepares, the managing director signs. A consultant who helped with the last audit is listened to as well.",
    },
    {
      subject: "Competition",
      body: "Another supplier was there last month and left a cheaper offer without installation.",
    },
    { subject: "Site", body: "Old building, thick walls. Plan for two more repeaters than usual." },
    {
      subject: "Mood",
      body: "Had trouble with a late delivery from someone else; promises of dates are taken seriously here.",
    },
    {
      subject: "Budget",
      body: "Money is set aside for this year. What is not ordered by the end of the quarter is lost to them.",
    },
  ],
};
