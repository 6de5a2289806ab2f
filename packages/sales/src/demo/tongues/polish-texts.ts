import type { Texts } from "./tongue.ts";

export const polishTexts: Texts = {
  products: [
    "monitoring chłodni",
    "czujniki jakości powietrza",
    "wagi laboratoryjne",
    "umowa na wzorcowanie",
    "opomiarowanie energii",
    "sondy wilgotności",
    "rejestratory ciśnienia",
    "audyt wilgotności",
  ],
  subjects: [
    "{product} – {count} lokalizacji",
    "Zapytanie: {product}",
    "{product}, {city}",
    "Wymiana starych przyrządów: {product}",
    "{company}: {product}",
    "Test próbny: {product}",
  ],
  needs: [
    "Odczyty wciąż zapisuje się ręcznie dwa razy na zmianę; audytor wymaga ciągłego zapisu.",
    "Latem zepsuły się dwie partie towaru. Potrzebne alarmy na telefon, zanim będzie za późno.",
    "Obecny dostawca wzorcuje trzy tygodnie i przyrządy stoją bezczynnie.",
    "W tym roku rusza nowa hala, a do niej nic jeszcze nie zamówiono.",
    "Prąd stał się drugim co do wielkości kosztem i nikt nie wie, która maszyna go zużywa.",
    "Porównują trzech dostawców; cena jest ważna, serwis w ciągu doby ważniejszy.",
  ],
  weekdays: ["poniedziałek", "wtorek", "środa", "czwartek", "piątek"],
  address: (_first, female) => (female ? "Szanowna Pani" : "Szanowny Panie"),
  firstMails: [
    {
      subject: "Państwa zapytanie: {product}",
      body: "{address},\n\ndziękujemy za zapytanie (temat: {product}). Żeby dobrać właściwy zestaw, potrzebujemy dwóch informacji: ile miejsc ma być mierzonych i czy w każdym z nich jest sieć.\n\nWystarczy kwadrans rozmowy. Czy pasuje {weekday}?\n\nZ poważaniem\n{seller}",
    },
    {
      subject: "{product}: pierwsza odpowiedź",
      body: "{address},\n\ntak, mamy to w ofercie ({product}) i zamontowaliśmy już niemało takich zestawów. Nie załączam jeszcze cennika, bo cena bez szczegółów tylko wprowadziłaby w błąd.\n\nProponuję krótki telefon rano: {weekday}.\n\nPozdrawiam\n{seller}",
    },
    {
      subject: "Dziękujemy za wiadomość",
      body: "{address},\n\nwiadomość dotarła dziś rano. To, co Państwo opisują, jest naszą codzienną pracą; firmy tej wielkości zwykle zaczynają od {count} punktów, a w drugim roku dokładają kolejne.\n\nZadzwonię albo proszę po prostu podać dogodną porę.\n\n{seller}",
    },
  ],
  followUps: [
    {
      subject: "Czy temat jest aktualny? ({product})",
      body: "{address},\n\ndwa razy nie udało mi się dodzwonić, a nie chcę się narzucać. Jeśli temat jest wciąż aktualny ({product}), wystarczy jedno zdanie i zajmę się resztą.\n\nZ poważaniem\n{seller}",
    },
    {
      subject: "Podsumowanie naszej rozmowy",
      body: "{address},\n\nzgodnie z obietnicą, w skrócie: {count} punktów, montaż w jeden dzień, szkolenie następnego. Odczyty zobaczy każdy pracownik, który ma przeglądarkę.\n\nCzego brakuje do decyzji?\n\n{seller}",
    },
    {
      subject: "Termin wizyty",
      body: "{address},\n\nnasz inżynier będzie w okolicy w drugiej połowie miesiąca i może bezpłatnie obejrzeć obiekt. Proponowany dzień: {weekday}. Czy zapisać termin?\n\n{seller}",
    },
  ],
  offers: [
    {
      subject: "Oferta: {product}",
      body: "{address},\n\nprzesyłam ofertę ({product}, {count} punktów). Cena obowiązuje trzydzieści dni, dostawa trwa trzy tygodnie od zamówienia.\n\nProszę zwrócić uwagę na pozycję 4, zmienioną po ostatniej rozmowie.\n\nZ poważaniem\n{seller}",
    },
    {
      subject: "Nowa cena: {product}",
      body: "{address},\n\nprzeliczyliśmy wszystko jeszcze raz z działem serwisu. Przy umowie na trzy lata obniżymy opłatę roczną; cena sprzętu zostaje bez zmian.\n\n{seller}",
    },
    {
      subject: "Warunki i kolejne kroki",
      body: "{address},\n\numowa jest u prawników i powinna wrócić w tym tygodniu. Tymczasem Państwa informatykom przyda się krótka lista portów i adresów – jest poniżej.\n\n{seller}",
    },
  ],
  replies: [
    {
      subject: "Odp.: {product}",
      body: "Dzień dobry,\n\ndziękuję za szybką odpowiedź. Łącznie chodzi o {count} miejsc, w tym dwa na zewnątrz. Mamy budżet na ten rok, ale trzeba go wydać przed zamknięciem ksiąg.\n\nPozdrawiam\n{first}",
    },
    {
      subject: "Odp.: oferta",
      body: "Dzień dobry,\n\nprzekazuję ofertę dyrekcji finansowej. Pierwsze pytanie będzie o to, co dzieje się po gwarancji. Czy mogę prosić o kilka zdań na ten temat?\n\n{first}",
    },
    {
      subject: "Odp.: termin",
      body: "Dzień dobry,\n\n{weekday} pasuje, po dziesiątej. Proszę zgłosić się na bramie; potrzebne są buty ochronne.\n\n{first}",
    },
    {
      subject: "Pytanie: {product}",
      body: "Dzień dobry,\n\nczy odczyty można przenosić do naszego systemu i do kogo należą dane? Zapytał nas o to klient i nie mieliśmy odpowiedzi.\n\nDziękuję\n{first}, {company}",
    },
    {
      subject: "Odp.: warunki",
      body: "Dzień dobry,\n\nwarunki nam odpowiadają poza okresem wypowiedzenia. Pół roku to długo. Czy możliwe są trzy miesiące?\n\n{first}",
    },
  ],
  calls: [
    {
      subject: "Rozmowa: {product}",
      body: "Omówiono obiekt: {count} punktów, jeden trudno dostępny. Prośba o widełki cenowe – podane. Ustalą to między sobą, odpowiedź do końca tygodnia.",
    },
    {
      subject: "Rozmowa kwalifikująca",
      body: "Dobrze zna konkurencję i mówi o tym otwarcie. Decyzja należy do zarządu, ale rekomendację pisze nasz rozmówca.",
    },
    {
      subject: "Rozmowa kontrolna",
      body: "Nasz e-mail przeczytany. Prośba o referencję, którą można odwiedzić. Obiecano wskazać.",
    },
    {
      subject: "Rozmowa o cenie",
      body: "Kwota łączna do przyjęcia, opłata roczna jeszcze nie. Propozycja: trzy lata zamiast roku; czekamy na odpowiedź.",
    },
    {
      subject: "Krótka rozmowa",
      body: "Między dwoma spotkaniami. Miło, ale przed końcem inwentaryzacji nic się nie ruszy.",
    },
  ],
  missedCalls: [
    { subject: "Nikt nie odbiera", body: "Długi sygnał, potem poczta głosowa. Zostawiono nazwisko i numer." },
    { subject: "Próba kontaktu: {first}", body: "Sekretariat: poza firmą, powrót: {weekday}." },
    { subject: "Dwa razy zajęte", body: "Ponowić wcześnie rano." },
  ],
  callsIn: [
    { subject: "{first} oddzwania", body: "Pytanie, na jak długo montaż zatrzyma linię. Pół dnia – do przyjęcia." },
    { subject: "Telefon z firmy {company}", body: "Prośba o zestaw próbny na miesiąc przed podpisaniem czegokolwiek." },
    { subject: "Pytanie telefoniczne", body: "Czy serwis obejmuje soboty? Wyjaśniono oba poziomy umowy." },
  ],
  meetings: [
    { subject: "Wizja lokalna: {company}", body: "Obejście budynku, policzenie punktów, trasy kablowe i zasięg." },
    { subject: "Prezentacja: {product}", body: "Odczyty z ostatniego miesiąca, alarmy i raport dla audytora." },
    { subject: "Rozmowa o umowie", body: "Zakres, poziomy serwisu, początek okresu. Udział biorą zakupy i finanse." },
    { subject: "Spotkanie otwierające", body: "Kto, co i do kiedy; wstęp na obiekt; terminy szkoleń." },
  ],
  places: ["U klienta", "Wideorozmowa", "Nasze biuro", "Salon pokazowy"],
  tasks: [
    { subject: "Przygotować wyliczenie: {company}", body: "Cennik z tego kwartału; dopisać poziom serwisu." },
    { subject: "Zadzwonić ponownie: {first}", body: "Najlepiej przed dziesiątą." },
    { subject: "Wysłać referencję ({city})", body: "Najpierw zapytać klienta referencyjnego." },
    { subject: "Sprawdzić czas dostawy: {product}", body: "" },
    { subject: "Uzyskać zgodę na rabat", body: "Powyżej dziesięciu procent potrzebna jest zgoda kierownika." },
  ],
  notes: [
    {
      subject: "Kto decyduje",
      body: "Rozmówca przygotowuje, prezes podpisuje. Liczy się też zdanie doradcy, który pomagał przy ostatnim audycie.",
    },
    { subject: "Konkurencja", body: "Inny dostawca był w zeszłym miesiącu i zostawił tańszą ofertę, bez montażu." },
    { subject: "Obiekt", body: "Stary budynek, grube mury. Zaplanować o dwa wzmacniacze więcej niż zwykle." },
    {
      subject: "Nastawienie",
      body: "Mieli kłopot ze spóźnioną dostawą od kogoś innego; obietnice terminów traktują poważnie.",
    },
    { subject: "Budżet", body: "Pieniądze są na ten rok. Czego nie zamówią do końca kwartału, to przepada." },
  ],
};
