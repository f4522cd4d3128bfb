#!/usr/bin/env python3
"""Writes a stream of invented reports of which it is known what they tell: to measure linking.

usage: stream.py FOLDER [--reports N] [--happenings N] [--seed N] [--index places.index]

Writes docs.jsonl (what `constat read` reads) and truth.jsonl, a line a report: {"document", "tells": [happening], "kind", "mentions": [happening], "copy_of"}.
Happenings, groups, speakers and outlets are invented; towns, their regions and distances come from the project's index of places.
The reports are French and English and differ in tolls, wording, dates (weekday, date, "yesterday"), speakers, length. There are updates, copies with small
changes, claims of responsibility and denials, reports that recall an earlier happening, attacks in one town on successive days or on one day, and in the next town.
Same seed, same bytes. The scorer is linkscore.py.
"""
import argparse, collections, datetime, json, math, os, random, struct

COUNTRIES = "ML BF NE NG TD SD SS ET SO KE CD CF CM MZ LY IQ SY YE AF PK IN MM PH TH CO MX HT UA".split()


def towns(path):
    """Settlements of 15,000 to 900,000 people in some countries whose name no other such town has, with their region."""
    raw = open(path, "rb").read()
    at = 20
    count, names, codes, size, known, spoken = struct.unpack_from("<6I", raw, at)
    at += 24
    countries = [raw[at + 2 * i:at + 2 * i + 2].decode() for i in range(codes)]
    rows = at + 2 * codes + 2 * spoken
    text = rows + 26 * count + 4 * ((1 << 16) + 1) + 8 * names + 8 * known

    def row(i):
        ident, lat, lon, people, name, region, country, _ = struct.unpack_from("<IiiIIIBB", raw, rows + 26 * i)
        start = text + (name & 0xFFFFFF)
        return dict(id=ident, lat=lat / 1e4, lon=lon / 1e4, people=people, name=raw[start:start + (name >> 24)].decode(), region=region & 0xFFFFFF,
                    kind=region >> 24, country=countries[country])
    all_rows = [row(i) for i in range(count)]
    seen = collections.Counter(r["name"] for r in all_rows if r["kind"] == 0)
    out = []
    for r in all_rows:
        if r["kind"] == 0 and r["country"] in COUNTRIES and 15_000 <= r["people"] <= 900_000 and seen[r["name"]] == 1 and r["name"].replace("-", "").isalpha() and len(r["name"]) > 3:
            region = all_rows[r["region"]]["name"] if r["region"] < count else None
            out.append({**r, "region": region})
    return sorted(out, key=lambda r: r["id"])


def distance(a, b):
    p, q = math.radians(a["lat"]), math.radians(b["lat"])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b["lon"] - a["lon"]) / 2) ** 2
    return 2 * 6371 * math.asin(min(1, math.sqrt(h)))


