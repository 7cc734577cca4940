"""Scheduler: has fragments made, in other processes where there is enough to do, or takes them
from the layout cache.

What is ordered is made when somebody waits for the first of it: then it is known how much there is.
"""

from __future__ import annotations

from concurrent.futures import Future

from edition.pdf.fragment import Fragment, from_bytes
from edition.pdf.production.cache import layout_cache
from edition.pdf.production.guard import Guard, LayoutStopped, bounds_of
from edition.pdf.production.layout import LayoutInputs, make
from edition.system.bounds import exceeded, within
from edition.system.cachedir import Cache
from edition.system.oserrors import WorkerKilled
from edition.system.workers import Workers, processors

#: Characters of markup from which on further processes are worth their start, which takes as long
#: as some twenty pages.
_WORTH = 200_000


class Order:
    """A fragment that is asked for; `result` waits for it."""

    def __init__(self, scheduler: Scheduler, inputs: LayoutInputs, markup: str, key: str) -> None:
        self.scheduler = scheduler
        self.inputs = inputs
        self.markup = markup
        self.key = key
        self.future: Future[bytes] | None = None
        self.done: Fragment | None = None

    def result(self) -> Fragment:
        """The fragment. Raises what `layout.make` raises."""
        if self.done is None:
            self.done = self.scheduler.finish(self)
        return self.done


class Scheduler:
    """Has fragments made by at most `workers` processes; `keep_pages` makes them in this one, and
    hands their pages out. `guarded` makes none in this process, which so outlives what a library
    does not. Use it in a `with`: at its end nothing runs any more."""

    def __init__(
        self,
        workers: int | None = None,
        cache: Cache | None = None,
        keep_pages: bool = False,
        guarded: bool = False,
    ) -> None:
        self.workers = 1 if keep_pages else workers or processors()
        self.cache = Cache(None) if keep_pages else cache or layout_cache()
        self.keep_pages = keep_pages
        self.waiting: list[Order] = []
        self.pool: Workers | None = None
        self.guard = Guard() if guarded and not keep_pages else None

    def __enter__(self) -> Scheduler:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if self.guard:
            self.guard.aside.close()
        if self.pool:
            self.pool.__exit__(kind, *rest)
        self.cache.tidy()

    def order(self, inputs: LayoutInputs, markup: str) -> Order:
        """Ask for the fragment of `markup`."""
        made = Order(self, inputs, markup, inputs.key(markup))
        kept = self.cache.get(made.key)
        if kept is None:
            self.waiting.append(made)
        else:
            made.done = from_bytes(kept)
        return made

    def finish(self, order: Order) -> Fragment:
        """Make what was ordered, or wait for who makes it. Raises `LayoutStopped`, and what
        `layout.make` raises."""
        if order.future is None and not self.pool and self._is_much():
            self.pool = Workers(self.workers)
        if order.future is None and self.pool:
            self._hand_out()
        if order.future is not None:
            data = self._waited(order, order.future)
            made = from_bytes(data)
        elif self.guard:
            self.waiting.remove(order)
            data = self.guard.make(order.inputs, order.markup)
            made = from_bytes(data)
        else:
            self.waiting.remove(order)
            made = make(order.inputs, order.markup, self.keep_pages)
            data = made.to_bytes() if self.cache.folder else b""
        if not made.refused and not made.own_fonts:
            self.cache.put(order.key, data)
        return made

    def _waited(self, order: Order, future: Future[bytes]) -> bytes:
        try:
            return future.result()
        except (WorkerKilled, MemoryError) as error:
            found = exceeded(error, bounds_of(order.inputs, order.markup))
            if found is None:
                raise
            raise LayoutStopped(found, order.inputs, order.markup) from None

    def _is_much(self) -> bool:
        sizes = [len(order.markup) for order in self.waiting]
        return self.workers > 1 and len(sizes) > 1 and sum(sizes) >= _WORTH

    def _hand_out(self) -> None:
        assert self.pool
        # The longest first: what is begun last keeps the others waiting.
        for order in sorted(self.waiting, key=lambda order: -len(order.markup)):
            inputs = order.inputs.needed(order.markup)
            bounds = bounds_of(inputs, order.markup)
            order.future = self.pool.submit(within, bounds, _make, inputs, order.markup)
        self.waiting.clear()


def _make(inputs: LayoutInputs, markup: str) -> bytes:
    return make(inputs, markup).to_bytes()
