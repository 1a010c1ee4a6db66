"""The publisher's own Spanish that the guide uses, as it was found: terms and statements.

The terms are those of its dictionary and of its summary for patients of 2018-11-02, the statements
those of that summary which say the same as the summary that the guide was made from.
"""

# By the slug of a term.
TERMS = {
    "abemaciclib": "abemaciclib",
    "alpelisib": "alpelisib",
    "anastrozole": "anastrozol",
    "androgen": "andrógeno",
    "anti-estrogen-therapy": "terapia antiestrogénica",
    "antibody": "anticuerpo",
    "antibody-drug-conjugate": "conjugado anticuerpo-fármaco",
    "aromatase-inhibitor": "inhibidor de la aromatasa",
    "bisphosphonate": "bisfosfonatos",
    "bone-scan": "gammagrafía ósea",
    "capecitabine": "capecitabina",
    "chemotherapy": "quimioterapia",
    "chest-wall": "pared torácica",
    "clinical-trial": "ensayo clínico",
    "denosumab": "denosumab",
    "dna": "ADN",
    "endometrial-cancer": "cáncer de endometrio",
    "estrogen": "estrógeno",
    "estrogen-receptor": "receptor de estrógeno",
    "everolimus": "everolimus",
    "exemestane": "exemestano",
    "fulvestrant": "fulvestrant",
    "her2": "HER2",
    "hormone-receptor": "receptor hormonal",
    "hormone-therapy": "terapia con hormonas",
    "immunotherapy": "inmunoterapia",
    "inoperable": "inoperable",
    "lapatinib": "lapatinib",
    "letrozole": "letrozol",
    "megestrol-acetate": "acetato de megestrol",
    "menopause": "menopausia",
    "metastatic": "metastásico",
    "monoclonal-antibody": "anticuerpo monoclonal",
    "mtor-inhibitor": "inhibidor de mTOR",
    "mutation": "mutación",
    "olaparib": "olaparib",
    "palbociclib": "palbociclib",
    "parp-inhibitor": "inhibidor de PARP",
    "pd-l1": "PD-L1",
    "pembrolizumab": "pembrolizumab",
    "pertuzumab": "pertuzumab",
    "postmenopausal": "posmenopáusica",
    "premenopausal": "premenopáusica",
    "progesterone": "progesterona",
    "progesterone-receptor": "receptor de progesterona",
    "radiation-therapy": "radioterapia",
    "radionuclide": "radionúclido",
    "ribociclib": "ribociclib",
    "soft-tissue": "tejidos blandos",
    "strontium-89": "estroncio-89",
    "tamoxifen": "tamoxifeno",
    "targeted-therapy": "terapia dirigida",
    "total-mastectomy": "mastectomía total",
    "trastuzumab": "trastuzumab",
    "triple-negative": "triple negativo",
    "tyrosine-kinase-inhibitor": "inhibidor de la tirosina cinasa",
}

CATEGORIES = {
    "hormone-therapy": "terapia con hormonas",
    "targeted-therapy": "terapia dirigida",
    "chemotherapy": "quimioterapia",
    "surgery": "cirugía",
    "radiation-therapy": "radioterapia",
    "other-treatments": "otras opciones de tratamiento",
}

