"""Languages: in which language a text is probably written, by its letters and its commonest words.
Pure.

`import` and `init` propose it, and say so; nobody else asks. The words are those that stand highest
in counts of running text, and are few in the other languages of the same letters.
"""

from __future__ import annotations

import re
from collections import Counter

#: The commonest words of languages that are written in Latin, Cyrillic or Greek letters.
_WORDS = {
    "en": "the of and to in that was his he with it is for had as not but her she they which have",
    "de": "der die und das nicht ich zu den sie ein ist mit es sich auf dem von er war auch eine",
    "fr": "de la le et les des en un une que il est dans qui pour pas sur au ce avec elle était",
    "es": "de la que el en y los se del las por un con no una su para es al lo como más había",
    "it": "di che la il un non si per una con del da sono è della più era ma gli nel come anche",
    "pt": "que não de o a do da em um para com uma os no se na por mais as dos como mas ao ele era",
    "nl": "de het een van en dat niet te zijn hij op met voor was maar aan ook als ze er nog wat",
    "sv": "och att det som en på är av för med den till inte om ett han men var jag sig så hade",
    "da": "og at det en den til er som på de med han af for ikke der var jeg men et sig havde",
    "no": "og det en å på er til som de han av for ikke var jeg men et seg hadde ble fra også",
    "fi": "ja on ei se että oli hän mutta niin kun kuin joka minä mitä sitä vain ole mies sen",
    "pl": "i w nie na się z że do to jest jak ale po co za od tak był już jego przez tylko",
    "cs": "a se v na že je to s z do o i jako ale za by po si jsem byl když však jeho tak",
    "sk": "a sa v na že je to s z do o aj ako ale za by po si som bol keď však jeho tak čo",
    "hu": "a az és hogy nem is egy volt meg ez de csak már mint ha még el ki azt vagy volna",
    "ro": "de și în la a că nu cu pe se un o din este mai care ce pentru sau era lui fi",
    "tr": "ve bir bu da de için çok ne o gibi daha ile ama kadar sonra diye her ben onun",
    "la": "et in est non ad cum ut quod qui sed si ex esse quae per ab enim nec aut hoc",
    "eo": "la kaj de en estis mi ne ke li al kun por pri sed estas ŝi oni ĉi tiu sur kiu",
    "ru": "и в не на что я с он как это но а по из у то все за так его же от было она ты",
    "uk": "і в не на що я з він як це але та по із у то все за так його же від було вона є",
    "bg": "и в не на че се от да е за с по като но си са това ще го му беше която които",
    "sr": "и у не на да је се од за са што као али по из то су га ми био био она који",
    "el": "και το να του η την της που με στο από για δεν τον είναι οι ο ένα τα θα σε μου",
}
_OWN = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_SHARED = Counter(word for words in _OWN.values() for word in words)
#: Letters that by themselves say what the language is.
_LETTERS = (
    ("ja", r"[\u3041-\u30ff]"),
    ("ko", r"[\uac00-\ud7af]"),
    ("zh", r"[\u4e00-\u9fff]"),
    ("he", r"[\u05d0-\u05ea]"),
    ("fa", r"[\u067e\u0686\u0698\u06af\u06cc]"),
    ("ar", r"[\u0620-\u064a]"),
    ("hy", r"[\u0531-\u0587]"),
    ("ka", r"[\u10d0-\u10ff]"),
    ("hi", r"[\u0904-\u0939]"),
    ("th", r"[\u0e01-\u0e3a]"),
)
_WORD = re.compile(r"[^\W\d_]+")
#: So many words are looked at, and so many of a hundred must be of the language.
_MOST, _SHARE = 20_000, 4
#: So many letters of a script are more than a quotation.
_QUOTED = 0.15


def guess(text: str) -> str:
    """The tag (BCP 47) of a text's language; empty where nothing says so."""
    words = [found[0].lower() for found in _WORD.finditer(text[: _MOST * 8])][:_MOST]
    if not words:
        return ""
    letters = "".join(words)
    for language, pattern in _LETTERS:
        if len(re.findall(pattern, letters)) > _QUOTED * len(letters) / (
            8 if language == "fa" else 1
        ):
            return language
    counted = Counter(words)
    # A word of several languages says less, and so does a single letter.
    scores = {
        name: sum(counted[w] / _SHARED[w] / (1 + (len(w) == 1)) for w in own)
        for name, own in _OWN.items()
    }
    best = max(scores, key=lambda name: scores[name])
    return best if 100 * scores[best] >= _SHARE * len(words) else ""
