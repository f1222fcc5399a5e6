"""Real publications of every type, by which the three styles are held to their guides.

Journal articles, books, chapters, papers and theses are among the samples of the ICMJE and of
*Citing Medicine*, or are known from their own title pages.
"""

from __future__ import annotations

from typing import Any


def names(text: str) -> list[dict[str, str]]:
    """``"Smolen JS; Aletaha D"`` as CSL names; what has no initials is an organisation."""
    found = []
    for name in text.split("; "):
        family, _, given = name.rpartition(" ")
        person = given.isupper() and len(given) <= 3
        found.append({"family": family, "given": given} if person else {"literal": name})
    return found


def item(
    kind: str, authors: str, title: str, year: int | None = None, **more: Any
) -> dict[str, Any]:
    """Return a CSL item; ``editors`` as a text like ``authors``, ``on`` as a whole date."""
    values: dict[str, Any] = {"type": kind, "title": title}
    if authors:
        values["author"] = names(authors)
    if editors := more.pop("editors", ""):
        values["editor"] = names(editors)
    if date := more.pop("on", None) or ([year] if year else None):
        values["issued"] = {"date-parts": [list(date)]}
    if accessed := more.pop("accessed", None):
        values["accessed"] = {"date-parts": [list(accessed)]}
    return values | {name.replace("_", "-"): value for name, value in more.items()}


def journal(
    authors: str, title: str, year: int, name: str, place: str, **more: Any
) -> dict[str, Any]:
    """Return an article; ``place`` is volume, issue and pages: ``"388|10055|2023-2038"``."""
    volume, issue, pages = place.split("|")
    where = {"volume": volume, "issue": issue, "page": pages}
    return item(
        "article-journal",
        authors,
        title,
        year,
        container_title=name,
        **{key: value for key, value in where.items() if value},
        **more,
    )