# Each kind of happening: leads and nouns by language. {w} when, {p} where, {t} target, {g} who (subject), {n} the dead as "five people".
KINDS = {
    "airstrike": dict(
        fr=["Des avions {g_of} ont bombardé {w} {t} {p}, {s}.", "Une frappe aérienne {g_of} a touché {w} {t} {p}, {s}.",
            "Un raid aérien mené {w} par {g} contre {t} {p} a fait {n}, {s}.", "{N} dans une frappe aérienne {w} sur {t} {p}, {s}."],
        en=["Warplanes of {g} bombed {t} {p} {w}, {s}.", "An air strike by {g} hit {t} {p} {w}, {s}.",
            "{N} were killed when {g} carried out an air strike on {t} {p} {w}, {s}.", "An air raid by {g} on {t} {p} {w} killed {n}, {s}."],
        noun=("la frappe aérienne", "the air strike"), by="army", targets=["market", "camp", "school", "village", "depot"]),
    "drone": dict(
        fr=["Un drone a frappé {w} {t} {p}, {s}.", "Une attaque de drone contre {t} {p} a fait {n} {w}, {s}.", "{N} {w} dans une attaque de drone contre {t} {p}, {s}."],
        en=["A drone struck {t} {p} {w}, {s}.", "A drone attack on {t} {p} {w} killed {n}, {s}.", "{N} were killed {w} in a drone strike on {t} {p}, {s}."],
        noun=("l'attaque de drone", "the drone attack"), by="any", targets=["base", "depot", "convoy", "market"]),
    "shelling": dict(
        fr=["L'artillerie {g_of} a pilonné {w} {t} {p}, {s}.", "Des obus tirés par {g} sont tombés {w} sur {t} {p}, {s}.", "{N} {w} dans un bombardement d'artillerie sur {t} {p}, {s}."],
        en=["Artillery of {g} shelled {t} {p} {w}, {s}.", "Shells fired by {g} hit {t} {p} {w}, {s}.", "{N} were killed {w} when {g} shelled {t} {p}, {s}."],
        noun=("le bombardement", "the shelling"), by="army", targets=["houses", "school", "hospital", "market"]),
    "bomb": dict(
        fr=["Une bombe a explosé {w} devant {t} {p}, {s}.", "{N} {w} dans l'explosion d'une voiture piégée devant {t} {p}, {s}.", "Un attentat à la bombe a visé {w} {t} {p}, faisant {n}, {s}.",
            "Un engin explosif a sauté {w} près de {t2} {p} et a fait {n}, {s}."],
        en=["A bomb exploded {w} outside {t} {p}, {s}.", "A car bomb went off {w} outside {t} {p}, killing {n}, {s}.", "{N} were killed {w} when a bomb exploded at {t} {p}, {s}.",
            "A bombing {w} at {t} {p} killed {n}, {s}."],
        noun=("l'attentat", "the bombing"), by="group", targets=["police", "mosque", "market", "office", "bus"]),
    "suicide": dict(
        fr=["Un kamikaze s'est fait exploser {w} devant {t} {p}, tuant {n}, {s}.", "Un attentat suicide a visé {w} {t} {p}, {s}."],
        en=["A suicide bomber blew himself up {w} outside {t} {p}, killing {n}, {s}.", "A suicide attack hit {t} {p} {w}, {s}."],
        noun=("l'attentat suicide", "the suicide attack"), by="group", targets=["police", "mosque", "market", "base"]),
    "gunmen": dict(
        fr=["{G} ont attaqué {w} {t} {p}, tuant {n}, {s}.", "{N} {w} dans une attaque contre {t} {p}, {s}.", "{G} ont ouvert le feu {w} sur {t} {p}, {s}.", "Une attaque menée {w} par {g} contre {t} {p} a fait {n}, {s}."],
        en=["{G} attacked {t} {p} {w}, killing {n}, {s}.", "{N} were killed {w} in an attack on {t} {p}, {s}.", "{G} opened fire on {t} {p} {w}, {s}.", "An attack by {g} on {t} {p} {w} left {n} dead, {s}."],
        noun=("l'attaque", "the attack"), by="group", targets=["village", "police", "base", "convoy", "church", "farm"]),
    "ambush": dict(
        fr=["{G} ont tendu une embuscade {w} à {t} {p}, {s}.", "{N} {w} dans une embuscade contre {t} {p}, {s}."],
        en=["{G} ambushed {t} {p} {w}, {s}.", "{N} were killed {w} in an ambush on {t} {p}, {s}."],
        noun=("l'embuscade", "the ambush"), by="group", targets=["convoy", "patrol", "trucks"]),
    "abduction": dict(
        fr=["{G} ont enlevé {w} {a} {p}, {s}.", "{A} ont été enlevés {w} {p} par {g}, {s}."],
        en=["{G} kidnapped {a} {p} {w}, {s}.", "{A} were abducted {p} {w} by {g}, {s}."],
        noun=("l'enlèvement", "the kidnapping"), by="group", targets=["people"]),
    "protest": dict(
        fr=["Plusieurs milliers de personnes ont manifesté {w} {p} contre {c}, {s}.", "Des manifestants ont défilé {w} {p} pour protester contre {c}, {s}."],
        en=["Several thousand people demonstrated {p} {w} against {c}, {s}.", "Protesters marched {p} {w} against {c}, {s}."],
        noun=("la manifestation", "the protest"), by="none", targets=["people"]),
    "arrests": dict(
        fr=["La police a arrêté {w} {a} {p}, {s}.", "{A} ont été arrêtés {w} {p} par la police, {s}."],
        en=["Police arrested {a} {p} {w}, {s}.", "{A} were arrested {p} {w} by the police, {s}."],
        noun=("le coup de filet", "the arrests"), by="none", targets=["people"]),
}
TARGETS = {
    "market": [("le marché", "the market"), ("le marché central", "the central market"), ("le marché aux bestiaux", "the cattle market")],
    "camp": [("un camp de déplacés", "a camp for displaced people")], "school": [("une école primaire", "a primary school"), ("le lycée", "the high school")],
    "village": [("un village", "a village"), ("un hameau", "a hamlet")], "depot": [("un dépôt de carburant", "a fuel depot"), ("un entrepôt", "a warehouse")],
    "base": [("une base militaire", "a military base"), ("un camp de l'armée", "an army camp"), ("un poste militaire", "an army post")],
    "convoy": [("un convoi de l'armée", "an army convoy"), ("un convoi humanitaire", "an aid convoy")], "houses": [("un quartier résidentiel", "a residential district")],
    "hospital": [("l'hôpital", "the hospital"), ("un dispensaire", "a clinic")],
    "police": [("un commissariat de police", "a police station"), ("un poste de police", "a police post")], "mosque": [("une mosquée", "a mosque")],
    "office": [("un bureau électoral", "an election office"), ("la mairie", "the town hall")], "bus": [("une gare routière", "a bus station")],
    "church": [("une église", "a church")], "farm": [("une ferme", "a farm")], "patrol": [("une patrouille de police", "a police patrol"), ("une patrouille de l'armée", "an army patrol")],
    "trucks": [("des camions de commerçants", "traders' trucks")], "people": [("des habitants", "residents")],
}
VICTIMS = [("villageois", "villagers"), ("personnes", "people"), ("civils", "civilians"), ("soldats", "soldiers"), ("policiers", "police officers"), ("commerçants", "traders")]
TAKEN = [("élèves", "pupils"), ("commerçants", "traders"), ("voyageurs", "travellers"), ("personnes", "people"), ("enseignants", "teachers")]
CAUSES = [("la vie chère", "the cost of living"), ("le gouvernement", "the government"), ("le report des élections", "the postponed election"), ("l'insécurité", "insecurity")]
SPEAKERS = [("la police", "police"), ("le gouverneur", "the governor"), ("un élu local", "a local official"), ("des habitants", "residents"), ("l'armée", "the army"),
            ("une source hospitalière", "a hospital source"), ("le maire", "the mayor"), ("un responsable de la sécurité", "a security official"), ("des témoins", "witnesses"),
            ("le ministère de l'Intérieur", "the interior ministry"), ("la protection civile", "the civil protection agency"), ("l'association Vigie du Fleuve", "the rights group River Watch")]
