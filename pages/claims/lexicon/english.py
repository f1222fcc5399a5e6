"""English."""

from __future__ import annotations

from typing import Final

from pages.claims.lexicon.structure import Lexicon, words

ENGLISH: Final = Lexicon(
    language="en",
    classes={
        "be": words("is are was were be been being am"),
        "have": words("has have had"),
        "do": words("do does did"),
        "will": words("will shall you'll they'll it'll he'll she'll we'll"),
        "number": words(
            "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty "
            "forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million "
            "millions dozen dozens half third quarter"
        ),
        "person": words(
            "patient patients person people individual individuals man men woman women child "
            "children adult adults participant participants volunteer volunteers client clients "
            "sufferer sufferers user users everyone everybody anyone subjects users"
        ),
        "people": words(
            "patients people individuals men women children adults participants volunteers clients "
            "sufferers users subjects everyone everybody"
        ),
        "treatment": words(
            "treatment treatments therapy therapies procedure procedures injection injections "
            "infusion infusions medication medications medicine medicines drug drugs surgery "
            "surgeries transplant transplants transplantation technique techniques method methods "
            "intervention interventions protocol protocols cells exosomes exosome plasma implant "
            "implants supplement supplements laser approach dose doses serum remedy remedies "
            "acupuncture massage exercise exercises physiotherapy vaccine vaccines product products"
        ),
        "provider": words(
            "clinic clinics hospital team doctors specialists specialist doctor surgeon surgeons "
            "centre center facility staff technology equipment laboratory experts"
        ),
        "benefit": words(
            "improvement improvements relief result results benefit benefits recovery remission "
            "effect effects outcome outcomes efficacy effectiveness response"
        ),
        "improves": words(
            "help helps helped improve improves improved reduce reduces reduced relieve relieves "
            "relieved regenerate regenerates regenerated repair repairs repaired restore restores "
            "restored heal heals healed treat treats treated delay delays delayed slow slows "
            "slowed "
            "stop stops stopped decrease decreases decreased increase increases increased regulate "
            "regulates regulated modulate modulates modulated rebuild rebuilds rebuilt mitigate "
            "mitigates suppress suppresses suppressed alleviate alleviates alleviated ease eases "
            "eased prevent prevents prevented eliminate eliminates eliminated boost boosts boosted "
            "strengthen strengthens reverse reverses reversed work works worked halt halts lower "
            "lowers lowered stimulate stimulates stimulated protect protects renew renews "
            "rejuvenate rejuvenates"
        ),
        "improving": words(
            "improving reducing relieving regenerating repairing restoring healing treating "
            "delaying slowing stopping decreasing increasing regulating modulating rebuilding "
            "mitigating suppressing alleviating easing preventing eliminating boosting "
            "strengthening reversing halting lowering stimulating renewing rejuvenating "
            "regeneration modulation repair reduction"
        ),
        "ailment": words(
            "pain inflammation disease diseases symptom symptoms damage stiffness swelling "
            "condition conditions arthritis osteoarthritis cancer diabetes illness disability "
            "progression tissue tissues cartilage joint joints bone bones nerve nerves muscle "
            "muscles tendon tendons organ organs system immunity function mobility quality "
            "cells disorder disorders"
        ),
        "disease": words(
            "disease diseases illness illnesses condition conditions disorder disorders cancer "
            "diabetes arthritis osteoarthritis pain autism asthma alzheimer's parkinson's lupus "
            "infection infections fasciitis"
        ),
        "harm": words(
            "risk risks complication complications rejection danger dangers reaction reactions "
            "harm infection infections toxicity problem problems contraindications pain "
            "discomfort downtime scars scarring bleeding"
        ),
        "unit": words(
            "day days week weeks month months year years hour hours minute minutes second seconds"
        ),
        "studyword": words(
            "study studies research trial trials investigation investigations evidence "
            "meta-analysis review reviews literature data experiment experiments science results "
            "findings researchers scientists experts investigators authors publications paper "
            "papers reports"
        ),
        "studyverb": words(
            "show shows showed shown suggest suggests suggested demonstrate demonstrates "
            "demonstrated prove proves proved proven find finds found confirm confirms confirmed "
            "support supports supported indicate indicates indicated report reports reported "
            "reveal reveals revealed conclude concludes concluded believe believes believed "
            "recommend recommends recommended establish establishes established agree agrees "
            "conducted performed published observed studied evaluated think say"
        ),
        "system": words(
            "autoimmune neurological neurologic neurodegenerative metabolic ophthalmological "
            "ophthalmic orthopedic orthopaedic cardiovascular cardiac pulmonary respiratory renal "
            "hepatic gastrointestinal digestive dermatological endocrine hormonal psychiatric "
            "genetic degenerative infectious oncological urological reproductive "
            "musculoskeletal ocular diabetes autism cancer alzheimer's parkinson's"
        ),
    },
    negators=words(
        "no not never neither nor none nobody cannot can't don't doesn't didn't isn't aren't "
        "wasn't weren't won't wouldn't shouldn't couldn't haven't hasn't hadn't without unlikely "
        "unable lack lacks nothing rarely hardly unproven instead avoid avoids few"
    ),
    no_negation_before=words("only just merely simply"),
    hedges=words(
        "may might could possibly perhaps potentially probably maybe seems seem appears appear "
        "thought hope hopes hoped hoping would should intended aims aim attempt attempts trying "
        "investigated unclear unknown uncertain sometimes occasionally likely tend tends possible "
        "candidates hypothesis theory suggests"
    ),
    abilities=words("can able"),
    conditions=words("if whether unless"),
    turns=words("but however although though yet nevertheless whereas instead"),
    disowning=(
        "myth|myths",
        "@be|isn't|aren't not? false|untrue|misleading|unproven|incorrect|wrong",
        "not true",
        "@be not ~2 true|proven|established|known|clear",
        "beware",
        "be wary|cautious|careful|suspicious",
        "wary|suspicious|sceptical|skeptical of",
        "distrust|mistrust",
        "anyone|someone|clinics|clinic|websites|website|advertisements|companies|sellers "
        "who|that|which promise|promises|promising|claim|claims|offer|offers|guarantee|guarantees",
        "no|nobody|none|cannot|can't|not ~3 promise|promises|guarantee|guarantees|guaranteed",
        "do|does|is|are not|never ~2 believe|mean",
        "doesn't|don't mean|believe",
        "no|little|insufficient|limited ~2 evidence|proof that|of|for",
        "there is not enough",
        "not enough evidence|data|studies",
        "ask|tell ~3 whether|if|what|how",
        "it is not known|clear|certain",
        "nobody knows",
        "warns|warned|warning ~3 against|that|about",
        "some people believe|think|say",
    ),
)
