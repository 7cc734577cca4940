"""Wordlists: words of some languages that say whether a capital letter makes a name."""

from __future__ import annotations

_PARTICLES = """
    of de da do dos das del della delle degli di du des la le les van von der den ter ten zu zum
    zur af av ibn bin bint abu al el ad
"""
_TITLES = """
    mr mrs ms miss dr prof sir lord lady madame madam mme mlle monsieur messrs herr frau fraulein
    don doña senor señor signor signora captain capt colonel col general gen lieutenant lt sergeant
    sgt major maj rev reverend father sister brother hon mister master mistress dame doctor
    professor count countess baron baroness king queen prince princess duke duchess earl marquis
    marquise emperor empress tsar czar pope cardinal bishop archbishop dean abbot president
    chancellor governor senator judge justice squire inspector sheriff admiral commander citizen
    citizeness comrade uncle aunt cousin nurse monseigneur voivode m mdlle
    господин госпожа товарищ г
"""
_ROLES = """
    vicar rector curate chaplain parson mother mamma mama papa dad grandmother grandfather
    gentleman gentlemen god gods lord lords heaven heavens providence nature fate fortune death
    christ jesus devil satan sabbath christmas easter state crown church majesty highness
    excellency honour honor grace
    equality fraternity justice mercy truth ladies sirs young old poor dear little good
    great saint st north south east west
"""
_OFFICES = """
    attorney-general solicitor-general president prosecutor speaker chairman recorder coroner
    secretary treasurer republic republican liberty
"""
_STRUCTURE = """
    chapter book part volume vol letter page illustration contents footnote note preface
    introduction prologue epilogue appendix index postscript p.s end finis journal diary
    memorandum telegram gutenberg co inc ltd esq
"""
_DEMONYMS = """
    english englishman englishmen englishwoman french frenchman frenchmen german germans italian
    italians spanish spaniard spaniards dutch dutchman british briton britons scotch scottish
    scotchman irish irishman welsh american americans european europeans roman romans greek greeks
    turkish turk turks russian russians hungarian hungarians austrian polish pole poles swedish
    danish norwegian swiss portuguese chinese japanese indian indians african arab arabs jew jews
    jewish christian christians protestant protestants catholic catholics latin hebrew persian
    ukrainian chechen soviet
"""
_ABBREVIATED = """
    st ste jr sr no vs etc vol ch ed eds fig mt ft cf ca approx им ул
"""
_ALWAYS_CAPITAL = """
    i i'm i’m i'd i’d i'll i’ll i've i’ve o oh
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
    association society company corporation bank institute university college school
    department office agency bureau service army church club front watch international herald
    chronicle observer tribune telegraph courier mercury examiner guardian pioneer trumpet mail
    center centre foundation fund press times news gazette federation senate parliament duma
    assembly
    congress police guard brigade regiment комитет министерство совет партия союз институт
    университет суд
"""
_PLACES = """
    street square avenue prospect road city river lake mountain mountains island islands sea ocean
    bay district region province republic county village park hall house castle palace bridge
    court manor grange lodge abbey priory farm cottage tower bar gate circus heath common moor pass
    valley hill hills wood woods forest lane row terrace gardens crescent inn tavern hotel station
    cemetery churchyard prison cathedral harbour harbor port cape coast cliff cliffs shore field
    fields green market mount town wharf quay stairs parsonage
    улица площадь проспект область район река остров
"""
_NEAR_PLACES = """
    near into towards toward throughout outside inside across beyond around reached reaching left
    leave leaving visit visited à en dans aus nach bei в из под
"""
_ACTS = """
    said says say replied replies cried cries asked asks answered exclaimed returned murmured
    whispered continued added observed remarked thought looked smiled nodded laughed sighed sat
    turned shook felt knew spoke began went came took gave stood paused rose told heard saw wished
    сказал сказала ответил ответила спросил спросила dit répondit demanda sagte fragte rief
    antwortete dijo respondió disse rispose
"""
_VERBS = """
    is was had has would could did does will must might should may seemed appeared wanted
"""
_ADDRESSES = """
    dear poor old young little good sweet darling friend husband wife son daughter brother sister
    uncle aunt cousin nephew niece my your
"""
_LOOKS = """
    look looked looking looks gaze gazed glance glanced glancing smile smiled smiling stare stared
    laugh laughed nod nodded frowned pointed angry
"""
_KNOWN_PLACES = """
    africa america asia europe australia england scotland ireland wales britain france germany
    italy spain portugal holland belgium switzerland austria hungary poland russia ukraine turkey
    greece sweden norway denmark finland prussia bohemia egypt india china japan persia syria
    palestine israel canada mexico brazil argentina transylvania roumania romania serbia bulgaria
    london paris rome berlin vienna madrid lisbon moscow petersburg athens constantinople istanbul
    jerusalem dublin edinburgh glasgow liverpool manchester birmingham oxford cambridge bath
    brighton dover exeter york bristol canterbury versailles lyons lyon marseilles calais rouen
    venice florence naples milan genoa geneva brussels amsterdam hamburg munich dresden leipzig
    cologne frankfurt prague budapest warsaw odessa kiev kyiv cairo washington boston chicago
    philadelphia thames rhine danube seine elbe volga nile alps pyrenees carpathians mediterranean
    atlantic москва россия петербург украина европа germany
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
#: Of these, those of men alone and of women.
MEN = frozenset(("mr", "sir", "lord", "monsieur", "herr", "don", "signor", "señor", "uncle"))
WOMEN = frozenset(
    ("mrs", "ms", "miss", "lady", "madame", "madam", "mme", "mlle", "mdlle", "frau", "fraulein",
     "doña", "signora", "señora", "aunt")
)  # fmt: skip
#: Words that end with a point, after which a sentence goes on.
ABBREVIATED = TITLES | frozenset(_ABBREVIATED.split())
#: Words that are capitalized in English and are no names; those of the calendar are CLDR's.
ALWAYS_CAPITAL = frozenset(_ALWAYS_CAPITAL.split())
#: Words that often begin a sentence and are no names, whatever a short text shows of them.
FUNCTION = frozenset(_FUNCTION.split())
#: Words with a capital for what somebody is, or for what is everybody's, of which none is a name
#: when it stands alone, nor an office with a title before it; what a book is divided into; and
#: peoples and their languages.
ROLES = TITLES | frozenset(_ROLES.split())
OFFICES = frozenset(_OFFICES.split())
STRUCTURE = frozenset(_STRUCTURE.split())
DEMONYMS = frozenset(_DEMONYMS.split())
#: What is said of somebody before the name.
ATTRIBUTES = frozenset(("young", "old", "poor", "dear", "little", "good", "great"))
#: Words in the names of bodies, and of places; places that everybody knows.
BODIES = frozenset(_BODIES.split())
PLACES = frozenset(_PLACES.split())
KNOWN_PLACES = frozenset(_KNOWN_PLACES.split())
#: What stands before a place, and how much that says; what else does.
IN_PLACES = {"in": 1.0, "at": 1.0, "from": 0.6, "to": 0.25, "through": 0.8, "of": 0.15, "for": 0.1}
NEAR_PLACES = frozenset(_NEAR_PLACES.split())
#: What people do, beside their names; how they are called; and what they are looked at with.
ACTS = frozenset(_ACTS.split())
VERBS = frozenset(_VERBS.split())
ADDRESSES = frozenset(_ADDRESSES.split())
LOOKS = frozenset(_LOOKS.split())
#: What makes a capitalized word that follows it the name of a thing.
ARTICLES = frozenset(("the", "a", "an", "this", "that", "these", "those", "every", "no"))