GROUPS = [("le Front de l'Aube", "the Dawn Front"), ("l'Armée des Collines", "the Hills Army"), ("le Mouvement du Fleuve", "the River Movement"), ("les Brigades du Nord", "the Northern Brigades"),
          ("le Front des Dunes", "the Dunes Front"), ("la Coalition des Sept Vallées", "the Seven Valleys Coalition"), ("l'Armée de la Plaine", "the Plain Army"), ("le Conseil des Braves", "the Council of the Brave")]
ARMED = [("des hommes armés", "gunmen"), ("des assaillants à moto", "attackers on motorbikes"), ("des combattants {g_of}", "fighters of {g}")]
FILLER = dict(
    fr=["La région est en proie aux violences depuis des années.", "Les écoles de la ville sont restées fermées.", "Les blessés ont été conduits à l'hôpital.", "Une enquête a été ouverte.",
        "Les habitants disent attendre de l'aide.", "Le gouvernement n'a pas réagi.", "La route a été coupée pendant plusieurs heures.", "Plusieurs commerces ont gardé le rideau baissé."],
    en=["The region has seen years of violence.", "Schools in the town stayed shut.", "The wounded were taken to hospital.", "An investigation has been opened.",
        "Residents say they are waiting for help.", "The government has not commented.", "The road was closed for several hours.", "Many shops kept their shutters down."])