PUBLICATIONS: dict[str, dict[str, Any]] = {
    # Journal articles
    "smolen": journal(
        "Smolen JS; Aletaha D; McInnes IB",
        "Rheumatoid arthritis",
        2016,
        "Lancet",
        "388|10055|2023-2038",
        DOI="10.1016/s0140-6736(16)30173-8",
        PMID="27156434",
    ),
    "halpern": journal(
        "Halpern SD; Ubel PA; Caplan AL",
        "Solid-organ transplantation in HIV-infected patients",
        2002,
        "N Engl J Med",
        "347|4|284-287",
    ),
    "rose": journal(
        "Rose ME; Huerbin MB; Melick J; Marion DW; Palmer AM; Schiding JK; Kochanek PM; Graham SH",
        "Regulation of interstitial excitatory amino acid concentrations after cortical contusion "
        "injury",
        2002,
        "Brain Res",
        "935|1-2|40-46",
    ),
    "prevention": journal(
        "Diabetes Prevention Program Research Group",
        "Hypertension, insulin, and proinsulin in participants with impaired glucose tolerance",
        2002,
        "Hypertension",
        "40|5|679-686",
    ),
    "vallancien": journal(
        "Vallancien G; Emberton M; Harving N; van Moorselaar RJ; Alf-One Study Group",
        "Sexual dysfunction in 1,274 European men suffering from lower urinary tract symptoms",
        2003,
        "J Urol",
        "169|6|2257-2261",
    ),
    "heart": journal(
        "",
        "21st century heart solution may have a sting in the tail",
        2002,
        "BMJ",
        "325|7357|184",
    ),
    "geraud": journal(
        "Geraud G; Spierings EL; Keywood C",
        "Tolerability and safety of frovatriptan with short- and long-term use for treatment of "
        "migraine and in comparison with sumatriptan",
        2002,
        "Headache",
        "42 Suppl 2||S93-S99",
    ),
    "glauser": journal(
        "Glauser TA",
        "Integrating clinical trial data into clinical practice",
        2002,
        "Neurology",
        "58|12 Suppl 7|S6-S12",
    ),
    "banit": journal(
        "Banit DM; Kaufer H; Hartford JM",
        "Intraoperative frozen section analysis in revision total joint arthroplasty",
        2002,
        "Clin Orthop",
        "|401|230-238",
    ),
    "outreach": journal(
        "",
        "Outreach: bringing HIV-positive individuals into care",
        2002,
        "HRSA Careaction",
        "||1-6",
    ),
    "chadwick": journal(
        "Chadwick R; Schuklenk U",
        "The politics of ethical consensus finding",
        2002,
        "Bioethics",
        "16|2|iii-v",
    ),
    "watson": journal(
        "Watson JD; Crick FH",
        "Molecular structure of nucleic acids: a structure for deoxyribose nucleic acid",
        1953,
        "Nature",
        "171|4356|737-738",
        DOI="10.1038/171737a0",
    ),
    "doll": journal(
        "Doll R; Hill AB",
        "Smoking and carcinoma of the lung: preliminary report",
        1950,
        "Br Med J",
        "2|4682|739-748",
    ),
    "guyatt": journal(
        "Guyatt GH; Oxman AD; Vist GE; Kunz R; Falck-Ytter Y; Alonso-Coello P; Schünemann HJ",
        "GRADE: an emerging consensus on rating quality of evidence and strength of "
        "recommendations",
        2008,
        "BMJ",
        "336|7650|924-926",
        DOI="10.1136/bmj.39489.470347.AD",
    ),
    "schulz": journal(
        "Schulz KF; Altman DG; Moher D",
        "CONSORT 2010 statement: updated guidelines for reporting parallel group randomised trials",
        2010,
        "BMJ",
        "340||c332",
        DOI="10.1136/bmj.c332",
    ),
    "page": journal(
        "Page MJ; McKenzie JE; Bossuyt PM; Boutron I; Hoffmann TC; Mulrow CD; Shamseer L",
        "The PRISMA 2020 statement: an updated guideline for reporting systematic reviews",
        2021,
        "BMJ",
        "372||n71",
        DOI="10.1136/bmj.n71",
        PMID="33782057",
    ),
    "ioannidis": journal(
        "Ioannidis JPA",
        "Why most published research findings are false",
        2005,
        "PLoS Med",
        "2|8|e124",
        DOI="10.1371/journal.pmed.0020124",
    ),
    # Preprints
    "horby": item(
        "article",
        "Horby P; Lim WS; Emberson J; Mafham M; Bell J; Linsell L",
        "Effect of dexamethasone in hospitalized patients with COVID-19: preliminary report",
        2020,
        container_title="medRxiv",
        DOI="10.1101/2020.06.22.20137273",
    ),
    "page-preprint": item(
        "article",
        "Page MJ; McKenzie J; Bossuyt PM; Boutron I; Hoffmann T; Mulrow CD",
        "The PRISMA 2020 statement: an updated guideline for reporting systematic reviews",
        2020,
        container_title="MetaArXiv",
        DOI="10.31222/osf.io/v7gm2",
    ),
    # Books
    "murray": item(
        "book",
        "Murray PR; Rosenthal KS; Kobayashi GS; Pfaller MA",
        "Medical microbiology",
        2002,
        edition="4",
        publisher_place="St. Louis",
        publisher="Mosby",
    ),
    "gilstrap": item(
        "book",
        "",
        "Operative obstetrics",
        2002,
        edition="2",
        publisher_place="New York",
        publisher="McGraw-Hill",
        editor=[
            {"family": "Gilstrap", "given": "LC", "suffix": "3rd"},
            {"family": "Cunningham", "given": "FG"},
            {"family": "VanDorsten", "given": "JP"},
        ],
    ),
    "breedlove": item(
        "book",
        "Breedlove GK; Schorfheide AM",
        "Adolescent pregnancy",
        2001,
        edition="2",
        editors="Wieczorek RR",
        publisher_place="White Plains (NY)",
        publisher="March of Dimes Education Services",
    ),
    "support": item(
        "book",
        "Advanced Life Support Group",
        "Acute medical emergencies: the practical approach",
        2001,
        publisher_place="London",
        publisher="BMJ Books",
    ),
    "higgins": item(
        "book",
        "",
        "Cochrane handbook for systematic reviews of interventions",
        2019,
        editors="Higgins JP; Thomas J; Chandler J; Cumpston M; Li T; Page MJ; Welch VA",
        edition="2",
        publisher_place="Chichester (UK)",
        publisher="John Wiley & Sons",
    ),
    # Chapters
    "meltzer": item(
        "chapter",
        "Meltzer PS; Kallioniemi A; Trent JM",
        "Chromosome alterations in human solid tumors",
        2002,
        container_title="The genetic basis of human cancer",
        editors="Vogelstein B; Kinzler KW",
        publisher_place="New York",
        publisher="McGraw-Hill",
        page="93-113",
    ),
    "phillips": item(
        "chapter",
        "Phillips SJ; Whisnant JP",
        "Hypertension and stroke",
        1995,
        container_title="Hypertension: pathophysiology, diagnosis, and management",
        editors="Laragh JH; Brenner BM",
        edition="2",
        publisher_place="New York",
        publisher="Raven Press",
        page="465-478",
    ),
    "deeks": item(
        "chapter",
        "Deeks JJ; Higgins JP; Altman DG",
        "Analysing data and undertaking meta-analyses",
        2019,
        container_title="Cochrane handbook for systematic reviews of interventions",
        editors="Higgins JP; Thomas J; Chandler J; Cumpston M; Li T; Page MJ; Welch VA",
        edition="2",
        publisher_place="Chichester (UK)",
        publisher="John Wiley & Sons",
        page="241-284",
    ),
    # Conference papers
    "christensen": item(
        "paper-conference",
        "Christensen S; Oppacher F",
        "An analysis of Koza's computational effort statistic for genetic programming",
        2002,
        container_title="Genetic programming. EuroGP 2002: Proceedings of the 5th European "
        "Conference on Genetic Programming; 2002 Apr 3-5; Kinsdale, Ireland",
        editors="Foster JA; Lutton E; Miller J; Ryan C; Tettamanzi AG",
        publisher_place="Berlin",
        publisher="Springer",
        page="182-191",
    ),
    "bengtsson": item(
        "paper-conference",
        "Bengtsson S; Solheim BG",
        "Enforcement of data protection, privacy and security in medical informatics",
        1992,
        container_title="MEDINFO 92. Proceedings of the 7th World Congress on Medical Informatics; "
        "1992 Sep 6-10; Geneva, Switzerland",
        editors="Lun KC; Degoulet P; Piemme TE; Rienhoff O",
        publisher_place="Amsterdam",
        publisher="North-Holland",
        page="1561-1565",
    ),
    # Reports and guidelines
    "handbook": item(
        "report",
        "World Health Organization",
        "WHO handbook for guideline development",
        2014,
        edition="2",
        publisher_place="Geneva",
        publisher="World Health Organization",
    ),
    "nice": item(
        "report",
        "National Institute for Health and Care Excellence",
        "Gout: diagnosis and management",
        2022,
        publisher_place="London",
        publisher="NICE",
        URL="https://www.nice.org.uk/guidance/ng219",
    ),
    "smith": item(
        "report",
        "Smith P; Golladay K",
        "Payment for durable medical equipment billed during skilled nursing facility stays: final "
        "report",
        1994,
        publisher_place="Dallas (TX)",
        publisher="Office of Evaluation and Inspections",
    ),
    # Theses
    "borkowski": item(
        "thesis",
        "Borkowski MM",
        "Infant sleep and feeding: a telephone survey of Hispanic Americans",
        2002,
        publisher_place="Mount Pleasant (MI)",
        publisher="Central Michigan University",
    ),
    "kaplan": item(
        "thesis",
        "Kaplan SJ",
        "Post-hospital home health care: the elderly's access and utilization",
        1995,
        publisher_place="St. Louis (MO)",
        publisher="Washington University",
    ),
    # Web pages
    "arthritis": item(
        "webpage",
        "World Health Organization",
        "Rheumatoid arthritis",
        on=(2023, 6, 28),
        publisher_place="Geneva",
        publisher="World Health Organization",
        URL="https://www.who.int/news-room/fact-sheets/detail/rheumatoid-arthritis",
        accessed=(2024, 5, 3),
    ),
    "cancer-pain": item(
        "webpage",
        "",
        "Cancer-Pain.org",
        2000,
        publisher_place="New York",
        publisher="Association of Cancer Online Resources",
        URL="http://www.cancer-pain.org/",
        accessed=(2002, 7, 9),
    ),
    "cima": item(
        "webpage",
        "Agencia Española de Medicamentos y Productos Sanitarios",
        "CIMA: centro de información de medicamentos",
        publisher_place="Madrid",
        publisher="AEMPS",
        URL="https://cima.aemps.es/",
        accessed=(2024, 5, 3),
    ),
    # Laws
    "directive": item(
        "legislation",
        "",
        "Directive 2001/83/EC of the European Parliament and of the Council of 6 November 2001 on "
        "the Community code relating to medicinal products for human use",
        2001,
        container_title="Official Journal of the European Communities",
        volume="L 311",
        page="67-128",
    ),
    "devices": item(
        "legislation",
        "",
        "Regulation (EU) 2017/745 of the European Parliament and of the Council of 5 April 2017 on "
        "medical devices",
        2017,
        container_title="Official Journal of the European Union",
        volume="L 117",
        page="1-175",
        URL="https://eur-lex.europa.eu/eli/reg/2017/745/oj",
    ),
    "autonomy": item(
        "legislation",
        "",
        "Ley 41/2002, de 14 de noviembre, básica reguladora de la autonomía del paciente y de "
        "derechos y obligaciones en materia de información y documentación clínica",
        2002,
        container_title="Boletín Oficial del Estado",
        issue="274",
        page="40126-40132",
    ),
    # Data sets
    "burden": item(
        "dataset",
        "Global Burden of Disease Collaborative Network",
        "Global Burden of Disease Study 2019 (GBD 2019) results",
        2020,
        publisher_place="Seattle (WA)",
        publisher="Institute for Health Metrics and Evaluation",
        URL="https://vizhub.healthdata.org/gbd-results/",
        accessed=(2024, 5, 3),
    ),
    "observatory": item(
        "dataset",
        "World Health Organization",
        "Global Health Observatory",
        publisher_place="Geneva",
        publisher="World Health Organization",
        URL="https://www.who.int/data/gho",
        accessed=(2024, 5, 3),
    ),
}
