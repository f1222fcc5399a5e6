"""The demo's library: real publications with their real identifiers.

Titles, authors, years, volumes, pages and identifiers were compared with public records (PubMed,
publishers' pages, bibliographies). An identifier that no record confirmed was left out. Lists of
authors end with the eighth.
"""

from __future__ import annotations

from collections.abc import Mapping

JOURNAL = "article-journal"


def person(text: str) -> dict[str, str]:
    """An author from ``Family, Given``; a name without a comma is a group."""
    family, comma, given = text.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": text}


def article(
    authors: str,
    title: str,
    container: str,
    year: int,
    volume: str,
    issue: str,
    pages: str,
    *,
    doi: str,
    pmid: str = "",
    pmcid: str = "",
) -> dict[str, object]:
    """A journal article; ``authors`` are separated by semicolons."""
    return {
        "csl_type": JOURNAL,
        "authors": [person(name.strip()) for name in authors.split(";")],
        "title": title,
        "container_title": container,
        "year": year,
        "volume": volume,
        "issue": issue,
        "pages": pages,
        "doi": doi,
        "pmid": pmid,
        "pmcid": pmcid,
        "language": "en",
    }


REFERENCES: Mapping[str, Mapping[str, object]] = {
    "gbd-ra-2023": article(
        "GBD 2021 Rheumatoid Arthritis Collaborators",
        "Global, regional, and national burden of rheumatoid arthritis, 1990–2020, and "
        "projections to 2050: a systematic analysis of the Global Burden of Disease Study 2021",
        "Lancet Rheumatol",
        2023,
        "5",
        "10",
        "e594-e610",
        doi="10.1016/S2665-9913(23)00211-4",
    ),
    "smolen-2023": article(
        "Smolen, Josef S; Landewé, Robert B M; Bergstra, Sytske Anne; Kerschbaumer, Andreas; "
        "Sepriano, Alexandre; Aletaha, Daniel; Caporali, Roberto; Edwards, Christopher John",
        "EULAR recommendations for the management of rheumatoid arthritis with synthetic and "
        "biological disease-modifying antirheumatic drugs: 2022 update",
        "Ann Rheum Dis",
        2023,
        "82",
        "1",
        "3-18",
        doi="10.1136/ard-2022-223356",
        pmid="36357155",
    ),
    "aletaha-2010": article(
        "Aletaha, Daniel; Neogi, Tuhina; Silman, Alan J; Funovits, Julia; Felson, David T; "
        "Bingham, Clifton O; Birnbaum, Neal S; Burmester, Gerd R",
        "2010 rheumatoid arthritis classification criteria: an American College of "
        "Rheumatology/European League Against Rheumatism collaborative initiative",
        "Arthritis Rheum",
        2010,
        "62",
        "9",
        "2569-2581",
        doi="10.1002/art.27584",
        pmid="20872595",
    ),
    "fraenkel-2021": article(
        "Fraenkel, Liana; Bathon, Joan M; England, Bryant R; St Clair, E William; "
        "Arayssi, Thurayya; Carandang, Kristine; Deane, Kevin D; Genovese, Mark",
        "2021 American College of Rheumatology guideline for the treatment of rheumatoid arthritis",
        "Arthritis Rheumatol",
        2021,
        "73",
        "7",
        "1108-1123",
        doi="10.1002/art.41752",
        pmid="34101376",
    ),
    "smolen-2016": article(
        "Smolen, Josef S; Aletaha, Daniel; McInnes, Iain B",
        "Rheumatoid arthritis",
        "Lancet",
        2016,
        "388",
        "10055",
        "2023-2038",
        doi="10.1016/S0140-6736(16)30173-8",
        pmid="27156434",
    ),
    "mcinnes-2011": article(
        "McInnes, Iain B; Schett, Georg",
        "The pathogenesis of rheumatoid arthritis",
        "N Engl J Med",
        2011,
        "365",
        "23",
        "2205-2219",
        doi="10.1056/NEJMra1004965",
    ),
    "grigor-2004": article(
        "Grigor, Catriona; Capell, Hilary; Stirling, Anne; McMahon, Alex D; Lock, Peter; "
        "Vallance, Ramsay; Kincaid, Wilma; Porter, Duncan",
        "Effect of a treatment strategy of tight control for rheumatoid arthritis (the TICORA "
        "study): a single-blind randomised controlled trial",
        "Lancet",
        2004,
        "364",
        "9430",
        "263-269",
        doi="10.1016/S0140-6736(04)16676-2",
        pmid="15262104",
    ),
    "combe-2017": article(
        "Combe, Bernard; Landewe, Robert; Daien, Claire I; Hua, Charlotte; Aletaha, Daniel; "
        "Álvaro-Gracia, Jose María; Bakkers, Margôt; Brodin, Nina",
        "2016 update of the EULAR recommendations for the management of early arthritis",
        "Ann Rheum Dis",
        2017,
        "76",
        "6",
        "948-959",
        doi="10.1136/annrheumdis-2016-210602",
        pmid="27979873",
    ),
    "kellgren-1957": article(
        "Kellgren, J H; Lawrence, J S",
        "Radiological assessment of osteo-arthrosis",
        "Ann Rheum Dis",
        1957,
        "16",
        "4",
        "494-502",
        doi="10.1136/ard.16.4.494",
        pmid="13498604",
    ),
    "kolasinski-2020": article(
        "Kolasinski, Sharon L; Neogi, Tuhina; Hochberg, Marc C; Oatis, Carol; Guyatt, Gordon; "
        "Block, Joel; Callahan, Leigh; Copenhaver, Cindy",
        "2019 American College of Rheumatology/Arthritis Foundation guideline for the management "
        "of osteoarthritis of the hand, hip, and knee",
        "Arthritis Rheumatol",
        2020,
        "72",
        "2",
        "220-233",
        doi="10.1002/art.41142",
        pmid="31908163",
    ),
    "bannuru-2019": article(
        "Bannuru, R R; Osani, M C; Vaysbrot, E E; Arden, N K; Bennell, K; "
        "Bierma-Zeinstra, S M A; Kraus, V B; Lohmander, L S",
        "OARSI guidelines for the non-surgical management of knee, hip, and polyarticular "
        "osteoarthritis",
        "Osteoarthritis Cartilage",
        2019,
        "27",
        "11",
        "1578-1589",
        doi="10.1016/j.joca.2019.06.011",
        pmid="31278997",
    ),
    "hunter-2019": article(
        "Hunter, David J; Bierma-Zeinstra, Sita",
        "Osteoarthritis",
        "Lancet",
        2019,
        "393",
        "10182",
        "1745-1759",
        doi="10.1016/S0140-6736(19)30417-9",
        pmid="31034380",
    ),
    "gbd-oa-2023": article(
        "GBD 2021 Osteoarthritis Collaborators",
        "Global, regional, and national burden of osteoarthritis, 1990–2020 and projections to "
        "2050: a systematic analysis for the Global Burden of Disease Study 2021",
        "Lancet Rheumatol",
        2023,
        "5",
        "9",
        "e508-e522",
        doi="10.1016/S2665-9913(23)00163-7",
    ),
    "fransen-2015": article(
        "Fransen, Marlene; McConnell, Sara; Harmer, Alison R; Van der Esch, Martin; "
        "Simic, Milena; Bennell, Kim L",
        "Exercise for osteoarthritis of the knee",
        "Cochrane Database Syst Rev",
        2015,
        "",
        "1",
        "CD004376",
        doi="10.1002/14651858.CD004376.pub3",
        pmid="25569281",
    ),
    "deyle-2020": article(
        "Deyle, Gail D; Allen, Chris S; Allison, Stephen C; Gill, Norman W; Hando, Benjamin R; "
        "Petersen, Evan J; Dusenberry, Douglas I; Rhon, Daniel I",
        "Physical therapy versus glucocorticoid injection for osteoarthritis of the knee",
        "N Engl J Med",
        2020,
        "382",
        "15",
        "1420-1429",
        doi="10.1056/NEJMoa1905877",
        pmid="32268027",
    ),
    "mcalindon-2017": article(
        "McAlindon, Timothy E; LaValley, Michael P; Harvey, William F; Price, Lori Lyn; "
        "Driban, Jeffrey B; Zhang, Ming; Ward, Robert J",
        "Effect of intra-articular triamcinolone vs saline on knee cartilage volume and pain in "
        "patients with knee osteoarthritis: a randomized clinical trial",
        "JAMA",
        2017,
        "317",
        "19",
        "1967-1975",
        doi="10.1001/jama.2017.5283",
        pmid="28510679",
        pmcid="PMC5815012",
    ),
    "juni-2015": article(
        "Jüni, Peter; Hari, Roman; Rutjes, Anne W S; Fischer, Roland; Silletta, Maria G; "
        "Reichenbach, Stephan; da Costa, Bruno R",
        "Intra-articular corticosteroid for knee osteoarthritis",
        "Cochrane Database Syst Rev",
        2015,
        "",
        "10",
        "CD005328",
        doi="10.1002/14651858.CD005328.pub3",
        pmid="26490760",
    ),
    "uson-2021": article(
        "Uson, Jacqueline; Rodriguez-García, Sebastián Cruz; Castellanos-Moreira, Raul; "
        "O'Neill, Terence W; Doherty, Michael; Boesen, Mikael; Pandit, Hemant; "
        "Möller Parera, Ingrid",
        "EULAR recommendations for intra-articular therapies",
        "Ann Rheum Dis",
        2021,
        "80",
        "10",
        "1299-1305",
        doi="10.1136/annrheumdis-2021-220266",
        pmid="34035002",
    ),
    "kompel-2019": article(
        "Kompel, Andrew J; Roemer, Frank W; Murakami, Akira M; Diaz, Luis E; Crema, Michel D; "
        "Guermazi, Ali",
        "Intra-articular corticosteroid injections in the hip and knee: perhaps not as safe as "
        "we thought?",
        "Radiology",
        2019,
        "293",
        "3",
        "656-663",
        doi="10.1148/radiol.2019190341",
        pmid="31617798",
    ),
    "bennell-2021": article(
        "Bennell, Kim L; Paterson, Kade L; Metcalf, Ben R; Duong, Vicky; Eyles, Jillian; "
        "Kasza, Jessica; Wang, Yuanyuan; Cicuttini, Flavia",
        "Effect of intra-articular platelet-rich plasma vs placebo injection on pain and medial "
        "tibial cartilage volume in patients with knee osteoarthritis: the RESTORE randomized "
        "clinical trial",
        "JAMA",
        2021,
        "326",
        "20",
        "2021-2030",
        doi="10.1001/jama.2021.19415",
        pmid="34812863",
        pmcid="PMC8611484",
    ),
    "riddle-2003": article(
        "Riddle, Daniel L; Pulisic, Matthew; Pidcoe, Peter; Johnson, Robert E",
        "Risk factors for plantar fasciitis: a matched case-control study",
        "J Bone Joint Surg Am",
        2003,
        "85",
        "5",
        "872-877",
        doi="10.2106/00004623-200305000-00015",
        pmid="12728038",
    ),
    "digiovanni-2006": article(
        "DiGiovanni, Benedict F; Nawoczenski, Deborah A; Malay, Daniel P; Graci, Petra A; "
        "Williams, Taryn T; Wilding, Gregory E; Baumhauer, Judith F",
        "Plantar fascia-specific stretching exercise improves outcomes in patients with chronic "
        "plantar fasciitis: a prospective clinical trial with two-year follow-up",
        "J Bone Joint Surg Am",
        2006,
        "88",
        "8",
        "1775-1781",
        doi="10.2106/JBJS.E.01281",
        pmid="16882901",
    ),
    "rathleff-2015": article(
        "Rathleff, M S; Mølgaard, C M; Fredberg, U; Kaalund, S; Andersen, K B; Jensen, T T; "
        "Aaskov, S; Olesen, J L",
        "High-load strength training improves outcome in patients with plantar fasciitis: a "
        "randomized controlled trial with 12-month follow-up",
        "Scand J Med Sci Sports",
        2015,
        "25",
        "3",
        "e292-e300",
        doi="10.1111/sms.12313",
        pmid="25145882",
    ),
    "mcmillan-2012": article(
        "McMillan, Andrew M; Landorf, Karl B; Gilheany, Mark F; Bird, Adam R; Morrow, Adam D; "
        "Menz, Hylton B",
        "Ultrasound guided corticosteroid injection for plantar fasciitis: randomised controlled "
        "trial",
        "BMJ",
        2012,
        "344",
        "",
        "e3260",
        doi="10.1136/bmj.e3260",
    ),
    "morrissey-2021": article(
        "Morrissey, Dylan; Cotchett, Matthew; Said J'Bari, Ahmed; Prior, Trevor; "
        "Griffiths, Ian B; Rathleff, Michael Skovdal; Gulle, Halime; Vicenzino, Bill",
        "Management of plantar heel pain: a best practice guide informed by a systematic review, "
        "expert clinical reasoning and patient values",
        "Br J Sports Med",
        2021,
        "55",
        "19",
        "1106-1118",
        doi="10.1136/bjsports-2019-101970",
        pmid="33785535",
    ),
    "koc-2023": article(
        "Koc, Thomas A; Bise, Christopher G; Neville, Christopher; Carreira, Dominic; "
        "Martin, Robroy L; McDonough, Christine M",
        "Heel pain – plantar fasciitis: revision 2023",
        "J Orthop Sports Phys Ther",
        2023,
        "53",
        "12",
        "CPG1-CPG39",
        doi="10.2519/jospt.2023.0303",
        pmid="38037331",
    ),
    "fda-2021": {
        "csl_type": "webpage",
        "authors": [person("U.S. Food and Drug Administration")],
        "title": "Important patient and consumer information about regenerative medicine therapies",
        "container_title": "",
        "publisher": "U.S. Food and Drug Administration",
        "year": 2021,
        "month": 6,
        "day": 3,
        "url": "https://www.fda.gov/vaccines-blood-biologics/consumers-biologics/"
        "important-patient-and-consumer-information-about-regenerative-medicine-therapies",
        "accessed": "2025-01-15",
        "language": "en",
    },
}