NUMBERS = dict(fr="zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split(),
               en="zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split())
MONTHS = dict(fr="janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
              en="January February March April May June July August September October November December".split())
DAYS = dict(fr="lundi mardi mercredi jeudi vendredi samedi dimanche".split(), en="Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
OUTLETS = dict(fr=["Le Courrier du Fleuve", "Radio Horizon", "La Gazette", "Agence Sahel Presse", "Le Matin", "L'Écho des Vallées", "Tribune libre", "Agence Cap Info"],
               en=["The Daily Beacon", "Valley News", "Northern Herald", "Meridian Press Agency", "City Post", "The Observer of the Plain", "World Bulletin", "Harbour Wire"])
COUNTRY = dict(ML=("Mali", "Mali"), BF=("Burkina Faso", "Burkina Faso"), NE=("Niger", "Niger"), NG=("Nigeria", "Nigeria"), TD=("Tchad", "Chad"), SD=("Soudan", "Sudan"),
               SS=("Soudan du Sud", "South Sudan"), ET=("Éthiopie", "Ethiopia"), SO=("Somalie", "Somalia"), KE=("Kenya", "Kenya"), CD=("République démocratique du Congo", "the Democratic Republic of Congo"),
               CF=("Centrafrique", "the Central African Republic"), CM=("Cameroun", "Cameroon"), MZ=("Mozambique", "Mozambique"), LY=("Libye", "Libya"), IQ=("Irak", "Iraq"), SY=("Syrie", "Syria"),
               YE=("Yémen", "Yemen"), AF=("Afghanistan", "Afghanistan"), PK=("Pakistan", "Pakistan"), IN=("Inde", "India"), MM=("Birmanie", "Myanmar"), PH=("Philippines", "the Philippines"),
               TH=("Thaïlande", "Thailand"), CO=("Colombie", "Colombia"), MX=("Mexique", "Mexico"), HT=("Haïti", "Haiti"), UA=("Ukraine", "Ukraine"))
IN_COUNTRY = {"ML": "au", "BF": "au", "NE": "au", "NG": "au", "TD": "au", "SD": "au", "SS": "au", "KE": "au", "CM": "au", "MZ": "au", "YE": "au", "PK": "au", "MX": "au", "PH": "aux"}
OF_COUNTRY = {"au": "du", "aux": "des"}


def upper(text):
    return text[:1].upper() + text[1:]


def of(name):
    """« de le Front » -> « du Front »."""
    return "du " + name[3:] if name.startswith("le ") else "des " + name[4:] if name.startswith("les ") else "de " + name


def contracted(text):
    """« près de le marché » -> « près du marché »."""
    for full, short in (("à le ", "au "), ("de le ", "du "), ("à les ", "aux "), ("de les ", "des "), ("de un", "d'un")):
        text = text.replace(" " + full, " " + short)
    return text


class Happening:
    """What is true; reports tell it in part and in their way."""

    def __init__(self, rng, number, day, town, kind=None, avoid=None):
        self.number, self.day, self.town = number, day, town
        self.kind = kind or rng.choice(list(KINDS))
        entry = KINDS[self.kind]
        choices = [t for t in entry["targets"] if t != avoid] or entry["targets"]
        self.target_kind = rng.choice(choices)
        self.target = rng.choice(TARGETS[self.target_kind])
        self.killed = rng.choice([1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 11, 12, 14, 17, 19, 23, 28, 34, 41, 56])
        self.injured = rng.choice([0, 0, 2, 4, 5, 8, 10, 15, 20, 30, 47])
        if self.kind in ("abduction", "arrests", "protest"):
            self.killed = self.injured = 0
        self.taken = rng.choice([2, 3, 4, 5, 6, 7, 9, 12, 15, 20, 32])
        self.taken_who, self.cause = rng.choice(TAKEN), rng.choice(CAUSES)
        self.group = rng.choice(GROUPS)
        self.victims = rng.choice(VICTIMS[:4] if self.target_kind not in ("base", "convoy", "patrol", "police") else VICTIMS[1:5])
        self.is_army = entry["by"] == "army" or (entry["by"] == "any" and rng.random() < .5)
        self.is_claimed, self.is_denied = entry["by"] in ("group", "any") and rng.random() < .3, entry["by"] == "army" and rng.random() < .2


class Writer:
    def __init__(self, rng):
        self.rng = rng

    def number(self, n, lang):
        return NUMBERS[lang][n] if n < len(NUMBERS[lang]) and self.rng.random() < .7 else str(n)

    def people(self, n, who, lang):
        rng = self.rng
        word = who[0 if lang == "fr" else 1]
        if n == 1:
            return ("une personne", "one person")[lang == "en"]
        head = ""
        if n > 4 and rng.random() < .3:
            head = rng.choice(["au moins ", "plus de "] if lang == "fr" else ["at least ", "more than "])
        return head + self.number(n, lang) + " " + word

    def when(self, day, published, lang):
        rng, gap = self.rng, (published - day).days
        date = f"le {day.day if day.day > 1 else '1er'} {MONTHS['fr'][day.month - 1]}" if lang == "fr" else rng.choice([f"on {day.day} {MONTHS['en'][day.month - 1]}", f"on {MONTHS['en'][day.month - 1]} {day.day}"])
        weekday = DAYS["fr"][day.weekday()] if lang == "fr" else "on " + DAYS["en"][day.weekday()]
        if gap > 5:
            return date
        r = rng.random()
        if gap == 0 and r < .15:
            return "aujourd'hui" if lang == "fr" else "today"
        if gap == 1 and r < .15:
            return "hier" if lang == "fr" else "yesterday"
        if r < .7:
            part = ["", "", " matin", " soir"] if lang == "fr" else ["", "", " morning", " evening"]
            return weekday + rng.choice(part)
        return date

    def where(self, town, lang):
        rng, r = self.rng, self.rng.random()
        country = COUNTRY[town["country"]][0 if lang == "fr" else 1]
        prep = IN_COUNTRY.get(town["country"], "en")
        region = town["region"]
        if lang == "fr":
            head = rng.choice(["à ", "à ", "à ", "près de ", "dans la ville de "]) + town["name"]
            tail = f", dans la région de {region}" if region and r < .25 else f", {prep} {country}" if r < .8 else ""
            return head + tail
        head = rng.choice(["in ", "in ", "in ", "near ", "in the town of "]) + town["name"]
        return head + (f", {region} region" if region and r < .25 else f" in {country}" if r < .8 else "")

    def said(self, lang, speaker):
        rng, name = self.rng, speaker[0 if lang == "fr" else 1]
        plural = speaker[0].startswith("des ")
        if lang == "fr":
            return rng.choice([f"selon {name}", f"a indiqué {name}" if not plural else f"ont indiqué {name}", f"a annoncé {name}" if not plural else f"ont rapporté {name}", f"d'après {name}"])
        return rng.choice([f"{name} said", f"according to {name}", f"{name} said"])

    def agent(self, h, lang, named):
        i = 0 if lang == "fr" else 1
        if h.is_army:
            return ("l'armée", "the army")[i]
        if named:
            return h.group[i]
        return self.rng.choice(ARMED[:2])[i]

    def lead(self, h, lang, published, killed, named):
        rng, i = self.rng, 0 if lang == "fr" else 1
        template = rng.choice(KINDS[h.kind][lang])
        g = self.agent(h, lang, named or "{g_of}" in template)
        subject = g
        if named and not h.is_army and "{G}" in template:
            subject = ("des combattants " + of(g)) if lang == "fr" else "fighters of " + g
        n = self.people(killed, h.victims, lang)
        dead = n
        if lang == "fr" and "faisant" in template or " a fait {n}" in template:
            dead = f"{self.number(killed, 'fr')} morts" if killed > 1 else "un mort"
        many = killed > 1
        if "{N} were" in template and killed == 1:
            template = template.replace("{N} were", "{N} was")
        subject_n = upper(n)
        if lang == "fr" and template.startswith("{N}"):
            verb = rng.choice(["ont été tuées" if "personnes" in n else "ont été tués", "ont péri", "sont morts" if "personnes" not in n else "sont mortes"]) if many else "a été tuée"
            subject_n = upper(n) + " " + verb
        taken = f"{self.number(h.taken, lang)} {h.taken_who[i]}"
        target = h.target[i]
        text = template.format(w=self.when(h.day, published, lang), p=self.where(h.town, lang), t=target, t2=target, g=g, G=upper(subject), g_of=of(g), n=dead, N=subject_n,
                               s=self.said(lang, rng.choice(SPEAKERS)), a=taken, A=upper(taken), c=h.cause[i])
        return contracted(text), "{n}" in template or "{N}" in template

    def toll(self, h, lang, killed, injured):
        rng = self.rng
        k, j, s = self.number(killed, lang), self.number(injured, lang), rng.choice(SPEAKERS)
        if lang == "fr":
            dead = f"{k} morts" if killed > 1 else "un mort"
            hurt = f"{j} blessés" if injured > 1 else "un blessé"
            return rng.choice([f"Le bilan est de {dead}" + (f" et {hurt}" if injured else "") + f", {self.said('fr', s)}.",
                               f"L'attaque a fait {dead}" + (f" et {hurt}" if injured else "") + f", {self.said('fr', s)}.",
                               upper(self.people(killed, h.victims, "fr")) + (" ont été tués" if killed > 1 else " a été tuée") + (f" et {j} autres blessés" if injured > 1 else "") + f", {self.said('fr', s)}."])
        people = self.people(killed, h.victims, "en")
        return rng.choice([f"{upper(people)} {'were' if killed > 1 else 'was'} killed" + (f" and {j} others were wounded" if injured > 1 else "") + f", {self.said('en', s)}.",
                           f"The death toll stands at {k}" + (f", with {j} wounded" if injured else "") + f", {self.said('en', s)}.",
                           f"The attack left {k} dead" + (f" and {j} injured" if injured else "") + f", {self.said('en', s)}."])

    def update(self, h, lang, published, killed):
        rng, i = self.rng, 0 if lang == "fr" else 1
        noun, k = KINDS[h.kind]["noun"][i], self.number(killed, lang)
        day = self.when(h.day, published, lang)
        if lang == "fr":
            dead = f"{k} morts" if killed > 1 else "un mort"
            when = f"de {day}" if not day.startswith(("le ", "hier", "aujourd")) else "d'" + day if day[0] in "ha" else "du " + day[3:]
            return f"Le bilan {of(noun)} {when} contre {h.target[0]} {self.where(h.town, 'fr')} est passé à {dead}, {self.said('fr', rng.choice(SPEAKERS))}."
        return rng.choice([f"The death toll from {noun} on {h.target[1]} {self.where(h.town, 'en')} {day} has risen to {k}, {self.said('en', rng.choice(SPEAKERS))}.",
                           f"{upper(k)} people are now known to have died in {noun} on {h.target[1]} {self.where(h.town, 'en')} {day}, {self.said('en', rng.choice(SPEAKERS))}."])

    def answer(self, h, lang):
        i = 0 if lang == "fr" else 1
        noun = KINDS[h.kind]["noun"][i]
        if h.is_claimed:
            return (f"{upper(h.group[0])} a revendiqué {noun} dans un communiqué." if lang == "fr" else f"{upper(h.group[1])} claimed responsibility for {noun} in a statement.")
        if h.is_denied:
            return (f"L'armée a démenti avoir mené {noun}." if lang == "fr" else f"The army denied carrying out {noun}.")
        return None

    def recall(self, old, now, lang):
        rng, i = self.rng, 0 if lang == "fr" else 1
        noun, gap = KINDS[old.kind]["noun"][i], (now.day - old.day).days
        if lang == "fr":
            if gap == 1:
                return rng.choice([f"La veille, {noun} de {old.town['name']} avait fait {max(2, old.killed)} morts.", f"Ces faits surviennent au lendemain {of(noun)} de {old.town['name']}."])
            return f"{upper(noun)} de {old.town['name']} avait fait {max(2, old.killed)} morts le {old.day.day} {MONTHS['fr'][old.day.month - 1]}."
        if gap == 1:
            return rng.choice([f"It came a day after {noun} on {old.town['name']}.", f"The day before, {noun} on {old.town['name']} had killed {max(2, old.killed)} people."])
        return f"It came {gap} days after {noun} on {old.town['name']}."

    def report(self, h, lang, published, progress, recalled):
        """The text of a report; `progress` from 0 to 1 is how much of the toll is known."""
        rng = self.rng
        killed = max(1, round(h.killed * (0.5 + 0.5 * progress))) if h.killed else 0
        if killed and rng.random() < .15:
            killed = max(1, killed + rng.choice([-1, 1, 2]))
        injured = round(h.injured * (0.5 + 0.5 * progress)) if rng.random() < .8 else 0
        named = rng.random() < (.6 if h.is_claimed else .25)
        parts = []
        if progress > .6 and h.killed and rng.random() < .5:
            parts.append(self.update(h, lang, published, killed))
            has_toll = True
        else:
            text, has_toll = self.lead(h, lang, published, killed, named)
            parts.append(text)
        if h.killed and not has_toll and rng.random() < .85:
            parts.append(self.toll(h, lang, killed, injured))
        answer = self.answer(h, lang)
        if answer and rng.random() < .5 and progress > .2:
            parts.append(answer)
        for line in rng.sample(FILLER[lang], rng.choice([0, 1, 1, 2, 3])):
            parts.append(line)
        if recalled:
            parts.append(self.recall(recalled, h, lang))
        return " ".join(parts)


def happenings(rng, count, places, days):
    """Happenings; some in the town of an earlier one, the day after or on its day, some in a town close by."""
    start, out = datetime.date(2023, 1, 2), []
    grid = collections.defaultdict(list)
    for town in places:
        grid[(round(town["lat"]), round(town["lon"]))].append(town)
    busy = rng.sample(places, max(40, count // 8))
    while len(out) < count:
        r = rng.random()
        if out and r < .25:
            old = rng.choice(out[-200:])
            if r < .10:
                out.append(Happening(rng, len(out), old.day + datetime.timedelta(days=1), old.town))
            elif r < .14:
                others = [k for k in KINDS if KINDS[k]["noun"] != KINDS[old.kind]["noun"] and k not in ("protest", "arrests")]
                out.append(Happening(rng, len(out), old.day, old.town, kind=rng.choice(others), avoid=old.target_kind))
            else:
                lat, lon = round(old.town["lat"]), round(old.town["lon"])
                near = [t for a in (-1, 0, 1) for b in (-1, 0, 1) for t in grid[(lat + a, lon + b)] if t is not old.town and distance(t, old.town) < 40]
                if near:
                    out.append(Happening(rng, len(out), old.day, rng.choice(near), kind=old.kind if rng.random() < .5 else None))
            continue
        town = rng.choice(busy) if r < .7 else rng.choice(places)
        out.append(Happening(rng, len(out), start + datetime.timedelta(days=rng.randrange(days)), town))
    return out


def sizes(rng, count, reports):
    """How many reports each happening has: few have many, none more than 400."""
    share = [min(400, int(rng.paretovariate(1.2) * 1.5)) for _ in range(count)]
    while sum(share) != reports:
        step = 1 if sum(share) < reports else -1
        for _ in range(abs(reports - sum(share))):
            i = rng.randrange(count)
            if 1 <= share[i] + step <= 400:
                share[i] += step
    return share


def copy(rng, text, lang):
    """The text as another outlet takes it over: an agency's mark, another last sentence."""
    mark = rng.choice(["(agences) ", "", "Monde. ", ""] if lang == "fr" else ["(Agencies) ", "", "World: ", ""])
    return mark + text


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--happenings", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--index", default=os.path.join(here, "..", "Knowledge", "places", "places.index"))
    a = parser.parse_args()
    rng = random.Random(a.seed)
    count = a.happenings or a.reports * 3 // 20
    places = towns(a.index)
    world = happenings(rng, count, places, max(30, count // 8))
    by_town = collections.defaultdict(list)
    for h in world:
        by_town[h.town["country"]].append(h)
    for hs in by_town.values():
        hs.sort(key=lambda h: (h.day, h.number))
    writer = Writer(rng)
    share = sizes(rng, count, a.reports)
    docs, truth = [], []
    for h, n in zip(world, share):
        earlier = [o for o in by_town[h.town["country"]] if 0 < (h.day - o.day).days <= 6 and o.killed and o.town is not h.town]
        own = []
        for _ in range(n):
            lang = rng.choice(["fr", "en"])
            progress = rng.random()
            published = h.day + datetime.timedelta(days=0 if progress < .3 else 1 if progress < .6 else rng.choice([1, 2, 2, 3, 4, 6]))
            original = rng.choice(own) if own and rng.random() < .12 else None
            recalled = None
            if original:
                lang, text, recalled = original["language"], copy(rng, original["text"], original["language"]), original["recalled"]
                published = original["day"]
            else:
                recalled = rng.choice(earlier) if earlier and rng.random() < .15 else None
                text = writer.report(h, lang, published, progress, recalled)
            own.append(dict(kind=h.kind, language=lang, text=text, day=published, recalled=recalled, happening=h.number, outlet=rng.choice(OUTLETS[lang]), original=original))
        docs += own
    rng.shuffle(docs)
    for number, d in enumerate(docs):
        d["id"] = f"r{number:06}"
    os.makedirs(a.folder, exist_ok=True)
    with open(os.path.join(a.folder, "docs.jsonl"), "w", encoding="utf-8") as out, open(os.path.join(a.folder, "truth.jsonl"), "w", encoding="utf-8") as true:
        for d in docs:
            out.write(json.dumps(dict(id=d["id"], published=d["day"].isoformat(), outlet=d["outlet"], language=d["language"], text=d["text"]), ensure_ascii=False) + "\n")
            true.write(json.dumps(dict(document=d["id"], tells=[f"h{d['happening']}"], kind=d["kind"], mentions=[f"h{d['recalled'].number}"] if d["recalled"] else [],
                                       copy_of=d["original"]["id"] if d["original"] else None)) + "\n")
    print(f"{len(docs)} reports of {len(world)} happenings, {sum(1 for d in docs if d['original'])} copies, {sum(1 for d in docs if d['recalled'])} that recall another")


if __name__ == "__main__":
    main()
