"""Wordlists: words of some languages that say whether a capital letter makes a name."""

from __future__ import annotations

_PARTICLES = """
    of de da do dos das del della delle degli di du des la le les van von der den ter ten zu zum
    zur af av ibn bin bint abu al el ad
"""
_TITLES = """
    mr mrs ms miss dr prof sir lord lady madame mme mlle monsieur messrs herr frau fraulein don
    doña senor señor signor signora captain capt colonel col general gen lieutenant lt sergeant
    sgt major maj rev reverend father sister brother saint st hon mister master dame господин
    госпожа товарищ г
"""
_ABBREVIATED = """
    jr sr no vs etc vol ch ed eds fig mt ft cf ca approx им ул
"""
_CALENDAR = """
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sept sep oct nov
    dec mon tue wed thu fri sat sun i i'm i’m i'd i’d i'll i’ll i've i’ve o oh
"""
_FUNCTION = """
    the a an and but or nor so yet for if when while where after before because although though as
    since until unless once that this these those there here he she it we you they his her its our
    your their my me him them us who whom whose which what why how in on at by to from of with
    without about above below between into through during over under again then than too very not
    no yes all any both each few more most other some such only own same just even also still
    however moreover meanwhile maybe perhaps indeed thus therefore instead otherwise now today
    yesterday tomorrow first second third finally earlier later is are was were be been being have
    has had do does did will would can could shall should may might must let isn't don't every
    everyone everything everybody someone something nobody nothing one two three many much several
    another neither either whether well okay ok please thank thanks dear according despite
    regarding concerning le la les un une des et mais ou où donc car si quand comme il elle nous
    vous ils elles je tu ce cet cette ces son sa ses mon ma mes leur dans sur avec pour par sans
    der die das ein eine einen und aber oder wenn als weil er sie es wir ihr ich du im am auf mit
    von zu für el los las una y pero o cuando como ella ellos yo en con por para lo gli e quando
    lui lei noi io per nel и но а или если когда где что кто как он она оно они мы вы я ты это
    этот эта эти в на с со из от до по за для не ни да нет так же то там тут еще ещё уже
"""
_BODIES = """
    committee commission ministry council party group union league organization organisation
    association society company corporation bank institute university college school court
    department office agency bureau service army church club front watch international center
    centre foundation fund press times news gazette federation senate parliament duma assembly
    congress police guard brigade regiment комитет министерство совет партия союз институт
    университет суд
"""
_PLACES = """
    street square avenue prospect road city river lake mountain mountains island islands sea ocean
    bay district region province republic county village park hall house castle palace bridge
    улица площадь проспект область район река остров
"""
_BEFORE_PLACES = """
    in at from near into towards toward throughout outside à en dans aus nach bei в из под
"""

#: Words in small letters that stand inside names, and two of them together.
PARTICLES = frozenset(_PARTICLES.split())
PAIRS = frozenset(
    (
        ("of", "the"),
        ("for", "the"),
        ("de", "la"),
        ("de", "las"),
        ("de", "los"),
        ("van", "der"),
        ("van", "den"),
        ("von", "der"),
        ("von", "dem"),
    )
)
#: What stands before a name and is none.
TITLES = frozenset(_TITLES.split())
#: Words that end with a point, after which a sentence goes on.
ABBREVIATED = TITLES | frozenset(_ABBREVIATED.split())
#: Words that are capitalized in English and are no names.
CALENDAR = frozenset(_CALENDAR.split())
#: Words that often begin a sentence and are no names, whatever a short text shows of them.
FUNCTION = frozenset(_FUNCTION.split())
#: Words in the names of bodies, and of places; and what stands before a place.
BODIES = frozenset(_BODIES.split())
PLACES = frozenset(_PLACES.split())
BEFORE_PLACES = frozenset(_BEFORE_PLACES.split())
