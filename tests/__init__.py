"""The tests: `unit/` mirrors the modules, `golden/` holds cases, `conformance/` the judges."""