# By the slug of an option.
STATEMENTS = {
    "tamoxifen-after-menopause": (
        "En las mujeres posmenopáusicas con diagnóstico reciente de cáncer de mama "
        "metastásico positivo para el receptor hormonal o cuyo estado del receptor hormonal "
        "se desconoce, el tratamiento incluye los siguientes procedimientos:\n"
        "• Terapia con tamoxifeno."
    ),
    "tamoxifen-lhrh-agonist-before-menopause": (
        "En las mujeres premenopáusicas con diagnóstico reciente de cáncer de mama "
        "metastásico positivo para receptores hormonales, el tratamiento incluye los "
        "siguientes procedimientos:\n"
        "• Tamoxifeno, un agonista de HLHL o ambos."
    ),
    "aromatase-inhibitor-after-tamoxifen": (
        "En mujeres con tumores positivos para receptores hormonales o cuyo estado de "
        "receptor hormonal es desconocido, que presentan diseminación solo al hueso o los "
        "tejidos blandos y que recibieron tratamiento con tamoxifeno, el tratamiento incluye "
        "los siguientes procedimientos:\n"
        "• Terapia con inhibidores de la aromatasa."
    ),
    "targeted-therapy-hormone-receptor-positive": (
        "En las mujeres con cáncer de mama metastásico positivo para receptor hormonal que no"
        " reaccionaron bien a otros tratamientos, las opciones pueden incluir terapias "
        "dirigidas como las siguientes:\n"
        "• Trastuzumab, lapatinib, pertuzumab o inhibidores de mTOR."
    ),
    "cdk-inhibitor-hormone-receptor-positive": (
        "En las mujeres con cáncer de mama metastásico positivo para receptor hormonal que no"
        " reaccionaron bien a otros tratamientos, las opciones pueden incluir terapias "
        "dirigidas como las siguientes:\n"
        "• Terapia con inhibidores de cinasas dependientes de ciclinas (palbociclib, "
        "ribociclib o abemaciclib) que a veces se combina con terapia con hormonas."
    ),
    "total-mastectomy": (
        "Mastectomía total para las mujeres con lesiones abiertas o dolorosas en la mama. Se "
        "puede administrar radioterapia después de la cirugía."
    ),
    "brain-spine-surgery": (
        "Cirugía para extirpar el cáncer que se diseminó al cerebro o la columna vertebral. "
        "Se puede administrar radioterapia después de la cirugía."
    ),
    "lung-surgery": ("Cirugía para extirpar el cáncer que se diseminó a un pulmón."),
    "bone-surgery": (
        "Cirugía para reparar o ayudar a sostener huesos débiles o fracturados. La "
        "radioterapia se puede administrar después de la cirugía."
    ),
    "fluid-surgery": (
        "Cirugía para extraer líquido que se acumuló alrededor de los pulmones y el corazón."
    ),
    "radiation-therapy": (
        "Radioterapia dirigida a los huesos, el cerebro, la médula espinal, las mamas o la "
        "pared torácica para aliviar los síntomas y mejorar la calidad de vida."
    ),
    "strontium-89": (
        "Estroncio-89 (un radionúclido) para aliviar el dolor del cáncer que se diseminó a "
        "los huesos en todo el cuerpo."
    ),
    "bone-strengthening-drugs": (
        "Terapia con medicamentos como bisfosfonatos o denosumab para disminuir la enfermedad"
        " ósea y el dolor del cáncer que se diseminó al hueso. (Para obtener más información "
        "sobre bisfosfonatos, consulte el sumario del PDQ sobre El dolor y el cáncer)."
    ),
    "stem-cell-transplant-trial": (
        "Participación en un ensayo clínico de quimioterapia de dosis altas con trasplante de"
        " células madre."
    ),
    "new-treatment-trials": (
        "Participación en ensayos clínicos en los que se prueben nuevos medicamentos contra "
        "el cáncer, nuevas combinaciones de medicamentos y nuevas formas de administrar "
        "tratamientos."
    ),
}

# Words that stand above lists, and what is said of trials.
OTHER_STATEMENTS = {
    "source_intro": (
        "Las opciones de tratamiento del cáncer de mama metastásico (cáncer que se diseminó a"
        " partes distantes en el cuerpo) pueden incluir los siguientes procedimientos:"
    ),
    "source_trials": (
        "Realice una búsqueda en inglés de ensayos clínicos sobre cáncer auspiciados por el "
        "NCI que aceptan pacientes en este momento. Busque por tipo de cáncer, edad del "
        "paciente y lugar del ensayo. Consulte también información general sobre los ensayos "
        "clínicos."
    ),
    "other-treatments": (
        "Otras opciones de tratamiento del cáncer de mama metastásico son las siguientes:"
    ),
}

# What the summary of 2018 says in another way, with other drugs or of other people.
DIFFERENT = {
    "aromatase-inhibitor-after-menopause",
    "other-hormone-therapy-after-tamoxifen",
    "her2-targeted-therapy",
    "chemotherapy",
}
# What it does not say in Spanish, or not so that it could be quoted.
MISSING = {
    "parp-inhibitor-after-menopause",
    "ribociclib-before-menopause",
    "tucatinib-combination",
    "parp-inhibitor-after-chemotherapy",
    "chemotherapy-pembrolizumab",
    "sacituzumab-govitecan",
}
